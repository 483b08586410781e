"""The title in tab and history: the page, and the case's number. Never a name: others see the tab."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from core.danish import short_date, today

register = template.Library()


@register.simple_tag(takes_context=True)
def title_start(context: Any) -> str:
    """The words for a refused form, first because the title is read first."""
    form = context.get("form")
    is_refused = getattr(form, "errors", None) or getattr(form, "conflict", None)
    sent = getattr(context.get("request"), "method", "") == "POST"
    return f"{_('Fejl')}: " if sent and (is_refused or "written" in context) else ""


@register.simple_tag(takes_context=True)
def title_end(context: Any) -> str:
    """The number of the page's case, where it has one."""
    number = _number(context)
    return f" · {number}" if number else ""


@register.simple_tag(takes_context=True)
def sheet_line(context: Any) -> str:
    """The line on every printed sheet: that it is confidential, which case, and the date."""
    number = _number(context)
    case = [_("Forløb %(number)s") % {"number": number}] if number else []
    return " · ".join([_("Fortroligt"), *case, _("Udskrevet %(day)s") % {"day": short_date(today())}])


def _number(context: Any) -> str:
    data = context.get("data")
    if not isinstance(data, dict):
        return ""
    case = data.get("case")
    found = (case.get("number") if isinstance(case, dict) else "") or data.get("case_number") or data.get("number")
    return str(found or "")
