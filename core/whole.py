"""All or nothing. A request of the API is one transaction, so what is written in it needs no savepoint of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass
class Request:
    """The transaction of one request. ``is_broken``: something in it was written in part only."""

    depth: int
    is_broken: bool = False


_request: ContextVar[Request | None] = ContextVar("request", default=None)


def _depth() -> int:
    return len(connection.savepoint_ids)


@contextmanager
def whole_request() -> Iterator[Request]:
    """The transaction of a request. Whoever opens it asks at its end whether it ``is_broken``, and then fails."""
    with transaction.atomic():
        request = Request(_depth())
        token = _request.set(request)
        try:
            yield request
        finally:
            _request.reset(token)


@contextmanager
def whole() -> Iterator[None]:
    """What is written inside is written whole or not at all: as ``transaction.atomic``, for less.

    Two statements are saved in a request's own transaction: a failure marks it as broken, and all of it is undone.
    Anywhere else, within a savepoint too, it is ``transaction.atomic`` itself.
    """
    request = _request.get()
    if request is None or request.depth != _depth():
        with transaction.atomic():
            yield
        return
    try:
        yield
    except BaseException:
        request.is_broken = True
        raise
