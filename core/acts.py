"""One act: all that a person writes with one press of a button, so that the history tells it as one thing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from uuid_utils.compat import uuid7

_act: ContextVar[UUID | None] = ContextVar("act", default=None)


def current_act() -> UUID:
    """The act something is written in: the request's, or one of its own outside a request."""
    return _act.get() or uuid7()


@contextmanager
def one_act() -> Iterator[None]:
    """Everything written inside is one act; an act inside another is part of it."""
    if _act.get() is not None:
        yield
        return
    token = _act.set(uuid7())
    try:
        yield
    finally:
        _act.reset(token)
