"""Interprets named days as a municipality's school years: a holiday, the first or last school day, a closed day."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from core.danish import period
from followup.calendar import DEFAULT, Kind, closure_on
from followup.schoolyear import DAY, FRIDAY, SATURDAY, Break, each_day, lies_in, starts_in, year_name

from .events import Event, Unread

# A longer range is a mistake, not a holiday; the summer is six or seven weeks. In days.
LONGEST: Final = 62
# The school years to read: this one and five more.
YEARS_AHEAD: Final = 5
FIRST_DAY: Final = re.compile(r"første (skole)?dag|skolestart|skolen (begynder|starter)|first (school )?day")
LAST_DAY: Final = re.compile(r"sidste (skole)?dag|last (school )?day|(skole|sommer)afslutning")
NAMES: Final = {
    Break.SUMMER: re.compile(r"sommerferie|summer"),
    Break.AUTUMN: re.compile(r"efterårsferie|autumn|fall break"),
    Break.CHRISTMAS: re.compile(r"juleferie|\bjul\b|christmas"),
    Break.WINTER: re.compile(r"vinterferie|winter"),
    Break.EASTER: re.compile(r"påske|easter"),
    Break.ASCENSION: re.compile(r"himmelfart|ascension"),
}
# The months of each holiday, so that a single day's name is not taken for another one: "sidste dag før påske".
AUGUST, JUNE = 8, 6


@dataclass
class Reading:
    """What a file sets in each school year, by the year it begins in, and the entries left out."""

    years: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(lambda: {"closed_days": []}))
    left_out: list[Unread] = field(default_factory=list)
    # The number of public holidays and the like, which are closed anyway.
    known: int = 0


def understood(events: Iterable[Event], today: dt.date) -> Reading:
    """The events as school years."""
    reading = Reading()
    for event in sorted(events, key=lambda each: (each.from_on, each.until_on)):
        why = _left_out(event, starts_in(today)) or _take(reading, event)
        if why:
            reading.left_out.append(Unread(event.place, event.name, why))
    reading.years = dict(sorted(reading.years.items()))
    return reading


def _left_out(event: Event, this_year: int) -> str:
    last = this_year + YEARS_AHEAD
    # Of a summer that ends in the first year or begins after the last, only half lies in the years read.
    if starts_in(event.until_on) < this_year or starts_in(event.from_on) > last:
        return _("Skoleår før %(first)s og efter %(last)s indlæses ikke.") % {
            "first": year_name(this_year),
            "last": year_name(last),
        }
    if (event.until_on - event.from_on).days > LONGEST:
        return _("Den varer %(days)s. Ret datoerne i filen.") % {"days": period(event.from_on, event.until_on)}
    return ""


def _take(reading: Reading, event: Event) -> str:
    """Enter an event in its year. Gives why it is left out, or ""."""
    name = event.name.casefold()
    if FIRST_DAY.search(name):
        return _first_day(reading, event)
    if LAST_DAY.search(name):
        return _last_day(reading, event)
    kind = next((each for each, words in NAMES.items() if words.search(name)), None)
    if kind == Break.SUMMER:
        return _summer(reading, event)
    if not lies_in(event.until_on, starts_in(event.from_on)):
        return _("Den ligger i to skoleår. Del den ved 1. august.")
    if kind is not None:
        return _break(reading, kind, event)
    return _closed(reading, event)


def _first_day(reading: Reading, event: Event) -> str:
    if event.from_on.month != AUGUST:
        return _("Kun første skoledag efter sommerferien indlæses. De andre følger af ferierne.")
    reading.years[event.from_on.year]["first_day_on"] = event.from_on
    return ""


def _last_day(reading: Reading, event: Event) -> str:
    if event.from_on.month != JUNE:
        return _("Kun sidste skoledag før sommerferien indlæses. De andre følger af ferierne.")
    reading.years[event.from_on.year - 1]["last_day_on"] = event.from_on
    return ""


def _summer(reading: Reading, event: Event) -> str:
    """The day before is the last school day and the day after the first; a weekend between belongs to the holiday."""
    ended, begins = event.from_on - DAY, event.until_on + DAY
    while ended.isoweekday() > FRIDAY:
        ended -= DAY
    while begins.isoweekday() >= SATURDAY:
        begins += DAY
    if event.from_on.month <= JUNE + 1:
        reading.years[starts_in(event.from_on)].setdefault("last_day_on", ended)
    if begins.month >= AUGUST:
        reading.years[starts_in(begins)].setdefault("first_day_on", begins)
    return ""


def _break(reading: Reading, kind: Break, event: Event) -> str:
    """Enter a holiday. A calendar may give it day by day: then it lasts from the first to the last."""
    year = reading.years[starts_in(event.from_on)]
    first, last = f"{kind}_from_on", f"{kind}_until_on"
    year[first] = min(year.get(first, event.from_on), event.from_on)
    year[last] = max(year.get(last, event.until_on), event.until_on)
    return ""


def _closed(reading: Reading, event: Event) -> str:
    closures = [closure_on(day, DEFAULT) for day in each_day(event.from_on, event.until_on)]
    if all(each is not None and each.kind in {Kind.HOLIDAY, Kind.WEEKEND} for each in closures):
        reading.known += 1
        return ""
    row = {"name": event.name, "from_on": event.from_on, "until_on": event.until_on}
    rows = reading.years[starts_in(event.from_on)]["closed_days"]
    if row not in rows:
        rows.append(row)
    return ""
