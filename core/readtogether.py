"""Several compiled lookups about the same records, read with one statement.

Sending a statement and taking its answer costs 0.2 ms of the process and some of the database's, however few its rows.
The front page of a case reads fourteen lookups: together they take 0.7 ms of the process, and one by one 3.0.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import orjson
from django.utils import timezone

from .prepared import CompiledLookup, fetched, for_any_ids, read_ahead

Asked = Sequence[tuple[CompiledLookup, Sequence[UUID]]]
# How a value comes back from JSON, by its field; as it is for the others here.
FROM_JSON: dict[str, Callable[[Any], Any] | None] = {
    "UUIDField": UUID,
    "DateField": dt.date.fromisoformat,
    "DateTimeField": dt.datetime.fromisoformat,
    # As the database's driver gives it, the JSON inside still as text.
    "ArrayField": lambda values: [json.dumps(value, ensure_ascii=False) for value in values],
    **dict.fromkeys(("CharField", "TextField", "BooleanField", "IntegerField", "PositiveSmallIntegerField")),
}


@contextmanager
def read_together(asked: Asked) -> Iterator[None]:
    """Inside, each of these lookups gives, for these very ids, what was read at the beginning with one statement.

    Nothing they read may be written inside.
    """
    already = read_ahead.get() or {}
    missing = [(lookup, tuple(ids)) for lookup, ids in asked if ids and (lookup, tuple(ids)) not in already]
    token = read_ahead.set({**already, **_read(missing)} if missing else already)
    try:
        yield
    finally:
        read_ahead.reset(token)


def _read(asked: list[tuple[CompiledLookup, tuple[UUID, ...]]]) -> dict[Any, list[tuple[Any, ...]]]:
    compiled = _compiled(tuple(lookup for lookup, _ids in asked), timezone.localdate())
    for part, (_lookup, ids) in zip(compiled.parts, asked, strict=True):
        part.demand_whole(ids)
    params = [
        list(ids) if value is None else value
        for part, (_lookup, ids) in zip(compiled.parts, asked, strict=True)
        for value in part.params
    ]
    [found] = fetched(compiled.sql, params)
    return {key: part.rows(text) for key, part, text in zip(asked, compiled.parts, found, strict=True)}


class _Part(NamedTuple):
    """One of the lookups: its parameters with None in place of the ids, and how its columns are read."""

    params: tuple[Any, ...]
    readers: tuple[Callable[[Any], Any] | None, ...]
    is_sliced: bool

    def demand_whole(self, ids: Sequence[UUID]) -> None:
        """Raises ValueError for several ids where the queryset is sliced."""
        if self.is_sliced and len(ids) > 1:
            raise ValueError("the first few of many together would leave some out")

    def rows(self, text: str | None) -> list[tuple[Any, ...]]:
        """The lookup's rows from the JSON of its part of the answer."""
        return [
            tuple(
                value if reader is None or value is None else reader(value)
                for reader, value in zip(self.readers, row, strict=True)
            )
            for row in (orjson.loads(text) if text else ())
        ]


class _Together(NamedTuple):
    sql: str
    parts: tuple[_Part, ...]


@lru_cache(maxsize=32)
def _compiled(lookups: tuple[CompiledLookup, ...], today: dt.date) -> _Together:
    """Compiled anew each day, as each of the lookups is. Raises KeyError for a field that JSON is not known of."""
    selected, parts = [], []
    for lookup in lookups:
        stand_in = uuid4()
        query = lookup.build([stand_in]).query
        compiler = query.get_compiler("default")
        plain, values = compiler.as_sql()
        sql, params = for_any_ids(plain, values, stand_in)
        readers = tuple(FROM_JSON[_kind(column.output_field)] for column, *_sql in compiler.select)
        columns = ", ".join(f"c{place}" for place in range(len(readers)))
        selected.append(f"(SELECT json_agg(json_build_array({columns})) FROM ({sql}) each ({columns}))::text")  # noqa: S608
        parts.append(_Part(params, readers, query.is_sliced))
    return _Together(f"SELECT {', '.join(selected)}", tuple(parts))


def _kind(field: Any) -> str:
    """The kind of a column's values; of a reference, that of the key it points at."""
    while field.is_relation:
        field = field.target_field
    return str(field.get_internal_type())
