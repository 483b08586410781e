"""Matches the columns of a file: by our names for them, and by the municipality's own."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from children.importing.columns import FULL_NAME, KEYS, key_of, plain_header

# The similarity (difflib's ratio) from which one header is proposed for another.
ALIKE: Final = 0.75
# From the plain form of a header to its column's key, or "" for a column to leave out.
Remembered = Mapping[str, str]


def key_for(header: str, remembered: Remembered) -> str | None:
    """The key of a column; the municipality's word takes precedence over ours."""
    said = remembered.get(plain_header(header))
    return key_of(header) if said is None else said or None


def match(headers: Sequence[str], remembered: Remembered) -> tuple[str | None, ...]:
    """The key of each column, as far as its header tells. A name beside a first or last name is the other part."""
    keys = [key_for(header, remembered) for header in headers]
    if FULL_NAME.key in keys and {"first_name", "last_name"} & set(keys):
        instead = None if "first_name" in keys else "first_name"
        keys = [instead if key == FULL_NAME.key else key for key in keys]
    return tuple(keys)


def proposed(headers: Sequence[str], keys: Sequence[str | None]) -> list[str]:
    """The keys; an unknown column gets that of a similar header, if no other column has it."""
    found = [key or "" for key in keys]
    for at, header in enumerate(headers):
        if not found[at]:
            alike = get_close_matches(plain_header(header), list(KEYS), 1, ALIKE)
            proposal = KEYS[alike[0]] if alike else ""
            found[at] = proposal if proposal not in found else ""
    return found
