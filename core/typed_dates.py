"""Days and times as people type them: `3/8`, `3/8-26`, `3. august`, `i dag`, `på mandag`; `14`, `14.30`, `1430`.

A day without a year is the one nearest to today, or the next one where the field looks ahead. English words are read
too. Nothing is guessed where a whole date is required, as in an imported sheet.
"""

import datetime as dt
import re
from typing import Final

from .danish import COPENHAGEN, today

MONTHS: Final = (
    ("januar", "january"),
    ("februar", "february"),
    ("marts", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
WEEKDAYS: Final = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "saturday"),
    ("søndag", "sunday"),
)
DAYS_OFF: Final = {
    "i forgårs": -2,
    "i går": -1,
    "yesterday": -1,
    "i dag": 0,
    "today": 0,
    "i morgen": 1,
    "tomorrow": 1,
    "i overmorgen": 2,
}
AHEAD_OF_TODAY: Final = re.compile(r"(?:om|in) (\d{1,3}) (dage?|days?|uger?|weeks?)")
NUMBERS: Final = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2})(?: ?[-/. ] ?(\d{4}|\d\d))?\.?")
MONTH_NAMED: Final = re.compile(r"(\d{1,2})\.? ?([a-zæøå]{3,})\.?(?: (\d{4}|\d\d))?")
ISO: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[t ]\d\d:\d\d.*)?")
RUN_TOGETHER: Final = re.compile(r"(\d\d)(\d\d)(\d{4}|\d\d)")
CLOCK: Final = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:, ]?(\d\d))?(?::\d\d)?")
MOMENT: Final = re.compile(r"(.+?)(?:,? (?:kl\.?|at) ?|[ t])(\d{1,2}(?:[.:]?\d\d)?(?::\d\d)?)")
# Two digits mean a year up to ten years ahead, or one of the century before.
YEARS_AHEAD: Final = 10


def whole_date(text: str) -> dt.date | None:
    """The date in a text with a year; None for other text. Raises ValueError for the 31st of February."""
    parts = _parts(_plain(text))
    return dt.date(parts[0], parts[1], parts[2]) if parts and parts[0] else None


def typed_date(text: str, *, ahead: bool = False, on: dt.date | None = None) -> dt.date | None:
    """The day a person means on the day ``on`` (today); None where it cannot be read.

    ``ahead``: a day without a year is the next one, for deadlines; otherwise the nearest, for past events.
    """
    now, plain = on or today(), _plain(text)
    relative = _relative_day(plain, now, ahead)
    if relative is not None:
        return relative
    parts = _parts(plain)
    if parts is None:
        return None
    year, month, day = parts
    years = [year] if year else range(now.year - 4, now.year + 5)
    days = [found for found in (_date(each, month, day) for each in years) if found]
    if ahead and not year:
        days = [each for each in days if each >= now]
    return min(days, key=lambda each: abs((each - now).days), default=None)


def typed_day(text: str, meant: str) -> dt.date | None:
    """A day as the field reads it: "near" today, "ahead" of it, or "whole", with its year. None where unreadable."""
    if meant != "whole":
        return typed_date(text, ahead=meant == "ahead")
    try:
        return whole_date(text)
    except ValueError:
        return None


def typed_clock(text: str) -> dt.time | None:
    """The time of day a person means; None where unreadable."""
    found = CLOCK.fullmatch(" ".join(text.lower().split()))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return dt.time(int(found[1]), int(found[2] or 0))


def typed_moment(text: str, *, ahead: bool = False, on: dt.date | None = None) -> dt.datetime | None:
    """The day and time a person means, in Denmark; None where one of them is missing or unreadable."""
    found = MOMENT.fullmatch(" ".join(text.lower().split()))
    day = typed_date(found[1], ahead=ahead, on=on) if found else None
    at = typed_clock(found[2]) if found else None
    return dt.datetime.combine(day, at, COPENHAGEN) if day and at is not None else None


def _plain(text: str) -> str:
    """In lower case, with single spaces, without a weekday or "d." before a date."""
    plain = " ".join(text.lower().split()).rstrip(",")
    names = "|".join(name for names in WEEKDAYS for name in names)
    return re.sub(rf"^(?:(?:{names}),? (?=.*\d))?(?:d\. ?|den (?=\d))?", "", plain)


def _relative_day(plain: str, now: dt.date, ahead: bool) -> dt.date | None:
    """A day relative to today ("i morgen", "på mandag"), or None."""
    together = {key.replace(" ", ""): days for key, days in DAYS_OFF.items()}
    if (days := together.get(plain.replace(" ", ""))) is not None:
        return now + dt.timedelta(days=days)
    if found := AHEAD_OF_TODAY.fullmatch(plain):
        return now + dt.timedelta(days=int(found[1]) * (7 if found[2][0] in "uw" else 1))
    before, _space, name = plain.rpartition(" ")
    # "i mandags" has an s of its own.
    weekday = next(
        (n for n, names in enumerate(WEEKDAYS) if name in names or (before == "i" and name[:-1] in names)), None
    )
    if weekday is None or before not in {"", "på", "on", "i"}:
        return None
    days = (weekday - now.weekday()) % 7
    if before == "i" or (not before and not ahead and days > 3):
        return now + dt.timedelta(days=days - 7)
    return now + dt.timedelta(days=days or (7 if before else 0))


def _parts(plain: str) -> tuple[int, int, int] | None:
    """Year (0 where none was given), month and day."""
    if found := ISO.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := NUMBERS.fullmatch(plain) or RUN_TOGETHER.fullmatch(plain):
        return _full_year(found[3]), int(found[2]), int(found[1])
    if found := MONTH_NAMED.fullmatch(plain):
        month = next((n for n, names in enumerate(MONTHS, 1) if any(name.startswith(found[2]) for name in names)), None)
        return (_full_year(found[3]), month, int(found[1])) if month else None
    return None


def _full_year(digits: str | None) -> int:
    if not digits:
        return 0
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if 2000 + year <= today().year + YEARS_AHEAD else 1900 + year


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
