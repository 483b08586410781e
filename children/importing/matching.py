"""Which column of a file is which: by the names we know, and by what the municipality has said of its own."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from children.importing.columns import FULL_NAME, KEYS, key_of, plain_header

# How alike two headers are before one is proposed for the other (difflib's ratio).
ALIKE: Final = 0.75
# The plain form of a header, and the key of its column, or "" where it is not to be read.
Remembered = Mapping[str, str]


def key_for(header: str, remembered: Remembered) -> str | None:
    """What the column is: the municipality's word counts before ours."""
    said = remembered.get(plain_header(header))
    return key_of(header) if said is None else said or None


def match(headers: Sequence[str], remembered: Remembered) -> tuple[str | None, ...]:
    """What each column is, as far as its header tells. A name beside a first name or a last name is the rest of it."""
    keys = [key_for(header, remembered) for header in headers]
    if FULL_NAME.key in keys and {"first_name", "last_name"} & set(keys):
        instead = None if "first_name" in keys else "first_name"
        keys = [instead if key == FULL_NAME.key else key for key in keys]
    return tuple(keys)


def proposed(headers: Sequence[str], keys: Sequence[str | None]) -> list[str]:
    """The keys, and for columns nobody knows one whose name is much like theirs, if no other column has it."""
    found = [key or "" for key in keys]
    for at, header in enumerate(headers):
        if not found[at]:
            alike = get_close_matches(plain_header(header), list(KEYS), 1, ALIKE)
            proposal = KEYS[alike[0]] if alike else ""
            found[at] = proposal if proposal not in found else ""
    return found
