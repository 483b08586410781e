"""``{% csrf_token %}`` for this site: the token, and the user the form was drawn for.

A form cannot be sent without the token, so none can lack the mark. Loaded for all templates in the settings
(``builtins``), including the libraries'.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from core.drawnfor import FIELD, mark, whose

register = template.Library()


class MarkedFormNode(CsrfTokenNode):
    """The form's token and its mark."""

    def render(self, context: Any) -> str:
        user = whose(context.get("request"))
        said = mark(user) if user else ""
        token = super().render(context)
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, said) if said else token


@register.tag
def csrf_token(parser: Parser, token: Token) -> MarkedFormNode:
    """The token and the mark of a form that is posted."""
    return MarkedFormNode()
