"""Reads a file of either kind as events."""

from django.utils.translation import gettext as _

from children.importing import delimited

from . import ics, table
from .events import MAX_BYTES, TOO_LARGE, Event, ReadingError, Unread


def read(content: bytes, filename: str) -> tuple[list[Event], list[Unread]]:
    """The events of a file and the entries left out. Raises ReadingError, whose text says what to do.

    The content decides, not the name: a calendar named .txt is still read as a calendar.
    """
    if len(content) > MAX_BYTES:
        raise ReadingError(str(TOO_LARGE))
    if not content.strip():
        raise ReadingError(_("Filen er tom. Vælg den fil, ferierne står i."))
    text = delimited.decoded(content)
    if "\x00" in text:
        raise ReadingError(_("Filen kan ikke læses. Gem den som .ics eller .csv."))
    is_calendar = text.lstrip("\ufeff \r\n\t")[:15].upper() == "BEGIN:VCALENDAR"
    if is_calendar or filename.lower().endswith((".ics", ".ical")):
        found, unread = ics.events(text)
    else:
        found, unread = table.events(content)
    if not found and not unread:
        raise ReadingError(_("Der står ingen ferier i filen. Vælg en anden fil."))
    return found, unread
