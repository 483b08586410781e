"""The school calendar of a made-up municipality: this school year set and checked, half of the next, then none."""

import datetime as dt

from followup.calendar import SchoolCalendar
from followup.models import ClosedDays, SchoolYear
from followup.schoolyear import Year, as_values, by_law, starts_in

MONDAY, FRIDAY = 1, 5


def school_years(today: dt.date) -> list[tuple[SchoolYear, list[ClosedDays]]]:
    """The school years a municipality has set by a day, with their planning days."""
    this = starts_in(today)
    values = as_values(by_law(this))
    days = [
        ClosedDays(name="Pædagogisk dag", from_on=day, until_on=day)
        for day in (_first(MONDAY, this, 11), _first(FRIDAY, this + 1, 3))
    ]
    known = {name: value for name, value in as_values(by_law(this + 1)).items() if name.startswith(("first", "autumn"))}
    del values["closed_days"]
    return [(SchoolYear(starts_in=this, **values), days), (SchoolYear(starts_in=this + 1, **known), [])]


def as_calendar(years: list[tuple[SchoolYear, list[ClosedDays]]]) -> SchoolCalendar:
    """The same as the cadence rules read it. Every date is the default rule's own, so only the planning days add
    anything.
    """
    return SchoolCalendar(
        tuple(
            Year(year.starts_in, closed=tuple((each.from_on, each.until_on, each.name) for each in closed))
            for year, closed in years
        )
    )


def _first(weekday: int, year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.isoweekday()) % 7)
