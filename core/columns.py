"""The data classes a query depends on: a filter or an order reveals what it compares."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.expressions import Col, RawSQL
from django.db.models.lookups import Lookup
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

from .access import data_class


def classes_of(queryset: QuerySet[Any]) -> frozenset[str]:
    """The data class of every column in the queryset's conditions, order and joins, subqueries included.

    Read from the query itself, so that no column is overlooked. Raises UnclassifiedField for a column without a class,
    and TypeError for what it cannot inspect (raw SQL).
    """
    query = queryset.query
    ordered = [_resolved(each, query) for each in query.order_by]
    return frozenset(data_class(model, name) for node in (query, *ordered) for model, name in _columns(node))


def _resolved(ordering: Any, query: Query) -> Any:
    if isinstance(ordering, str):
        return query.resolve_ref(ordering.removeprefix("-"))
    return ordering.resolve_expression(query)


def _columns(node: Any) -> Iterator[tuple[type[Model], str]]:
    """Model and field name of each column below a node of a query."""
    if isinstance(node, Col):
        yield node.target.model, node.target.name
        return
    if isinstance(node, Query):
        yield from _joined(node)
    for each in _below(node):
        yield from _columns(each)


def _joined(query: Query) -> Iterator[tuple[type[Model], str]]:
    """The foreign key of each join; for a reverse relation the one at its other end."""
    for join in query.alias_map.values():
        field = getattr(join, "join_field", None)
        if field is not None:
            field = getattr(field, "field", field)
            yield field.model, field.name


def _below(node: Any) -> list[Any]:
    """The parts of a node; a plain value has none."""
    if isinstance(node, Query):
        return [node.where, *node.select, *node.annotations.values()]
    if isinstance(node, WhereNode):
        return list(node.children)
    if isinstance(node, Lookup):
        return [node.lhs, node.rhs]
    if isinstance(node, RawSQL):
        raise TypeError(f"nobody can tell what {node!r} reads")
    if hasattr(node, "query"):
        return [node.query]
    parts = node.get_source_expressions() if hasattr(node, "get_source_expressions") else []
    return [each for each in parts if each is not None]
