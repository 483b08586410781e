"""All or nothing. A request of the API is one transaction, so its writes need no savepoints of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass
class Request:
    """The transaction of one request. ``is_broken``: a write in it was left incomplete."""

    depth: int
    is_broken: bool = False


_request: ContextVar[Request | None] = ContextVar("request", default=None)


def _depth() -> int:
    return len(connection.savepoint_ids)


@contextmanager
def whole_request() -> Iterator[Request]:
    """The transaction of a request. The caller checks at its end whether it ``is_broken``, and then fails."""
    with transaction.atomic():
        request = Request(_depth())
        token = _request.set(request)
        try:
            yield request
        finally:
            _request.reset(token)


@contextmanager
def whole() -> Iterator[None]:
    """Everything written inside is written completely or not at all: a cheaper ``transaction.atomic``.

    It saves two statements in a request's own transaction, where a failure marks the transaction as broken, so that all
    of it is rolled back. Anywhere else, in a savepoint too, it is ``transaction.atomic`` itself.
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
