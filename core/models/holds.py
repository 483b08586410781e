"""Checks a constraint in Python, without the database.

Django checks each constraint with a query in a savepoint of its own: three statements each, and most constraints only
compare two dates. This module only gives a certain yes. Anything uncertain is left to Django's own check, so a broken
constraint is always reported by the database, with its own message.
"""

import operator
from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP

EQUAL = {"", "exact"}
COMPARED = {
    **dict.fromkeys(EQUAL, operator.eq),
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class _NotCertainError(Exception):
    """The condition holds something that only the database can evaluate."""


def plainly_holds(constraint: models.BaseConstraint, record: Any) -> bool:
    """Whether the record certainly keeps this constraint. As in SQL, an unknown result keeps a check.

    A record that a unique constraint is not about, by its condition, keeps that.
    """
    is_check, is_unique = (
        isinstance(constraint, models.CheckConstraint),
        isinstance(constraint, models.UniqueConstraint),
    )
    condition: Any = getattr(constraint, "condition", None)
    if not (is_check or is_unique) or not isinstance(condition, models.Q):
        return False
    try:
        truth = _truth(condition, record)
    except (_NotCertainError, TypeError):
        return False
    return truth is not False if is_check else truth is not True


def _truth(condition: Any, record: Any) -> bool | None:
    """SQL's three values: true, false, or None where a compared value is empty."""
    if not isinstance(condition, models.Q):
        lookup, wanted = condition
        return _compared(lookup, wanted, record)
    parts = [_truth(child, record) for child in condition.children]
    decisive = {models.Q.OR: True, models.Q.AND: False}.get(condition.connector)
    if decisive is None:
        raise _NotCertainError
    found = decisive if decisive in parts else None if None in parts else not decisive
    return found if found is None or not condition.negated else not found


def _compared(lookup: str, wanted: Any, record: Any) -> bool | None:
    name, _separator, kind = lookup.partition(LOOKUP_SEP)
    value, other = _value(name, record), _wanted(wanted, record)
    if kind == "in":
        return _is_among(value, other)
    if kind == "isnull":
        return (value is None) is other
    if kind in EQUAL and wanted is None:
        return value is None
    if hasattr(other, "resolve_expression"):
        raise _NotCertainError
    if value is None or other is None:
        return None
    # The database has its own rules for the order of texts.
    if kind not in COMPARED or (kind not in EQUAL and isinstance(value, str)):
        raise _NotCertainError
    return bool(COMPARED[kind](value, other))


def _is_among(value: Any, others: Any) -> bool | None:
    if not isinstance(others, list | tuple | set | frozenset) or None in others:
        raise _NotCertainError
    return None if value is None else value in others


def _wanted(wanted: Any, record: Any) -> Any:
    named: Any = wanted
    return _value(named.name, record) if isinstance(wanted, models.F) else wanted


def _value(name: str, record: Any) -> Any:
    if name not in {field.name for field in record._meta.concrete_fields}:
        raise _NotCertainError
    value = getattr(record, record._meta.get_field(name).attname)
    if hasattr(value, "resolve_expression"):
        raise _NotCertainError
    return value
