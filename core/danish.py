"""Dates, times, numbers and names as Danes write them, or as English readers do when English is active.

Every function follows the active language: English, otherwise Danish. Dates may be objects or the API's ISO strings.
None and the empty string give "". Month names, plurals and separators are Babel's (CLDR); the few missing patterns are
in the tables below, so that a date never mixes the two languages because a translation is missing.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language

Day = date | datetime | str | None
Clock = datetime | time | str | None
Number = int | float | Decimal | str | None

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
LOCALES: Final = {"da": "da", "en": "en_GB"}
PATTERNS: Final = {
    "da": {
        "long": "EEEE 'd'. d. MMMM y",
        "words": "'d'. d. MMMM y",
        "weekday": "EEEE 'd'. d. MMMM",
        "near": "'d'. d. MMMM",
    },
    "en": {"long": "EEEE d MMMM y", "words": "d MMMM y", "weekday": "EEEE d MMMM", "near": "d MMMM"},
}
WORDS: Final = {
    "da": {
        "week": "uge {}",
        "clock": "kl. {:%H.%M}",
        "moment": "{} {}",
        "period": "{} til {}",
        "from": "fra {}",
        "until": "til {}",
        "overdue": "{} over tid",
        "none": "ingen {}",
        "age": "{} år",
        -1: "i går",
        0: "i dag",
        1: "i morgen",
    },
    "en": {
        "week": "week {}",
        "clock": "{:%H:%M}",
        "moment": "{} at {}",
        "period": "{} to {}",
        "from": "from {}",
        "until": "until {}",
        "overdue": "{} overdue",
        "none": "no {}",
        "age": "{} years",
        -1: "yesterday",
        0: "today",
        1: "tomorrow",
    },
}
LENGTHS: Final[tuple[tuple[Literal["day", "week", "month"], int], ...]] = (("day", 14), ("week", 56), ("month", 730))


def language() -> str:
    """The language to write in: "en" when English is active, else "da"."""
    return "en" if (get_language() or "").startswith("en") else "da"


def today() -> date:
    """Today in Denmark, whatever the server's clock is set to."""
    return timezone.now().astimezone(COPENHAGEN).date()


def as_day(value: Day) -> date | None:
    """The calendar day in Denmark of a date, a datetime or an ISO string. Raises ValueError for other text."""
    if isinstance(value, str):
        value = _parsed(value)
    return _local(value).date() if isinstance(value, datetime) else value


def as_moment(value: datetime | str | None) -> datetime | None:
    """A datetime or ISO string as Danish local time; one without a zone is taken as Danish already."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if value.strip() else None
    return None if value is None else _local(value)


def long_date(value: Day) -> str:
    """`torsdag d. 18. marts 2027 (uge 11)`."""
    day = as_day(value)
    return _long_with_week(day, language()) if day else ""


def date_words(value: Day) -> str:
    """`d. 3. marts 2027`."""
    return _dated(as_day(value), "words")


def weekday_date(value: Day) -> str:
    """`torsdag d. 18. marts`, where the page makes the year clear."""
    return _dated(as_day(value), "weekday")


def short_date(value: Day) -> str:
    """`18-03-2027`, the same in both languages: it is also how dates are typed."""
    day = as_day(value)
    return f"{day.day:02}-{day.month:02}-{day.year:04}" if day else ""


def near_date(value: Day, on: Day = None) -> str:
    """`d. 18. marts`; with its year where that is not the year of `on` (today)."""
    day, seen_on = as_day(value), as_day(on) or today()
    return _dated(day, "near" if day and day.year == seen_on.year else "words")


def week(value: Day) -> str:
    """`uge 11`, the ISO week that Danish schools plan by."""
    day = as_day(value)
    return _word("week", day.isocalendar().week) if day else ""


def period(start: Day, end: Day) -> str:
    """`d. 14. marts 2027 til d. 14. april 2027`; an open end gives `fra d. 14. marts 2027`."""
    first, last = date_words(start), date_words(end)
    if first and last:
        return _word("period", first, last)
    if first or last:
        return _word("from", first) if first else _word("until", last)
    return ""


def clock(value: Clock) -> str:
    """`kl. 14.05`, on the Danish 24-hour clock."""
    if isinstance(value, str):
        value = _parsed_clock(value)
    if isinstance(value, datetime):
        value = _local(value).time()
    return _word("clock", value) if value is not None else ""


def bare_clock(value: Clock) -> str:
    """`14.05`, as it stands in a field. Raises ValueError for other text."""
    return clock(value).removeprefix("kl. ")


def moment(value: datetime | str | None) -> str:
    """`torsdag d. 18. marts 2027 kl. 14.05`."""
    at = as_moment(value)
    return _word("moment", _dated(at.date(), "long"), clock(at)) if at else ""


def short_moment(value: datetime | str | None) -> str:
    """`18-03-2027 kl. 14.05`."""
    at = as_moment(value)
    return _word("moment", short_date(at), clock(at)) if at else ""


def distance(value: Day, on: Day = None) -> str:
    """How far a day is from `on` (today): `i dag`, `i morgen`, `om 3 uger`, `for 2 måneder siden`."""
    days = _days_until(value, on)
    return "" if days is None else _far(days, language())


def due_distance(value: Day, on: Day = None) -> str:
    """As `distance`, but a past day is a missed deadline: `4 dage over tid`."""
    days = _days_until(value, on)
    return "" if days is None else _far(days, language(), is_due=True)


def number(value: Number, decimals: int | None = None) -> str:
    """`1.655.100`, `0,48`; `decimals` fixes how many are shown. Raises ValueError for text that is no number."""
    if value is None or value == "":
        return ""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(_decimal(value), format=pattern, locale=_locale())


def percent(value: Number) -> str:
    """A share of 1 as a whole percentage: 0.48 is `48 %`."""
    return "" if value is None or value == "" else format_percent(_decimal(value), locale=_locale())


def age(born_on: Day, on: Day = None) -> int | None:
    """Whole years on `on` (today). A child born on 29 February turns a year older on 1 March."""
    born, day = as_day(born_on), as_day(on) or today()
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_words(born_on: Day, on: Day = None) -> str:
    """`12 år`."""
    years = age(born_on, on)
    if years is None:
        return ""
    return "1 year" if (years, language()) == (1, "en") else _word("age", years)


def listing(items: Iterable[object] | None) -> str:
    """`Barn Et, Barn To og Barn Tre`; empty items are left out."""
    return format_list([str(item) for item in items or () if item], locale=_locale())


def either(items: Iterable[object] | None) -> str:
    """`pige, dreng eller andet`: what can be chosen."""
    return format_list([str(item) for item in items or () if item], style="or", locale=_locale())


def genitive(name: str | None) -> str:
    """`Annas`, `Jonas'`, `Max'`, `PPR's`, `2.b's`; in English `Anna's`, `Jonas'`."""
    name = str(name or "").strip()
    if not name:
        return ""
    if name.lower().endswith("s") or (language() == "da" and _ends_in_s_sound(name)):
        return name + "'"
    return name + ("'s" if language() == "en" or _reads_as_letters(name.split()[-1]) else "s")


def inside(label: object) -> str:
    """A label as it stands inside a sentence: `klasselærer på Østskolen`, but `PPR-psykolog`."""
    text = str(label or "")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def person(name: str, part: object) -> str:
    """`Heidi Skytteldal (læringsvejleder)`: a name with the person's part, so that several can stand in a row."""
    return f"{name} ({inside(part)})" if part else name


def counted(count: int | None, one: str, many: str) -> str:
    """`1 aftale`, `1.200 aftaler`, `ingen aftaler`: where ngettext would show a bare 0 or no thousands dots.

    `one` and `many` come translated from the caller.
    """
    if count is None:
        return ""
    return f"{number(count)} {one if count == 1 else many}" if count else _word("none", many)


def _dated(day: date | None, shape: str) -> str:
    return _written(day, shape, language()) if day else ""


# A page writes the same few days and durations many times, and Babel reads its tables again for each: a fifth of My
# day's time, with some 300 of them.
@lru_cache(maxsize=4096)
def _written(day: date, shape: str, language: str) -> str:
    return format_date(day, PATTERNS[language][shape], locale=LOCALES[language])


@lru_cache(maxsize=4096)
def _long_with_week(day: date, language: str) -> str:
    return f"{_written(day, 'long', language)} ({WORDS[language]['week'].format(day.isocalendar().week)})"


def _word(key: str, *parts: object) -> str:
    return WORDS[language()][key].format(*parts)


def _locale() -> str:
    return LOCALES[language()]


def _parsed(text: str) -> date | datetime | None:
    text = text.strip()
    if not text:
        return None
    return date.fromisoformat(text) if len(text) <= len("2027-03-18") else datetime.fromisoformat(text)


def _parsed_clock(text: str) -> datetime | time | None:
    text = text.strip()
    if not text:
        return None
    return datetime.fromisoformat(text) if "-" in text[:5] else time.fromisoformat(text)


def _local(value: datetime) -> datetime:
    return value.astimezone(COPENHAGEN) if value.tzinfo else value.replace(tzinfo=COPENHAGEN)


def _days_until(value: Day, on: Day) -> int | None:
    day = as_day(value)
    return None if day is None else (day - (as_day(on) or today())).days


@lru_cache(maxsize=4096)
def _far(days: int, language: str, *, is_due: bool = False) -> str:
    """The distance in words; with ``is_due``, a past day is a missed deadline."""
    if is_due and days < 0:
        return WORDS[language]["overdue"].format(_length(-days, language))
    return WORDS[language][days] if abs(days) <= 1 else _length(days, language, direction=True)


def _length(days: int, language: str, *, direction: bool = False) -> str:
    """A duration in the usual unit: days up to two weeks, weeks up to two months, then months, years."""
    unit: Literal["day", "week", "month", "year"] = "year"
    for name, limit in LENGTHS:
        if abs(days) < limit:
            unit = name
            break
    span, locale = date.resolution * days, LOCALES[language]
    # The infinite threshold keeps Babel from choosing a larger unit than ours.
    return format_timedelta(span, granularity=unit, threshold=float("inf"), add_direction=direction, locale=locale)


def _decimal(value: int | float | Decimal | str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error


def _ends_in_s_sound(name: str) -> bool:
    return name.lower().endswith(("x", "z"))


def _reads_as_letters(word: str) -> bool:
    """Abbreviations, digits and class names take an apostrophe before the s (Retskrivningsordbogen § 16)."""
    return not word[-1].isalpha() or (len(word) > 1 and word.isupper()) or "." in word
