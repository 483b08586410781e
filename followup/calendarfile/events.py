"""The result of parsing a file: named ranges of days, and entries that could not be read."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy

from children.importing.errors import ReadingError

# A calendar of ten school years fills a hundredth of this.
MAX_BYTES: Final = 512 * 1024
TOO_LARGE: Final = gettext_lazy("Filen er større end 512 kB. Gem skolens ferier i en fil for sig.")
MAX_EVENTS: Final = 1000
LONGEST_NAME: Final = 60

__all__ = ["LONGEST_NAME", "MAX_BYTES", "MAX_EVENTS", "Event", "ReadingError", "Unread", "clean_name"]


@dataclass(frozen=True, slots=True)
class Event:
    """A range of days, both included. `place` is its position in the file."""

    place: int
    name: str
    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry that is left out, and why, in the user's language."""

    place: int
    name: str
    why: str


def clean_name(text: str) -> str:
    """A name as one line of visible characters, cut to the length a record allows."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_NAME]
