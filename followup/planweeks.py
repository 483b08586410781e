"""The weeks of a school year, Monday to Sunday, with what is closed in each."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from core.danish import language

from .calendar import DAY, SchoolCalendar, closure_on
from .schoolyear import AUGUST

WEEK = dt.timedelta(weeks=1)
WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """A week by its Monday. ``closed`` names what closes some of its workdays; ``open_days`` are left, 0 to 5."""

    monday: dt.date
    closed: str
    open_days: int

    @property
    def number(self) -> int:
        """Its ISO number, 1 to 53."""
        return self.monday.isocalendar().week


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - DAY * day.weekday()


def weeks_of(starts_in: int, calendar: SchoolCalendar) -> tuple[PlanWeek, ...]:
    """The weeks from 1 August to 31 July, the first and the last whole: 53, or 54 in a leap year that needs it."""
    return _weeks(starts_in, calendar, language())


@lru_cache(maxsize=64)
def _weeks(starts_in: int, calendar: SchoolCalendar, in_language: str) -> tuple[PlanWeek, ...]:
    # The names of closed days are in the user's language, which is a part of the key.
    first, last = monday_of(dt.date(starts_in, AUGUST, 1)), dt.date(starts_in + 1, AUGUST, 1)
    count = -(-(last - first).days // 7)
    return tuple(_week(first + WEEK * number, calendar) for number in range(count))


def _week(monday: dt.date, calendar: SchoolCalendar) -> PlanWeek:
    closures = [closure_on(monday + DAY * offset, calendar) for offset in range(WORKDAYS)]
    names = Counter(closure.name for closure in closures if closure)
    return PlanWeek(monday, ", ".join(name for name, _often in names.most_common(2)), closures.count(None))
