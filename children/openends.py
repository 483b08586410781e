"""What cannot stay open in a closed case: each app says what of its own there is, and how each can end.

The site gathers what the apps say (``OPEN_ENDS``). Closing a case ends all of it in the same write, as chosen on the
form; what nobody chose for ends in the first of its ways. So nothing is left booked or open in a closed case.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from .models import Case


def _nothing(case: Case, place: str) -> tuple[Any, ...]:
    """What a change of place touches, for kinds that it does not."""
    return ()


def _no_word(record: Any) -> str:
    """What to think of before it ends, for kinds with nothing to say."""
    return ""


def _never(case: Case) -> dt.date | None:
    """The last day something was held, for kinds that are not held."""
    return None


@dataclass(frozen=True)
class OpenEnd:
    """One kind of thing that may be open in a case."""

    key: str
    title: Any
    open_in: Callable[[Case], QuerySet[Any]]
    # Which one it is, in words, and who it lies with ("" where with nobody in particular).
    describe: Callable[[Any], str]
    whose: Callable[[Any], str]
    # How it can end: the way, in words. The first is the one unless told otherwise.
    ways: Sequence[tuple[str, Any]]
    # ``end(record, way=, note=, by=)``
    end: Callable[..., None]
    # The last day one was held: a case does not close before it.
    last_held_on: Callable[[Case], dt.date | None] = _never
    # What is open and was made for a place ("school" or "home") that the child has left.
    at_place: Callable[[Case, str], Iterable[Any]] = _nothing
    # What to think of before it ends, in words.
    remark: Callable[[Any], str] = _no_word
    # Whether a word can be said about how it ended.
    takes_note: bool = False


@cache
def kinds() -> tuple[OpenEnd, ...]:
    """What every app says."""
    return tuple(import_string(settings.OPEN_ENDS))


def open_in(case: Case) -> list[tuple[OpenEnd, Any]]:
    """All that is open in a case, with its kind."""
    return [(kind, record) for kind in kinds() for record in kind.open_in(case)]


def name_of(kind: OpenEnd, record: Any) -> str:
    """What a form names it by."""
    return f"{kind.key}.{record.pk}"


def find(case: Case, name: str) -> tuple[OpenEnd, Any] | None:
    """What a form named by ``name_of``, if it is still open in this case."""
    return next(((kind, record) for kind, record in open_in(case) if name_of(kind, record) == name), None)


def last_held_on(case: Case) -> dt.date | None:
    """The last day something was held in a case, or None."""
    return max(filter(None, (kind.last_held_on(case) for kind in kinds())), default=None)


def end_all(case: Case, *, chosen: Mapping[str, Mapping[str, str]], by: Any) -> None:
    """End all that is open in a case; ``chosen`` gives the ``way`` and ``note`` by name, where somebody chose."""
    for kind, record in open_in(case):
        asked = chosen.get(name_of(kind, record), {})
        ways = [way for way, _label in kind.ways]
        way = asked.get("way") if asked.get("way") in ways else ways[0]
        kind.end(record, way=way, note=asked.get("note", ""), by=by)
