"""Records read by their ids, with a query compiled once a day; ``core.prepared`` does the same for rows.

Reading a case with its child takes 0.4 ms of the process with it, and 1.2 where the queryset is built each time.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.query import get_related_populators
from django.utils import timezone

from .prepared import StandIn, fetched, for_any_ids


class CompiledRecords:
    """A query for some records by their ids. ``build`` makes its queryset for a list of ids.

    It checks no access: the caller has done so.
    """

    def __init__(self, build: Callable[[Sequence[UUID]], Any]) -> None:
        self.build = build

    def __call__(self, ids: Sequence[UUID]) -> list[Any]:
        """The records with these ids."""
        return _reading(self.build, timezone.localdate()).records(None, list(ids)) if ids else []


class VisibleRecords:
    """A query for some records by their ids, among those a user may see.

    ``build`` makes its queryset for a user and a list of ids, and asks ``visible_to``. It is compiled for each role,
    for a stand-in of the user.
    """

    def __init__(self, build: Callable[[Any, Sequence[UUID]], Any]) -> None:
        self.build = build

    def __call__(self, user: Any, ids: Sequence[UUID]) -> list[Any]:
        """The records with these ids that the user may see."""
        return _reading_for(self.build, user.role, timezone.localdate()).records(user, list(ids)) if ids else []

    def is_possible_for(self, role: str) -> bool:
        """Whether the query of this role can be compiled: it depends on the user alone, and reads nothing apart."""
        try:
            _reading_for(self.build, role, timezone.localdate())
        except (ValueError, AttributeError):
            return False
        return True


class _Reading:
    """A compiled query, and how its rows become records: what Django's ``ModelIterable`` finds out for each query."""

    def __init__(self, queryset: Any, stand_in: UUID, somebody: StandIn | None = None) -> None:
        """Raises ValueError where the query ignores the ids or the user, or does more than read records."""
        if queryset.query.is_sliced:
            raise ValueError("the first few of many together would leave some out")
        if queryset._prefetch_related_lookups or queryset.query.annotation_select:
            raise ValueError("prefetches and annotations are not compiled")
        self.compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            # A role without any part in a case: there is nothing to query.
            self.sql = ""
            return
        named = somebody.named_in(params) if somebody else [(None, param) for param in params]
        self.sql, values = for_any_ids(sql, params, stand_in)
        self.params = [(name, value) for (name, _param), value in zip(named, values, strict=True)]
        selected, infos = self.compiler.select, self.compiler.klass_info
        self.model, (self.start, *_between, last) = infos["model"], infos["select_fields"]
        self.end = last + 1
        self.names = [column.target.attname for column, *_sql in selected[self.start : self.end]]
        self.related = get_related_populators(infos, selected, connection.alias)  # type: ignore[call-arg]
        self.converters = self.compiler.get_converters([column for column, *_sql in selected])

    def records(self, user: Any, ids: list[UUID]) -> list[Any]:
        """The records of this user, or of anybody where the query asks for no user."""
        if not self.sql:
            return []
        rows: Any = fetched(self.sql, [self._value(name, value, user, ids) for name, value in self.params])
        return [self._record(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def _value(self, name: str | None, value: Any, user: Any, ids: list[UUID]) -> Any:
        if name:
            return getattr(user, name)
        return ids if value is None else value

    def _record(self, row: Sequence[Any]) -> Any:
        record = self.model.from_db(connection.alias, self.names, row[self.start : self.end])
        for each in self.related:
            each.populate(row, record)
        return record


@lru_cache(maxsize=64)
def _reading(build: Callable[[Sequence[UUID]], Any], today: dt.date) -> _Reading:
    """Compiled anew each day, because a query may hold the date."""
    stand_in = uuid4()
    return _Reading(build([stand_in]), stand_in)


@lru_cache(maxsize=256)
def _reading_for(build: Callable[[Any, Sequence[UUID]], Any], role: str, today: dt.date) -> _Reading:
    stand_in, somebody = uuid4(), StandIn.of(role)
    return _Reading(build(somebody, [stand_in]), stand_in, somebody)
