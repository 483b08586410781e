"""A list's filter is one row: its condition, its choices on a page, its description, and who may use it.

filters = {"case": Filter("case"), "status": Filter("status", many=True), "due_before": Filter("due_on__lt")}

The compared columns decide who may use it (``core/columns.py``). A reference is filtered by id alone, so that nothing
reveals whether an invisible record exists. ``core/listing.py`` builds a list from its rows.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from . import access
from .columns import classes_of
from .fields import MomentField

# In an address the plus of "+00:00" becomes a space where it was not written as %2B.
LOST_PLUS = re.compile(r" (?=\d\d:\d\d$)")
WHEN = {"gte": "From this on.", "lte": "Until this.", "lt": "Before this.", "startswith": "Beginning so."}

# The label of a filter that a page keeps when it is in use, and does not draw.
NOT_DRAWN = ""


class MomentInAddress(MomentField):
    """A moment in an address."""

    default_error_messages = {"invalid": gettext_lazy("Skriv tidspunktet som 2027-03-01T00:00:00+00:00.")}

    def to_internal_value(self, value: Any) -> Any:
        return super().to_internal_value(LOST_PLUS.sub("+", value))


# The serializer field for each kind of compared column (the first match counts), and a sample value.
VALUES: list[tuple[type, Callable[..., Any], Any]] = [
    (models.ForeignKey, serializers.UUIDField, UUID(int=0)),
    (models.UUIDField, serializers.UUIDField, UUID(int=0)),
    (models.DateTimeField, MomentInAddress, dt.datetime(2027, 3, 1, tzinfo=dt.UTC)),
    (models.DateField, serializers.DateField, dt.date(2027, 3, 1)),
    (models.CharField, lambda **kwargs: serializers.CharField(max_length=100, **kwargs), "2027"),
]


@dataclass(frozen=True)
class Condition:
    """A choice of a filter that is no column: its words, and its condition on a given day."""

    label: Any
    asks: Callable[[dt.date], Q]


@dataclass(frozen=True, eq=False)
class Filter:
    """One filter of a list.

    ``lookup``: the comparison, as in ``filter()`` ("case", "held_on__gte", "status__phase"); ``also``: a further
    condition on the same related row; ``conditions``: choices that are no column, in place of a lookup; ``default``:
    the condition that applies without a choice; ``choices``: by default those of the column; ``many``: it may be given
    several times, and any of them matches; ``label``, ``unset``: its words on a page, and those of no choice. A list
    that a page offers says of each filter either its label or NOT_DRAWN.
    """

    lookup: str = ""
    also: Q = field(default_factory=Q)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    choices: Sequence[tuple[str, Any]] = ()
    many: bool = False
    default: str | None = None
    label: Any = None
    unset: Any = ""

    def __post_init__(self) -> None:
        if bool(self.lookup) == bool(self.conditions):
            raise ValueError("a filter has either a lookup or conditions")
        if self.default is not None and self.default not in self.conditions:
            raise ValueError(f"{self.default!r} is none of the filter's conditions")

    def column(self, model: type[models.Model]) -> Any:
        """The model's field that the lookup compares. Raises FieldDoesNotExist."""
        column: Any = None
        here: Any = model
        for name in self.lookup.split("__"):
            if here is not None:
                column = here._meta.get_field(name)
                here = column.related_model
        return column

    def options(self, model: type[models.Model]) -> list[tuple[str, Any]]:
        """Value and words of each choice; empty where any value can be given."""
        if self.conditions:
            return [(value, condition.label) for value, condition in self.conditions.items()]
        return list(self.choices or self.column(model).choices or ())

    def field_for(self, model: type[models.Model]) -> Any:
        """The serializer field that parses and describes its value. Raises TypeError for an unsupported column."""
        kwargs: dict[str, Any] = {"required": False, "help_text": self._described(model)}
        options = self.options(model)
        if options:
            kind = serializers.MultipleChoiceField if self.many else serializers.ChoiceField
            return kind(choices=options, **kwargs)
        return self._kind(model)[0](**kwargs)

    def samples(self, model: type[models.Model]) -> list[Any]:
        """Sample values: every choice, or one value of its kind."""
        return [value for value, _label in self.options(model)] or [self._kind(model)[1]]

    def asks(self, value: Any, today: dt.date) -> Q:
        """The condition for a value."""
        if self.conditions:
            return self.conditions[value].asks(today)
        return Q(**{f"{self.lookup}__in" if self.many else self.lookup: value}) & self.also

    @cache  # noqa: B019 - rows live as long as the program
    def classes(self, model: type[models.Model]) -> frozenset[str]:
        """The data classes it depends on: users who may not read one of them may not use it.

        Raises UnclassifiedField and TypeError where they cannot be determined.
        """
        today = timezone.localdate()
        asked = [self.asks([value] if self.many else value, today) for value in self.samples(model)]
        return frozenset().union(*(classes_of(QuerySet(model).filter(each)) for each in asked))

    def _kind(self, model: type[models.Model]) -> tuple[Callable[..., Any], Any]:
        for column, reads, sample in VALUES:
            if isinstance(self.column(model), column):
                return reads, sample
        raise TypeError(f"core.filters.VALUES does not say how {self.lookup!r} is read from an address")

    def _described(self, model: type[models.Model]) -> str:
        """Its text in the API's description: the comparison, and the roles that may not use it."""
        words = [WHEN[self.lookup.rpartition("__")[2]]] if self.lookup.rpartition("__")[2] in WHEN else []
        classes = self.classes(model)
        roles = [str(role) for role in access.RELATION_FOR_ROLE if not access.may_narrow(role, classes)]
        if roles:
            words.append(f"Not for every role ({', '.join(roles)}).")
        if not access.may_narrow("", classes, masked=True):
            words.append("Not in a masked list.")
        return " ".join(words)


def by_columns(*columns: str) -> dict[str, Filter]:
    """A filter for each of these columns, under the column's name."""
    return {column: Filter(column) for column in columns}
