"""Events of an iCalendar file (RFC 5545).

The file comes from outside. Only whole events reach the library, one at a time and with only the lines we need: no time
zone rules are computed, nothing nests, and an unreadable event costs only itself.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from core.danish import COPENHAGEN

from .events import MAX_EVENTS, Event, ReadingError, Unread, clean_name

ASKED: Final = {"SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "STATUS"}
NAME: Final = re.compile(r"[A-Za-z0-9-]+")
# The exceptions the library is known to raise for a value it cannot read.
ODD: Final = (ValueError, TypeError, AttributeError, LookupError, OverflowError)


def events(text: str) -> tuple[list[Event], list[Unread]]:
    """The events of a file and those left out. Raises ReadingError."""
    if "BEGIN:VCALENDAR" not in text.upper():
        raise ReadingError(_("Filen er ikke en kalender. Vælg en .ics-fil eller en CSV-fil."))
    read: list[Event] = []
    unread: list[Unread] = []
    for place, lines in enumerate(_blocks(text), start=1):
        if place > MAX_EVENTS:
            raise ReadingError(_("Kalenderen har for mange begivenheder. Gem skolens ferier i en fil for sig."))
        found = _event(place, lines)
        if isinstance(found, Event):
            read.append(found)
        elif found is not None:
            unread.append(found)
    return read, unread


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines we need of each event, with folded lines joined; nested parts of an event are left out."""
    block: list[str] | None = None
    inner, keeps = "", False
    for line in text.splitlines():
        if line[:1] in {" ", "\t"}:
            if block and keeps:
                block.append(line)
            continue
        keeps, upper = False, line.strip().upper()
        if block is None:
            block = [] if upper == "BEGIN:VEVENT" else None
        elif inner:
            inner = "" if upper == f"END:{inner}" else inner
        elif upper == "END:VEVENT":
            yield block
            block = None
        elif upper.startswith("BEGIN:"):
            inner = upper.removeprefix("BEGIN:")
        else:
            name = NAME.match(line)
            keeps = name is not None and name[0].upper() in ASKED
            if keeps:
                block.append(line)


def _event(place: int, lines: list[str]) -> Event | Unread | None:
    """One event; None for a cancelled one."""
    # Imported here because the library is heavy and only this function needs it.
    from icalendar import Event as Component

    name = ""
    try:
        parsed: Any = Component.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"]) + "\r\n")
        name = clean_name(str(parsed.get("SUMMARY", "")))
        if str(parsed.get("STATUS", "")).upper() == "CANCELLED":
            return None
        if "RRULE" in parsed or "RDATE" in parsed:
            return Unread(place, name, _("Den gentager sig. Skriv hver periode for sig."))
        return _dated(place, name, parsed.start, parsed.end)
    except ODD:
        return Unread(place, name, _("Datoerne kan ikke læses."))


def _dated(place: int, name: str, start: Any, end: Any) -> Event | Unread:
    first, last = _day(start), _day(end)
    if last > first and not _has_begun(end):
        last -= dt.timedelta(1)
    if not name:
        return Unread(place, name, _("Den har intet navn."))
    if last < first:
        return Unread(place, name, _("Den slutter, før den begynder."))
    return Event(place, name, first, last)


def _has_begun(end: Any) -> bool:
    """Whether the end day belongs to the event: a whole-day end, and midnight, are the day after."""
    return isinstance(end, dt.datetime) and _local(end).time() != dt.time()


def _day(value: Any) -> dt.date:
    return _local(value).date() if isinstance(value, dt.datetime) else value  # type: ignore[no-any-return]


def _local(value: dt.datetime) -> dt.datetime:
    return value if value.tzinfo is None else value.astimezone(COPENHAGEN)
