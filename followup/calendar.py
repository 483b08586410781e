"""The school calendar: the days on which a meeting can be held, and why not on the others.

Closed are weekends, public holidays, Constitution Day, 24 and 31 December, and school holidays, which each municipality
sets for each school year; where it has not, `followup/schoolyear.py` gives them by rule. 1 May is an ordinary day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from core.danish import language

from .publicholidays import public_holidays
from .schoolyear import DAY, SATURDAY, WINTER_WEEK, Break, Year, each_day, starts_in

# The longest search for a meeting day, in days; a municipality closed for a year has typed a wrong date.
LONGEST_CLOSURE: Final = 366
# This many closed days in a row are called a holiday and not a long weekend.
LONG: Final = 7


class NoMeetingDay(ValueError):
    """The calendar is closed for more than a year; its closed days must be corrected."""


class Kind(StrEnum):
    """Why a day is closed, the strongest reason first."""

    HOLIDAY = "holiday"
    EXTRA = "extra"
    SCHOOL_HOLIDAY = "school_holiday"
    WEEKEND = "weekend"


@dataclass(frozen=True)
class SchoolCalendar:
    """One municipality's school years. `winter_week` applies to years in which it has set none."""

    years: tuple[Year, ...] = ()
    winter_week: int = WINTER_WEEK
    # Cached: lookups come by the thousand, and each hashes the calendar.
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.winter_week not in (7, 8):
            raise ValueError(_("Vinterferien ligger i uge 7 eller 8. Vælg en af dem."))
        object.__setattr__(self, "_hash", hash((self.years, self.winter_week)))

    def __hash__(self) -> int:
        return self._hash

    def year(self, starts_in: int) -> Year:
        """The school year that begins in August of `starts_in`, with every date filled in."""
        return _filled(self, starts_in)

    def year_of(self, day: date) -> Year:
        """The school year of a day."""
        return _filled(self, starts_in(day))


DEFAULT: Final = SchoolCalendar()


@lru_cache(maxsize=1024)
def _filled(calendar: SchoolCalendar, starts_in: int) -> Year:
    given = next((year for year in calendar.years if year.starts_in == starts_in), Year(starts_in))
    return given.filled(calendar.winter_week)


@dataclass(frozen=True, slots=True)
class Closure:
    """A closed day: what kind, and its name in the user's language, as it stands inside a sentence."""

    kind: Kind
    name: str
    school_break: Break | None = None


def closure_on(day: date, calendar: SchoolCalendar = DEFAULT) -> Closure | None:
    """Why no meeting can be held on a day, or None when one can."""
    if name := public_holidays(day.year, language()).get(day):
        return Closure(Kind.HOLIDAY, name)
    year = calendar.year_of(day)
    if own := year.closed_on(day):
        return Closure(Kind.EXTRA, own)
    if school_break := year.break_on(day):
        return Closure(Kind.SCHOOL_HOLIDAY, school_break.label, school_break)
    return Closure(Kind.WEEKEND, _("weekend")) if day.isoweekday() >= SATURDAY else None


def closed_reason(day: date, calendar: SchoolCalendar = DEFAULT) -> str | None:
    """The name of the closure: `langfredag`, `efterårsferie`, `weekend`; None for a meeting day."""
    closure = closure_on(day, calendar)
    return closure.name if closure else None


@lru_cache(maxsize=16_384)
def is_meeting_day(day: date, calendar: SchoolCalendar = DEFAULT) -> bool:
    """Whether schools and offices are open."""
    return closure_on(day, calendar) is None


def next_meeting_day(day: date, calendar: SchoolCalendar = DEFAULT) -> date:
    """`day`, or the next meeting day after it. Raises NoMeetingDay after a year of closed days."""
    return _first_open(day, DAY, calendar)


def previous_meeting_day(day: date, calendar: SchoolCalendar = DEFAULT) -> date:
    """`day`, or the last meeting day before it. Raises NoMeetingDay after a year of closed days."""
    return _first_open(day, -DAY, calendar)


def meeting_days(start: date, end: date, calendar: SchoolCalendar = DEFAULT) -> list[date]:
    """Every meeting day from `start` to `end`, both included."""
    return [day for day in each_day(start, end) if is_meeting_day(day, calendar)]


def break_after(day: date, calendar: SchoolCalendar = DEFAULT) -> Break | None:
    """The school holiday of a week or more that begins right after `day` (a weekend may lie between), or None."""
    found, following = None, day + DAY
    while (closure := closure_on(following, calendar)) and (following - day).days <= LONGEST_CLOSURE:
        found = found or closure.school_break
        following += DAY
    return found if (following - day).days > LONG else None


def break_around(day: date, calendar: SchoolCalendar = DEFAULT) -> Break | None:
    """The school holiday of a week or more around `day`, or None."""
    if is_meeting_day(day, calendar):
        return None
    return break_after(previous_meeting_day(day, calendar), calendar)


def _first_open(day: date, step: timedelta, calendar: SchoolCalendar) -> date:
    for offset in range(LONGEST_CLOSURE + 1):
        if is_meeting_day(day + step * offset, calendar):
            return day + step * offset
    raise NoMeetingDay(_("Kalenderen er lukket i mere end et år. Ret kommunens lukkedage."))
