"""Writes a municipality's school years, and says what is missing in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Municipality, User
from children.models import Case

from . import status
from .calendar import SchoolCalendar, meeting_days
from .models import ClosedDays, SchoolYear
from .schoolyear import WITHIN, Year

# A school year has about two hundred days; with far fewer, somebody has typed a wrong date.
FEWEST_DAYS = 150
Row = Mapping[str, Any]


def closed_rows(year: SchoolYear | None) -> list[dict[str, Any]]:
    """The closed days of a year as rows, in order."""
    if year is None:
        return []
    rows = year.closed_days.order_by("from_on", "name").values("name", "from_on", "until_on")
    return [dict(row) for row in rows]


def has_enough_days(year: Year) -> bool:
    """Whether the year has enough school days to be valid."""
    filled = year.filled()
    if filled.first_day_on is None or filled.last_day_on is None:
        return False
    return len(meeting_days(filled.first_day_on, filled.last_day_on, SchoolCalendar((filled,)))) >= FEWEST_DAYS


def missing(year: Year) -> list[str]:
    """What the municipality has not set in a school year, in words."""
    lacks = [
        (year.first_day_on is None, _("første skoledag")),
        (year.last_day_on is None, _("sidste skoledag")),
        *((each not in year.breaks, each.label) for each in WITHIN),
        (not year.closed, _("kommunens lukkedage")),
    ]
    return [label for lacking, label in lacks if lacking]


@transaction.atomic
def save_year(
    *, year: SchoolYear, by: User, closed_days: Sequence[Row] | None = None, expected_version: int | None = None
) -> SchoolYear:
    """Save a school year, with its closed days where they are given. Raises Conflict.

    Dates that depend on the calendar are recomputed by ``recompute``, once for all saved years.
    """
    others = closed_days is not None and not year._state.adding and _keys(closed_days) != _keys(closed_rows(year))
    year.save(by=by, expected_version=expected_version, beside=others)
    if closed_days is not None:
        _replace(year, closed_days, by=by)
    return year


def _keys(rows: Iterable[Row]) -> set[tuple[Any, Any, str]]:
    return {(row["from_on"], row["until_on"], row["name"]) for row in rows}


def _replace(year: SchoolYear, rows: Iterable[Row], *, by: User) -> None:
    wanted = _keys(rows)
    for old in year.closed_days.all():
        if (old.from_on, old.until_on, old.name) in wanted:
            wanted.remove((old.from_on, old.until_on, old.name))
        else:
            old.remove(by=by)
    for from_on, until_on, name in sorted(wanted):
        ClosedDays(
            municipality_id=year.municipality_id, school_year=year, name=name, from_on=from_on, until_on=until_on
        ).save(by=by)


def recompute(municipality: Municipality) -> None:
    """Recompute the status of each open case of a municipality: windows and deadlines depend on the calendar."""
    ids = list(Case.objects.open().filter(municipality=municipality).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), status.BATCH):
        status.refresh(ids[start : start + status.BATCH])
