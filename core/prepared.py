"""Queries that run many times a second: compiled to SQL once, and then only given their values.

For a short list, building a queryset takes longer than running it. The access rules stay in ``visible_to``: they are
applied once, for a stand-in user, and the stand-in's ids are replaced by the real user's.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True)
class StandIn:
    """A user of a role whose ids are filled in later. It has no other attributes, so that no rule can depend on more
    unnoticed.
    """

    role: str
    pk: UUID
    municipality_id: UUID
    unit_id: UUID

    @classmethod
    def of(cls, role: str) -> "StandIn":
        """A stand-in for a role, with random ids."""
        return cls(role, uuid4(), uuid4(), uuid4())

    def named_in(self, params: Sequence[Any]) -> list[tuple[str | None, Any]]:
        """A query's parameters, each with the name of the user's attribute that replaces it.

        Raises ValueError where the query does not depend on the user: it would give everybody's rows.
        """
        names = {self.pk: "pk", self.municipality_id: "municipality_id", self.unit_id: "unit_id"}
        named = [(names.get(param) if isinstance(param, UUID) else None, param) for param in params]
        if not {"pk", "unit_id"} & {name for name, _ in named}:
            raise ValueError("the query does not ask who the user is")
        return named


class CompiledQuery:
    """The SQL of a queryset made for a stand-in. Valid as long as its other values are, today's date among them."""

    def __init__(self, queryset: Any, somebody: StandIn) -> None:
        """Raises ValueError where the query does not depend on the user."""
        try:
            self.sql, params = queryset.query.sql_with_params()
        except EmptyResultSet:
            # A role without any part in a case: there is nothing to query.
            self.sql, params = "", ()
        self.params = somebody.named_in(params) if self.sql else []

    def rows(self, user: Any) -> list[tuple[Any, ...]]:
        """The queryset's rows for this user, who has the stand-in's role."""
        return self._ask(self.sql, user) if self.sql else []

    def count(self, user: Any) -> int:
        """The number of rows for this user."""
        return int(self._ask(f"SELECT count(*) FROM ({self.sql}) found", user)[0][0]) if self.sql else 0  # noqa: S608

    def _ask(self, sql: str, user: Any) -> list[tuple[Any, ...]]:
        return fetched(sql, self._values(user))

    def _values(self, user: Any) -> list[Any]:
        return [getattr(user, name) if name else param for name, param in self.params]


# Rows that ``core.readtogether`` has read for lookups that are still to ask, by the lookup and its ids.
read_ahead: ContextVar[dict[Any, list[tuple[Any, ...]]] | None] = ContextVar("read_ahead", default=None)


class CompiledLookup:
    """A query for some cases, children or other records by their ids.

    ``build`` makes the queryset, with ``values_list``, for a list of ids. It is compiled once a day, because today's
    date may be in it, and the same SQL takes any number of ids. It checks no access: the caller has done so. What each
    use saves is noted beside it; the facts of one case take 2.3 ms of the process with it, and 11 without.
    """

    def __init__(self, build: Callable[[Sequence[UUID]], Any]) -> None:
        self.build = build

    def __call__(self, ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
        """The queryset's rows for these ids. Raises ValueError for several ids where the queryset is sliced."""
        if not ids:
            return []
        ahead = read_ahead.get()
        if ahead and (rows := ahead.get((self, tuple(ids)))) is not None:
            return rows
        lookup = _compiled(self.build, timezone.localdate())
        if len(ids) > 1 and lookup.is_sliced:
            raise ValueError("the first few of many together would leave some out")
        return fetched(lookup.sql, [list(ids) if param is None else param for param in lookup.params])


class _Compiled(NamedTuple):
    """SQL with a list of ids in place of each None parameter. A None in the queryset is part of the SQL itself."""

    sql: str
    params: tuple[Any, ...]
    is_sliced: bool


@lru_cache(maxsize=256)
def _compiled(build: Callable[[Sequence[UUID]], Any], today: dt.date) -> _Compiled:
    """The SQL for any number of ids. Raises ValueError where the query ignores the ids, or does not use ``__in``."""
    stand_in = uuid4()
    query = build([stand_in]).query
    sql, params = query.sql_with_params()
    return _Compiled(*for_any_ids(sql, params, stand_in), query.is_sliced)


def for_any_ids(sql: str, params: Sequence[Any], stand_in: UUID) -> tuple[str, tuple[Any, ...]]:
    """A query about one stand-in's id as SQL for any number of ids, with None in place of the id. Raises ValueError."""
    if stand_in not in params:
        raise ValueError("the query does not ask which record it is about")
    pieces = sql.split("%s")
    for place, param in enumerate(params):
        if param == stand_in:
            pieces[place], pieces[place + 1] = _any_of(pieces[place], pieces[place + 1])
    return "%s".join(pieces), tuple(None if param == stand_in else param for param in params)


def _any_of(before: str, after: str) -> tuple[str, str]:
    """``id IN (%s)`` as ``id = ANY(%s)``, which takes a list of any length."""
    if not (before.endswith(" IN (") and after.startswith(")")):
        raise ValueError("the query does not ask for its records as a list")
    return before.removesuffix(" IN (") + " = ANY(", after


def plain_rows(queryset: Any) -> list[tuple[Any, ...]]:
    """The rows of a queryset with ``values_list`` as the database gives them, like those of a CompiledLookup."""
    return fetched(*queryset.query.sql_with_params())


def fetched(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
