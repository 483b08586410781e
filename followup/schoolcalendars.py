"""The school calendars of municipalities, from what they have set."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from accounts.models import Municipality
from core.prepared import CompiledLookup

from .calendar import SchoolCalendar
from .models import SchoolYear
from .schoolyear import DAYS, WINTER_WEEK, Break, Year, as_year

CLOSED = ["closed_days__from_on", "closed_days__until_on", "closed_days__name"]
# Weeks a municipality may use as a habit; any other is one year's exception.
HABITS = (7, 8)


def calendars_of(municipalities: Collection[Municipality]) -> dict[UUID, SchoolCalendar]:
    """Each municipality's school calendar, in one query."""
    found: dict[UUID, dict[int, dict[str, Any]]] = {each.pk: {} for each in municipalities}
    for municipality_id, begins, *values in school_years(list(found)):
        closed = dict(zip(("from_on", "until_on", "name"), values[len(DAYS) :], strict=True))
        year = found[municipality_id].setdefault(begins, {**dict(zip(DAYS, values, strict=False)), "closed_days": []})
        if closed["name"] is not None:
            year["closed_days"].append(closed)
    return {pk: _calendar([as_year(begins, values) for begins, values in rows.items()]) for pk, rows in found.items()}


def _calendar(years: Sequence[Year]) -> SchoolCalendar:
    return SchoolCalendar(tuple(years), habit(years))


def calendar_of(municipality: Municipality) -> SchoolCalendar:
    """One municipality's school calendar."""
    return calendars_of([municipality])[municipality.pk]


def habit(years: Sequence[Year]) -> int:
    """The week of the winter holiday in the last year that sets it: the municipality's habit until it sets another."""
    weeks = [_week(year.breaks[Break.WINTER]) for year in years if Break.WINTER in year.breaks]
    return next((week for week in reversed(weeks) if week in HABITS), WINTER_WEEK)


def _week(days: tuple[dt.date, dt.date]) -> int:
    """The week that most of a holiday lies in, whichever weekends are included."""
    return (days[0] + (days[1] - days[0]) / 2).isocalendar().week


# 0.1 ms of the process, and 1.1 as a queryset.
@CompiledLookup
def school_years(municipalities: Sequence[UUID]) -> Any:
    """The school years these municipalities have set, a row for each of their closed days."""
    rows = SchoolYear.objects.filter(municipality__in=municipalities).order_by("starts_in", "closed_days__from_on")
    return rows.values_list("municipality", "starts_in", *DAYS, *CLOSED)
