"""`translate`, `static` and `url` for this site: what comes out the same every time is found once for each process.

A page holds hundreds of fixed words, files and addresses, and Django looks up, escapes and reverses each again. The
settings put this library in the place of Django's ``i18n`` and ``static``, whose other tags are here unchanged.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_node
from django.templatetags import i18n, static
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from core.addresses import address

register = template.Library()
for library in (i18n.register, static.register):
    register.tags |= library.tags
    register.filters |= library.filters


class ConstantNode(Node):
    """A node that gives the same text on every page in a language."""

    child_nodelists = ()

    def __init__(self, node: Node) -> None:
        self.node = node
        self.texts: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Any) -> str:
        key = get_language(), context.autoescape
        text = self.texts.get(key)
        if text is None:
            text = self.texts[key] = self.node.render(context)
        return text


class AddressNode(Node):
    """`{% url %}` of a page by ids."""

    child_nodelists = ()

    def __init__(self, node: URLNode, route: str) -> None:
        self.node, self.route = node, route

    def render(self, context: Any) -> str:
        try:
            found = address(self.route, *(arg.resolve(context) for arg in self.node.args))
        except NoReverseMatch:
            if self.node.asvar is None:
                raise
            found = ""
        if self.node.asvar:
            context[self.node.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


def _is_constant(expression: FilterExpression | None) -> bool:
    """Whether it is a text in the template, without a filter."""
    if expression is None:
        return True
    text = expression.var if isinstance(expression.var, str) else getattr(expression.var, "literal", None)
    return isinstance(text, str) and not expression.filters


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """`{% translate "Min dag" %}`."""
    node: TranslateNode = i18n.do_translate(parser, token)
    fixed = _is_constant(node.filter_expression) and _is_constant(node.message_context)
    return ConstantNode(node) if fixed and not node.asvar else node


@register.tag("static")
def static_file(parser: Parser, token: Token) -> Node:
    """`{% static "css/print.css" %}`."""
    node: StaticNode = static.do_static(parser, token)
    return ConstantNode(node) if _is_constant(node.path) and node.varname is None else node


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """`{% url "case" case.id %}`."""
    node: URLNode = url_node(parser, token)
    if node.kwargs or not _is_constant(node.view_name):
        return node
    return AddressNode(node, str(node.view_name.var))
