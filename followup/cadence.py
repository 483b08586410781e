"""When the next follow-up is due: three to four months after the last start-up or follow-up meeting held.

How the ends of the window move when they fall on closed days:

- it opens on the first meeting day on or after three months, so it never opens early;
- it closes on the last meeting day on or before four months, so it never closes late;
- where that leaves fewer than five meeting days (a school week), because the window runs into a closed period such as
  the summer holiday, it moves before or after the closed days, whichever is nearer to the three to four months, and
  gives the reason.

Sparring has a deadline only: eight weeks at school, three months at home. A deadline on a closed day moves to the next
meeting day, so that nobody is overdue because of a holiday. The rule does not count open days within the eight weeks,
because nobody could check that in their head.

Everything here is plain dates: no database, and `today` is always given.
"""

import calendar as months
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.danish import language
from followup.calendar import (
    DAY,
    DEFAULT,
    Kind,
    SchoolCalendar,
    closure_on,
    meeting_days,
    next_meeting_day,
    previous_meeting_day,
)
from followup.schoolyear import each_day

WEEK: Final = timedelta(weeks=1)
# A reminder is sent this long before the window opens.
APPROACHING: Final = 2 * WEEK
# A window with fewer meeting days than a school week cannot be booked in practice.
FEWEST_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Cadence:
    """The months from one meeting held to the next: a municipality's, or with a reason a case's."""

    min_months: int = 3
    max_months: int = 4

    def __post_init__(self) -> None:
        if not 1 <= self.min_months < self.max_months <= 24:
            raise ValueError(_("Der skal være mindst en måned mellem det tidligste og det seneste. Ret antal måneder."))


class State(StrEnum):
    """Where today is relative to the window; `APPROACHING` begins two weeks before it opens."""

    EARLY = "early"
    APPROACHING = "approaching"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """A state and its days: until the window opens (early, approaching), until it closes (open), or since (overdue)."""

    state: State
    days: int


@dataclass(frozen=True, slots=True)
class Window:
    """The days for a follow-up, both ends included; `reason` says why it was moved, else ""."""

    opens_on: date
    closes_on: date
    reason: str = ""

    @property
    def remind_on(self) -> date:
        """The day the coordinator is reminded if nothing is booked."""
        return self.opens_on - APPROACHING

    def state_on(self, today: date) -> Standing:
        """Whether today is early, approaching, open or overdue, and by how many days."""
        if today > self.closes_on:
            return Standing(State.OVERDUE, (today - self.closes_on).days)
        if today >= self.opens_on:
            return Standing(State.OPEN, (self.closes_on - today).days)
        state = State.APPROACHING if today >= self.remind_on else State.EARLY
        return Standing(state, (self.opens_on - today).days)


def add_months(day: date, count: int) -> date:
    """The same day of the month `count` months later, or the month's last: 30 November plus three is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def follow_up_window(held_on: date, cadence: Cadence | None = None, calendar: SchoolCalendar = DEFAULT) -> Window:
    """The window after a start-up or follow-up meeting held on `held_on`. Raises NoMeetingDay."""
    return _follow_up_window(held_on, cadence or Cadence(), calendar, language())


# Cached, because My day asks for each child's window twice. The language is that of the window's reason.
@lru_cache(maxsize=4096)
def _follow_up_window(held_on: date, cadence: Cadence, calendar: SchoolCalendar, language: str) -> Window:
    earliest, latest = add_months(held_on, cadence.min_months), add_months(held_on, cadence.max_months)
    days = meeting_days(earliest, latest, calendar)
    if len(days) >= FEWEST_DAYS:
        return Window(days[0], days[-1])
    before, after = _moved_before(days, earliest, calendar), _moved_after(days, latest, calendar)
    # At equal distance the earlier one: follow-up should be frequent and not wait for the end of a holiday.
    if before[0] > held_on and earliest - before[0] <= after[-1] - latest:
        return Window(before[0], before[-1], _moved(_closed_in(earliest, latest, calendar), _BEFORE))
    return Window(after[0], after[-1], _moved(_closed_in(earliest, latest, calendar), _AFTER))


def school_sparring_due(held_on: date, calendar: SchoolCalendar = DEFAULT, weeks: int = 8) -> date:
    """The last day for the next school sparring after one on `held_on`. Raises NoMeetingDay."""
    return next_meeting_day(held_on + weeks * WEEK, calendar)


def home_sparring_due(held_on: date, calendar: SchoolCalendar = DEFAULT, months: int = 3) -> date:
    """The last day for the next home sparring after one on `held_on`. Raises NoMeetingDay."""
    return next_meeting_day(add_months(held_on, months), calendar)


def _moved_before(days: list[date], earliest: date, calendar: SchoolCalendar) -> list[date]:
    """A school week's meeting days that end with the given ones."""
    found, day = list(days), earliest
    while len(found) < FEWEST_DAYS:
        day = previous_meeting_day(day - DAY, calendar)
        found.insert(0, day)
    return found


def _moved_after(days: list[date], latest: date, calendar: SchoolCalendar) -> list[date]:
    """A school week's meeting days that begin with the given ones."""
    found, day = list(days), latest
    while len(found) < FEWEST_DAYS:
        day = next_meeting_day(day + DAY, calendar)
        found.append(day)
    return found


_BEFORE = gettext_lazy("Det meste af perioden falder i %(closed)s, så den er lagt før.")
_AFTER = gettext_lazy("Det meste af perioden falder i %(closed)s, så den er lagt efter.")


def _moved(closed: str, where: Any) -> str:
    return str(where) % {"closed": closed}


def _closed_in(earliest: date, latest: date, calendar: SchoolCalendar) -> str:
    """The name of the closure that covers most of these days: `sommerferien`."""
    closures = (closure_on(day, calendar) for day in each_day(earliest, latest))
    causes = Counter(each.school_break for each in closures if each and each.kind in (Kind.SCHOOL_HOLIDAY, Kind.EXTRA))
    # Never empty: weekends and public holidays alone do not fill a month.
    cause = max(causes, key=causes.__getitem__)
    return cause.definite if cause else _("kommunens lukkedage")
