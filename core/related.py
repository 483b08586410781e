"""Rows that were just written, cached for the next reader of the record."""

from collections.abc import Iterable
from typing import Any


def known_related(record: Any, name: str, rows: Iterable[Any]) -> None:
    """Let ``record.<name>.all()`` give these rows without a query, as after ``prefetch_related``."""
    known = getattr(record, name).all()
    known._result_cache, known._prefetch_done = list(rows), True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known
