"""Tells the derived status that a case has changed, once for each transaction.

The derived data (phase and next step) lives in an app above those that write. The site names one function in
``CASE_CHANGED``; it is called with the ids of the changed cases before the transaction commits, so that the derived row
and its causes are written together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

_touched: ContextVar[set[UUID] | None] = ContextVar("touched_cases", default=None)


def case_changed(case_id: UUID) -> None:
    """Note that something a case's phase may depend on was written."""
    touched = _touched.get()
    if touched is None:
        import_string(settings.CASE_CHANGED)([case_id])
    else:
        touched.add(case_id)


@contextmanager
def collecting() -> Iterator[None]:
    """Collect the cases changed inside, and report each once at the end."""
    if _touched.get() is not None:
        yield
        return
    touched: set[UUID] = set()
    token = _touched.set(touched)
    try:
        yield
    finally:
        _touched.reset(token)
    _tell_of(touched)


def settle() -> None:
    """Update the derived data now, for an answer that includes it."""
    if touched := _touched.get():
        _tell_of(touched)
        touched.clear()


def _tell_of(touched: set[UUID]) -> None:
    # A request that was refused after it wrote is undone whole: nothing has changed, and no query may be asked.
    if touched and not connection.needs_rollback:
        import_string(settings.CASE_CHANGED)(sorted(touched))
