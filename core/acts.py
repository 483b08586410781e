"""One act: all that a person writes with one press of a button, so that the history tells it as one thing."""

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
    """The act something is written in: the request's, or one of its own outside a request."""
    act = _act.get()
    return act.id if act else uuid7()


def locked_in_act() -> set[UUID]:
    """Ids of the rows that this act has locked, for the caller to add to; an empty set outside an act.

    A lock lasts until the transaction ends, so a second query for it in the same act tells nothing new.
    """
    act = _act.get()
    return act.locked if act else set()


@contextmanager
def one_act() -> Iterator[None]:
    """Everything written inside is one act; an act inside another is part of it. Use it inside a transaction."""
    if _act.get() is not None:
        yield
        return
    token = _act.set(_Act())
    try:
        yield
    finally:
        _act.reset(token)
