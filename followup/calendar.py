"""The Danish school calendar: on which days a meeting can be held, and why not on the others.

Closed are weekends, public holidays (the `holidays` library, which knows that store bededag was abolished from 2024),
Constitution Day, 24 and 31 December, and the weeks schools are closed: autumn (week 42), winter (week 7 or 8, which
each municipality decides), the days before Easter, the Friday after Ascension Day, 22 December to 2 January and six
summer weeks (27 to 32). 1 May is an ordinary day. What else a municipality closes for comes in as `extra_closed`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

import holidays
from django.utils.translation import gettext as _

from core.danish import language

DAY: Final = timedelta(days=1)
AUTUMN_WEEK: Final = 42
SATURDAY: Final = 6
# Days off by custom, in the library's "optional" group; the group's 1 May is no reason not to meet.
CUSTOMARY: Final = {(6, 5), (12, 24), (12, 31)}
# No search for a day to meet on goes on for longer; a municipality closed for a year has typed a wrong date.
LONGEST_CLOSURE: Final = 366
# Closed days in a row that people would call a holiday and not a long weekend.
LONG: Final = 7


class NoMeetingDay(ValueError):
    """The calendar is closed for more than a year; its closed days have to be put right."""


class Kind(StrEnum):
    """Why a day is closed, the strongest reason first."""

    HOLIDAY = "holiday"
    EXTRA = "extra"
    SCHOOL_HOLIDAY = "school_holiday"
    WEEKEND = "weekend"


class Break(StrEnum):
    """The stretches when schools are closed."""

    SUMMER = "summer"
    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    EASTER = "easter"
    ASCENSION = "ascension"

    @property
    def label(self) -> str:
        """`sommerferie`: what a day is."""
        return {
            Break.SUMMER: _("sommerferie"),
            Break.AUTUMN: _("efterårsferie"),
            Break.CHRISTMAS: _("juleferie"),
            Break.WINTER: _("vinterferie"),
            Break.EASTER: _("påskeferie"),
            Break.ASCENSION: _("dagen efter Kristi himmelfartsdag"),
        }[self]

    @property
    def definite(self) -> str:
        """`sommerferien`: what something is before, in or after."""
        return {
            Break.SUMMER: _("sommerferien"),
            Break.AUTUMN: _("efterårsferien"),
            Break.CHRISTMAS: _("juleferien"),
            Break.WINTER: _("vinterferien"),
            Break.EASTER: _("påskeferien"),
            Break.ASCENSION: _("Kristi himmelfartsferien"),
        }[self]


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """One municipality's choices. `extra_closed` holds (from, to, name), both days included."""

    winter_week: int = 7
    summer_weeks: tuple[int, int] = (27, 32)
    extra_closed: tuple[tuple[date, date, str], ...] = ()

    def __post_init__(self) -> None:
        if self.winter_week not in (7, 8):
            raise ValueError(_("Vinterferien ligger i uge 7 eller 8. Vælg en af dem."))
        first, last = self.summer_weeks
        if not 24 <= first <= last <= 35:
            raise ValueError(_("Sommerferien skal ligge mellem uge 24 og uge 35. Ret ugerne."))
        if any(start > end for start, end, _name in self.extra_closed):
            raise ValueError(_("En lukkeperiode slutter, før den begynder. Ret datoerne."))


DEFAULT: Final = SchoolCalendar()


@dataclass(frozen=True, slots=True)
class Closure:
    """A closed day: what kind, and its name in the user's language, as it stands inside a sentence."""

    kind: Kind
    name: str
    school_break: Break | None = None


def closure_on(day: date, calendar: SchoolCalendar = DEFAULT) -> Closure | None:
    """Why no meeting can be held on a day, or None when one can."""
    if name := _public_holidays(day.year, language()).get(day):
        return Closure(Kind.HOLIDAY, name)
    for start, end, extra in calendar.extra_closed:
        if start <= day <= end:
            return Closure(Kind.EXTRA, extra)
    if school_break := _school_break(day, calendar):
        return Closure(Kind.SCHOOL_HOLIDAY, school_break.label, school_break)
    return Closure(Kind.WEEKEND, _("weekend")) if day.isoweekday() >= SATURDAY else None


def closed_reason(day: date, calendar: SchoolCalendar = DEFAULT) -> str | None:
    """`langfredag`, `efterårsferie`, `weekend`, or None for a day a meeting can be held on."""
    closure = closure_on(day, calendar)
    return closure.name if closure else None


@lru_cache(maxsize=16_384)
def is_meeting_day(day: date, calendar: SchoolCalendar = DEFAULT) -> bool:
    """Whether schools and offices are open, so that a meeting can be held."""
    return closure_on(day, calendar) is None


def next_meeting_day(day: date, calendar: SchoolCalendar = DEFAULT) -> date:
    """The day itself, or the first meeting day after it. Raises NoMeetingDay after a year of closed days."""
    return _first_open(day, DAY, calendar)


def previous_meeting_day(day: date, calendar: SchoolCalendar = DEFAULT) -> date:
    """The day itself, or the last meeting day before it. Raises NoMeetingDay after a year of closed days."""
    return _first_open(day, -DAY, calendar)


def meeting_days(start: date, end: date, calendar: SchoolCalendar = DEFAULT) -> list[date]:
    """Every meeting day from `start` to `end`, both included."""
    days = (start + DAY * offset for offset in range((end - start).days + 1))
    return [day for day in days if is_meeting_day(day, calendar)]


def break_after(day: date, calendar: SchoolCalendar = DEFAULT) -> Break | None:
    """The school holiday of a week or more that begins when `day` is over (a weekend may lie between), or None."""
    found, following = None, day + DAY
    while (closure := closure_on(following, calendar)) and (following - day).days <= LONGEST_CLOSURE:
        found = found or closure.school_break
        following += DAY
    return found if (following - day).days > LONG else None


def break_around(day: date, calendar: SchoolCalendar = DEFAULT) -> Break | None:
    """The school holiday of a week or more that a day lies in, or None."""
    if is_meeting_day(day, calendar):
        return None
    return break_after(previous_meeting_day(day, calendar), calendar)


def _first_open(day: date, step: timedelta, calendar: SchoolCalendar) -> date:
    for offset in range(LONGEST_CLOSURE + 1):
        if is_meeting_day(day + step * offset, calendar):
            return day + step * offset
    raise NoMeetingDay(_("Kalenderen er lukket i mere end et år. Ret kommunens lukkedage."))


@lru_cache(maxsize=128)
def _public_holidays(year: int, in_language: str) -> dict[date, str]:
    spoken = "en_US" if in_language == "en" else "da"
    public = holidays.country_holidays("DK", years=year, language=spoken)
    optional = holidays.country_holidays("DK", years=year, language=spoken, categories="optional")
    named = dict(public.items()) | {day: name for day, name in optional.items() if (day.month, day.day) in CUSTOMARY}
    return {day: _inside_a_sentence(name, in_language) for day, name in named.items()}


def _inside_a_sentence(name: str, in_language: str) -> str:
    """Danish writes holidays small, but for the one that begins with Christ; English writes them as names."""
    if in_language == "en" or name.startswith("Kristi"):
        return name
    return name[0].lower() + name[1:]


def _school_break(day: date, calendar: SchoolCalendar) -> Break | None:
    week = day.isocalendar().week
    first, last = calendar.summer_weeks
    if first <= week <= last:
        return Break.SUMMER
    if week == AUTUMN_WEEK:
        return Break.AUTUMN
    if week == calendar.winter_week:
        return Break.WINTER
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        return Break.CHRISTMAS
    return _moving_break(day)


def _moving_break(day: date) -> Break | None:
    easter = _easter(day.year)
    if easter is None:
        return None
    # From the Saturday before Palm Sunday; Maundy Thursday to Easter Monday are public holidays.
    if easter - 8 * DAY <= day <= easter:
        return Break.EASTER
    return Break.ASCENSION if day == easter + 40 * DAY else None


@lru_cache(maxsize=128)
def _easter(year: int) -> date | None:
    """Easter Sunday; None in years so far off that their holidays are not known: a slip of the finger."""
    days = _public_holidays(year, "da")
    return next((day for day, name in days.items() if name == "påskedag"), None)
