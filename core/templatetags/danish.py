"""`{% load danish %}`: core.danish as filters: `{{ meeting.held_on|long_date }}`.

A value that is no date or number is shown unchanged: a redrawn page holds what a person typed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template

from core import danish

register = template.Library()

FILTERS = (
    danish.long_date,
    danish.date_words,
    danish.weekday_date,
    danish.near_date,
    danish.short_date,
    danish.week,
    danish.clock,
    danish.moment,
    danish.short_moment,
    danish.distance,
    danish.due_distance,
    danish.number,
    danish.percent,
    danish.age_words,
    danish.listing,
    danish.genitive,
    danish.inside,
    danish.person,
)


def _or_as_typed(write: Callable[..., str]) -> Callable[..., Any]:
    @wraps(write)
    def safely(value: Any, *args: Any) -> Any:
        try:
            return write(value, *args)
        except (ValueError, TypeError):
            return value

    return safely


for write in FILTERS:
    register.filter(write.__name__, _or_as_typed(write))


@register.filter
def as_date(value: Any) -> Any:
    """An ISO string as a date, for the few built-in tags that need one."""
    return _or_as_typed(danish.as_day)(value) or ""  # type: ignore[arg-type]


@register.simple_tag
def period(start: Any, end: Any) -> str:
    """`{% period window.opens_on window.closes_on %}`."""
    return danish.period(start, end)


@register.simple_tag
def counted(count: int | None, one: str, many: str) -> str:
    """`{% counted cases|length "forløb" "forløb" %}`; the words come translated."""
    return danish.counted(count, one, many)
