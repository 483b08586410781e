"""What cannot stay open in a closed case: each app declares its kinds of open work, and how each can end.

The site lists the declarations (``OPEN_ENDS``). Closing a case ends all of it in the same write, as chosen on the form;
by default in the first of its ways. So nothing stays booked or open in a closed case.
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
    """The default ``at_place``: a change of place affects nothing."""
    return ()


def _no_word(record: Any) -> str:
    """The default ``remark``: nothing to note before it ends."""
    return ""


def _never(case: Case) -> dt.date | None:
    """The default ``last_held_on``: this kind is not held."""
    return None


@dataclass(frozen=True)
class OpenEnd:
    """One kind of open work in a case."""

    key: str
    title: Any
    open_in: Callable[[Case], QuerySet[Any]]
    # Its description in words, and the person who has it ("" for nobody in particular).
    describe: Callable[[Any], str]
    whose: Callable[[Any], str]
    # The ways it can end: key and words. The first is the default.
    ways: Sequence[tuple[str, Any]]
    # ``end(record, way=, note=, by=)``
    end: Callable[..., None]
    # The last day one was held: a case cannot close before it.
    last_held_on: Callable[[Case], dt.date | None] = _never
    # The open records made for a place ("school" or "home") that the child has left.
    at_place: Callable[[Case, str], Iterable[Any]] = _nothing
    # What to consider before it ends, in words.
    remark: Callable[[Any], str] = _no_word
    # Whether a note can say how it ended.
    takes_note: bool = False


@cache
def kinds() -> tuple[OpenEnd, ...]:
    """The declarations of every app."""
    return tuple(import_string(settings.OPEN_ENDS))


def open_in(case: Case) -> list[tuple[OpenEnd, Any]]:
    """All open work of a case, each with its kind."""
    return [(kind, record) for kind in kinds() for record in kind.open_in(case)]


def name_of(kind: OpenEnd, record: Any) -> str:
    """The name of a record in a form."""
    return f"{kind.key}.{record.pk}"


def find(case: Case, name: str) -> tuple[OpenEnd, Any] | None:
    """The record a form named by ``name_of``, if it is still open in this case; else None."""
    return next(((kind, record) for kind, record in open_in(case) if name_of(kind, record) == name), None)


def last_held_on(case: Case) -> dt.date | None:
    """The last day something was held in a case, or None."""
    return max(filter(None, (kind.last_held_on(case) for kind in kinds())), default=None)


def end_all(case: Case, *, chosen: Mapping[str, Mapping[str, str]], by: Any) -> None:
    """End all open work of a case; ``chosen`` gives ``way`` and ``note`` by name, where somebody chose."""
    for kind, record in open_in(case):
        asked = chosen.get(name_of(kind, record), {})
        ways = [way for way, _label in kind.ways]
        way = asked.get("way") if asked.get("way") in ways else ways[0]
        kind.end(record, way=way, note=asked.get("note", ""), by=by)
