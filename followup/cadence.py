"""When the next follow-up is due: three to four months after the last start-up or follow-up meeting held.

How the ends of the window move when they fall on closed days:

- it opens on the first meeting day on or after three months, so it never opens early;
- it closes on the last meeting day on or before four months, so it never closes late;
- only where that leaves less than a school week (five meeting days) to choose from, because the window runs into a
  closed period such as the summer holiday, does it move: before the closed days or after them, whichever lies nearer
  to the three to four months. It then says so.

Sparring has a deadline only: eight weeks at school, three months at home. One that falls on a closed day moves to the
first meeting day after it, so that nobody is overdue because of a holiday. Days within the eight weeks are not
counted one by one; that would be a rule no one could check in their head.

Everything here is plain dates: no database, and `today` is always given.
"""

import calendar as months
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

WEEK: Final = timedelta(weeks=1)
# A reminder goes out this long before the window opens.
APPROACHING: Final = 2 * WEEK
# Fewer meeting days than a school week is no window anybody can book in.
FEWEST_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Cadence:
    """A municipality's, or with a reason a case's, months from one meeting held to the next."""

    min_months: int = 3
    max_months: int = 4

    def __post_init__(self) -> None:
        if not 1 <= self.min_months < self.max_months <= 24:
            raise ValueError(_("Der skal være mindst en måned mellem det tidligste og det seneste. Ret antal måneder."))


class State(StrEnum):
    """Where today is, seen from the window; `APPROACHING` begins two weeks before it opens."""

    EARLY = "early"
    APPROACHING = "approaching"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """`days` until the window opens (early, approaching), until it closes (open), or since it closed (overdue)."""

    state: State
    days: int


@dataclass(frozen=True, slots=True)
class Window:
    """The days a follow-up can be held on, both ends included; `reason` says why it was moved, else ""."""

    opens_on: date
    closes_on: date
    reason: str = ""

    @property
    def remind_on(self) -> date:
        """The day the coordinator is reminded, if nothing is booked."""
        return self.opens_on - APPROACHING

    def state_on(self, today: date) -> Standing:
        """Whether it is early, approaching, open or overdue, and by how many days."""
        if today > self.closes_on:
            return Standing(State.OVERDUE, (today - self.closes_on).days)
        if today >= self.opens_on:
            return Standing(State.OPEN, (self.closes_on - today).days)
        state = State.APPROACHING if today >= self.remind_on else State.EARLY
        return Standing(state, (self.opens_on - today).days)


def add_months(day: date, count: int) -> date:
    """The same day of the month `count` months on, or that month's last: 30 November and three is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def follow_up_window(held_on: date, cadence: Cadence | None = None, calendar: SchoolCalendar = DEFAULT) -> Window:
    """The window after a start-up or follow-up meeting held on `held_on`. Raises NoMeetingDay."""
    cadence = cadence or Cadence()
    earliest, latest = add_months(held_on, cadence.min_months), add_months(held_on, cadence.max_months)
    days = meeting_days(earliest, latest, calendar)
    if len(days) >= FEWEST_DAYS:
        return Window(days[0], days[-1])
    before, after = _moved_before(days, earliest, calendar), _moved_after(days, latest, calendar)
    # At the same distance the earlier one: what is to be followed often is not left lying over a holiday.
    if before[0] > held_on and earliest - before[0] <= after[-1] - latest:
        return Window(before[0], before[-1], _moved(_closed_in(earliest, latest, calendar), _BEFORE))
    return Window(after[0], after[-1], _moved(_closed_in(earliest, latest, calendar), _AFTER))


def school_sparring_due(held_on: date, calendar: SchoolCalendar = DEFAULT, weeks: int = 8) -> date:
    """The last day for the next sparring at school after one on `held_on`."""
    return next_meeting_day(held_on + weeks * WEEK, calendar)


def home_sparring_due(held_on: date, calendar: SchoolCalendar = DEFAULT, months: int = 3) -> date:
    """The last day for the next sparring with the home after one on `held_on`."""
    return next_meeting_day(add_months(held_on, months), calendar)


def _moved_before(days: list[date], earliest: date, calendar: SchoolCalendar) -> list[date]:
    """A school week's meeting days that end with those there are."""
    found, day = list(days), earliest
    while len(found) < FEWEST_DAYS:
        day = previous_meeting_day(day - DAY, calendar)
        found.insert(0, day)
    return found


def _moved_after(days: list[date], latest: date, calendar: SchoolCalendar) -> list[date]:
    """A school week's meeting days that begin with those there are."""
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
    """What most of these days are closed for: `sommerferien`."""
    closures = (closure_on(earliest + DAY * offset, calendar) for offset in range((latest - earliest).days + 1))
    causes = Counter(each.school_break for each in closures if each and each.kind in (Kind.SCHOOL_HOLIDAY, Kind.EXTRA))
    cause = causes.most_common(1)[0][0] if causes else None
    return cause.definite if cause else _("kommunens lukkedage")
