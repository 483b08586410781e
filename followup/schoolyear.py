"""One school year, 1 August to 31 July: as a municipality has set it, or by rule where it has not.

The rule, held against municipalities' published calendars:

- the summer holiday begins on the last Saturday of June (folkeskoleloven § 14 a); school begins again on the Monday
  six weeks and two days later, the second week of August as a rule;
- autumn is week 42, winter week 7 unless the municipality is known to use week 8;
- Christmas is 22 December to 2 January, and nobody comes back for one day alone: a Monday before it and a Friday after
  it are part of it;
- Easter is the Saturday before Palm Sunday to Easter Monday; Ascension Day takes the Friday after it along.

Holidays are kept with the weekends around them, as municipalities publish them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .publicholidays import easter

DAY: Final = dt.timedelta(days=1)
AUGUST, JUNE, DECEMBER = 8, 6, 12
AUTUMN_WEEK: Final = 42
WINTER_WEEK: Final = 7
MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY = 1, 2, 5, 6, 7
# From the last Saturday of June to the Monday school begins.
SUMMER: Final = dt.timedelta(weeks=6, days=2)

Days = tuple[dt.date, dt.date]


class Break(StrEnum):
    """The periods when schools are closed."""

    SUMMER = "summer"
    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    EASTER = "easter"
    ASCENSION = "ascension"

    @property
    def label(self) -> str:
        """`sommerferie`: the name of such a day."""
        return str(LABELS[self])

    @property
    def definite(self) -> str:
        """`sommerferien`: the name with the article, as in "before the holiday"."""
        return str(DEFINITE[self])


LABELS: Final = {
    Break.SUMMER: gettext_lazy("sommerferie"),
    Break.AUTUMN: gettext_lazy("efterårsferie"),
    Break.CHRISTMAS: gettext_lazy("juleferie"),
    Break.WINTER: gettext_lazy("vinterferie"),
    Break.EASTER: gettext_lazy("påskeferie"),
    Break.ASCENSION: gettext_lazy("Kristi himmelfartsferie"),
}
DEFINITE: Final = {
    Break.SUMMER: gettext_lazy("sommerferien"),
    Break.AUTUMN: gettext_lazy("efterårsferien"),
    Break.CHRISTMAS: gettext_lazy("juleferien"),
    Break.WINTER: gettext_lazy("vinterferien"),
    Break.EASTER: gettext_lazy("påskeferien"),
    Break.ASCENSION: gettext_lazy("Kristi himmelfartsferien"),
}
# The holidays with dates of their own within a school year; the summer lies between two.
WITHIN: Final = (Break.AUTUMN, Break.CHRISTMAS, Break.WINTER, Break.EASTER, Break.ASCENSION)


# The date fields of a stored school year, in order.
DAYS: Final = ["first_day_on", "last_day_on", *(f"{each}_{end}_on" for each in WITHIN for end in ("from", "until"))]


def each_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from `first` to `last`, both included."""
    return (first + DAY * offset for offset in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Year:
    """The school year that begins in August of `starts_in`. The rule gives what is None or left out.

    `breaks` and `closed` hold first and last day, both included; `closed` are planning days and the like, by name.
    """

    starts_in: int
    first_day_on: dt.date | None = None
    last_day_on: dt.date | None = None
    breaks: Mapping[Break, Days] = field(default_factory=dict)
    closed: tuple[tuple[dt.date, dt.date, str], ...] = ()

    def __post_init__(self) -> None:
        if any(start > end for start, end in self.breaks.values()):
            raise ValueError(_("En ferie slutter, før den begynder. Ret datoerne."))
        if any(start > end for start, end, _name in self.closed):
            raise ValueError(_("En lukkeperiode slutter, før den begynder. Ret datoerne."))

    def __hash__(self) -> int:
        return hash((self.starts_in, self.first_day_on, self.last_day_on, *self.breaks.items(), *self.closed))

    def filled(self, winter_week: int = WINTER_WEEK) -> "Year":
        """The same year with the rule's days where it sets nothing."""
        rule = by_law(self.starts_in, winter_week)
        return Year(
            self.starts_in,
            self.first_day_on or rule.first_day_on,
            self.last_day_on or rule.last_day_on,
            {**rule.breaks, **self.breaks},
            self.closed,
        )

    def break_on(self, day: dt.date) -> Break | None:
        """The holiday of a day; the year must be filled."""
        if (self.first_day_on and day < self.first_day_on) or (self.last_day_on and day > self.last_day_on):
            return Break.SUMMER
        return next((each for each, (start, end) in self.breaks.items() if start <= day <= end), None)

    def closed_on(self, day: dt.date) -> str | None:
        """The name of the municipality's own closed days around a day, or None."""
        return next((name for start, end, name in self.closed if start <= day <= end), None)


def as_year(starts_in: int, values: Mapping[str, Any]) -> Year:
    """A school year from values by field; the rule gives what is None or absent."""
    breaks: dict[Break, Days] = {}
    for each in WITHIN:
        first, last = values.get(f"{each}_from_on"), values.get(f"{each}_until_on")
        if first and last:
            breaks[each] = first, last
    closed = tuple((row["from_on"], row["until_on"], row["name"]) for row in values.get("closed_days") or ())
    return Year(starts_in, values.get("first_day_on"), values.get("last_day_on"), breaks, closed)


def as_values(year: Year) -> dict[str, Any]:
    """A school year as values by field."""
    values: dict[str, Any] = {"first_day_on": year.first_day_on, "last_day_on": year.last_day_on}
    for each in WITHIN:
        values[f"{each}_from_on"], values[f"{each}_until_on"] = year.breaks.get(each, (None, None))
    values["closed_days"] = [{"name": name, "from_on": start, "until_on": end} for start, end, name in year.closed]
    return values


def starts_in(day: dt.date) -> int:
    """The calendar year in which the school year of a day began: 2026 for 31 July 2027."""
    return day.year if day.month >= AUGUST else day.year - 1


def year_name(starts_in: int) -> str:
    """`2027/28`."""
    return f"{starts_in}/{(starts_in + 1) % 100:02d}"


def lies_in(day: dt.date, starts_in: int) -> bool:
    """Whether a day lies in a school year."""
    return (day.year, day.month >= AUGUST) in {(starts_in, True), (starts_in + 1, False)}


@lru_cache(maxsize=128)
def by_law(starts_in: int, winter_week: int = WINTER_WEEK) -> Year:
    """A school year by rule. Years near the limits of a date, which are typing mistakes, get the summer alone."""
    before, after = last_saturday_of_june(starts_in), last_saturday_of_june(starts_in + 1)
    return Year(
        starts_in,
        before + SUMMER if before else None,
        after - DAY if after else None,
        {} if before is None or after is None else _breaks(starts_in, winter_week),
    )


def last_saturday_of_june(year: int) -> dt.date | None:
    """The first day of the summer holiday (folkeskoleloven § 14 a); None in a year outside the range of dates."""
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last = dt.date(year, JUNE, 30)
    return last - DAY * ((last.isoweekday() - SATURDAY) % 7)


def _breaks(starts_in: int, winter_week: int) -> dict[Break, Days]:
    spring = starts_in + 1
    found = {
        Break.AUTUMN: _week(starts_in, AUTUMN_WEEK),
        Break.CHRISTMAS: _christmas(starts_in),
        Break.WINTER: _week(spring, winter_week),
    }
    sunday = easter(spring)
    if sunday is not None:
        found[Break.EASTER] = (sunday - 8 * DAY, sunday + DAY)
        found[Break.ASCENSION] = (sunday + 39 * DAY, sunday + 42 * DAY)
    return found


def _week(year: int, week: int) -> Days:
    """A week with the weekend before it."""
    monday = dt.date.fromisocalendar(year, week, MONDAY)
    return monday - 2 * DAY, monday + 6 * DAY


def _christmas(year: int) -> Days:
    first, last = dt.date(year, DECEMBER, 22), dt.date(year + 1, 1, 2)
    # A Tuesday includes the Monday before it, a Monday or a Sunday the weekend.
    back = {SUNDAY: 1, MONDAY: 2, TUESDAY: 3}.get(first.isoweekday(), 0)
    # A Thursday includes the Friday after it, and all of them the weekend.
    on = {FRIDAY - 1: 3, FRIDAY: 2, SATURDAY: 1}.get(last.isoweekday(), 0)
    return first - back * DAY, last + on * DAY
