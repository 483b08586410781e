"""Queries that are asked many times a second: put together once, and then only given their values.

For a short list, putting a queryset together takes longer than everything else. The rules stay where they are (in
``visible_to``): they are asked once, for a stand-in, and whatever they let the stand-in see is bound to the real user.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True)
class StandIn:
    """A user of a role whose ids are put in later. Has nothing else, so that a rule cannot depend on more unseen."""

    role: str
    pk: UUID
    municipality_id: UUID
    unit_id: UUID

    @classmethod
    def of(cls, role: str) -> "StandIn":
        """Nobody in particular, of a role."""
        return cls(role, uuid4(), uuid4(), uuid4())


class CompiledQuery:
    """The SQL of a queryset made for a stand-in. Holds for as long as its other values do, today's date among them."""

    def __init__(self, queryset: Any, somebody: StandIn) -> None:
        """Raises ValueError where the query does not ask who the user is: it would give everybody's rows."""
        names = {somebody.pk: "pk", somebody.municipality_id: "municipality_id", somebody.unit_id: "unit_id"}
        try:
            self.sql, params = queryset.query.sql_with_params()
        except EmptyResultSet:
            # A role that has no part in any case: there is nothing to ask.
            self.sql, params = "", ()
        self.params = [(names.get(param) if isinstance(param, UUID) else None, param) for param in params]
        if self.sql and not {"pk", "unit_id"} & {name for name, _ in self.params}:
            raise ValueError("the query does not ask who the user is")

    def rows(self, user: Any) -> list[tuple[Any, ...]]:
        """What the queryset would give for this user, who has the stand-in's role."""
        return self._ask(self.sql, user) if self.sql else []

    def count(self, user: Any) -> int:
        """How many rows it would give."""
        return int(self._ask(f"SELECT count(*) FROM ({self.sql}) found", user)[0][0]) if self.sql else 0  # noqa: S608

    def _ask(self, sql: str, user: Any) -> list[tuple[Any, ...]]:
        return _fetched(sql, [getattr(user, name) if name else param for name, param in self.params])


class CompiledLookup:
    """A question about some cases, children or other records, by their ids; most often about one.

    ``build`` makes the queryset, with ``values_list``, for a list of ids. For one it is put together once a day, as
    today's date may be in it. What a user may see is not asked here, but before.
    """

    def __init__(self, build: Callable[[Sequence[UUID]], Any]) -> None:
        self.build = build

    def __call__(self, ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
        """What the queryset gives for these ids. Raises ValueError for many where it gives the first few of one."""
        if len(ids) != 1:
            queryset = self.build(ids)
            if queryset.query.is_sliced:
                raise ValueError("the first few of many together would leave some out")
            return list(queryset)
        sql, params, stand_in = _for_one(self.build, timezone.localdate())
        return _fetched(sql, [ids[0] if param == stand_in else param for param in params])


@lru_cache(maxsize=256)
def _for_one(build: Callable[[Sequence[UUID]], Any], today: dt.date) -> tuple[str, tuple[Any, ...], UUID]:
    """The SQL for one record, and the id that stands in for it. Raises ValueError where it asks for none."""
    stand_in = uuid4()
    sql, params = build([stand_in]).query.sql_with_params()
    if stand_in not in params:
        raise ValueError("the query does not ask which record it is about")
    return sql, params, stand_in


def _fetched(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
