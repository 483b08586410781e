"""An act: everything a person writes with one press of a button, which the history shows as one entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from uuid_utils.compat import uuid7


@dataclass
class _Act:
    id: UUID = field(default_factory=uuid7)
    locked: set[UUID] = field(default_factory=set)


_act: ContextVar[_Act | None] = ContextVar("act", default=None)


def current_act() -> UUID:
    """The id of the present act: the request's, or a new one outside a request."""
    act = _act.get()
    return act.id if act else uuid7()


def locked_in_act() -> set[UUID]:
    """Ids of the rows this act has locked, for the caller to add to; an empty set outside an act.

    A lock lasts until the transaction ends, so a second query for it in the same act is needless.
    """
    act = _act.get()
    return act.locked if act else set()


@contextmanager
def one_act() -> Iterator[None]:
    """Everything written inside is one act; a nested act is part of the outer one. Use it inside a transaction."""
    if _act.get() is not None:
        yield
        return
    token = _act.set(_Act())
    try:
        yield
    finally:
        _act.reset(token)
