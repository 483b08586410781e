"""A list's filter is one row: how it narrows, its choices on a page, its description, and who may use it.

    filters = {"case": Filter("case"), "status": Filter("status", many=True), "due_before": Filter("due_on__lt")}

Who may use it follows from the columns it asks about (``core/columns.py``). A reference is filtered by its id alone:
whether a thing one may not see exists is not told. ``core/listing.py`` puts a list together from its rows.
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

# An address has a space where the plus of "+00:00" was not written as %2B.
LOST_PLUS = re.compile(r" (?=\d\d:\d\d$)")
WHEN = {"gte": "From this on.", "lte": "Until this.", "lt": "Before this.", "startswith": "Beginning so."}


class MomentInAddress(MomentField):
    """A moment named in an address."""

    default_error_messages = {"invalid": gettext_lazy("Skriv tidspunktet som 2027-03-01T00:00:00+00:00.")}

    def to_internal_value(self, value: Any) -> Any:
        return super().to_internal_value(LOST_PLUS.sub("+", value))


# How a value is read, by the column it is compared with (the first that fits), and a value of that kind.
VALUES: list[tuple[type, Callable[..., Any], Any]] = [
    (models.ForeignKey, serializers.UUIDField, UUID(int=0)),
    (models.UUIDField, serializers.UUIDField, UUID(int=0)),
    (models.DateTimeField, MomentInAddress, dt.datetime(2027, 3, 1, tzinfo=dt.UTC)),
    (models.DateField, serializers.DateField, dt.date(2027, 3, 1)),
    (models.CharField, lambda **told: serializers.CharField(max_length=100, **told), "2027"),
]


@dataclass(frozen=True)
class Condition:
    """One choice of a filter that is no column: its words, and what it asks of the list's records on a given day."""

    label: Any
    asks: Callable[[dt.date], Q]


@dataclass(frozen=True, eq=False)
class Filter:
    """One filter of a list.

    ``lookup``: what is compared, as ``filter()`` has it ("case", "held_on__gte", "status__phase");
    ``also``: what has to hold together with it, on the same related row;
    ``conditions``: choices that are no column, in place of a lookup;
    ``default``: the condition that holds where none is asked;
    ``choices``: those of the column unless given;
    ``many``: it may be given several times, and each is let through;
    ``label``, ``unset``: its words on a page, and those of no choice. Without a label a page does not draw it.
    """

    lookup: str = ""
    also: Q = field(default_factory=Q)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    choices: Sequence[tuple[str, Any]] = ()
    many: bool = False
    default: str | None = None
    label: Any = ""
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
        """Value and words of each choice; empty where anything can be asked."""
        if self.conditions:
            return [(value, condition.label) for value, condition in self.conditions.items()]
        return list(self.choices or self.column(model).choices or ())

    def field_for(self, model: type[models.Model]) -> Any:
        """The serializer field that reads its value and describes it. Raises TypeError for a column it cannot read."""
        told: dict[str, Any] = {"required": False, "help_text": self._described(model)}
        options = self.options(model)
        if options:
            kind = serializers.MultipleChoiceField if self.many else serializers.ChoiceField
            return kind(choices=options, **told)
        return self._kind(model)[0](**told)

    def samples(self, model: type[models.Model]) -> list[Any]:
        """Values it takes: every choice, or one of its kind."""
        return [value for value, _label in self.options(model)] or [self._kind(model)[1]]

    def asks(self, value: Any, today: dt.date) -> Q:
        """The condition for a value."""
        if self.conditions:
            return self.conditions[value].asks(today)
        return Q(**{f"{self.lookup}__in" if self.many else self.lookup: value}) & self.also

    @cache  # noqa: B019 - rows live as long as the program
    def classes(self, model: type[models.Model]) -> frozenset[str]:
        """The data classes it asks about: who may not read one of them may not use it.

        Raises UnclassifiedField and TypeError where that cannot be told.
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
        """What the API's description says: how it compares, and for whom it is not."""
        words = [WHEN[self.lookup.rpartition("__")[2]]] if self.lookup.rpartition("__")[2] in WHEN else []
        classes = self.classes(model)
        roles = [str(role) for role in access.RELATION_FOR_ROLE if not access.may_narrow(role, classes)]
        if roles:
            words.append(f"Not for every role ({', '.join(roles)}).")
        if not access.may_narrow("", classes, masked=True):
            words.append("Not in a masked list.")
        return " ".join(words)


def by_columns(*columns: str) -> dict[str, Filter]:
    """A filter by each of these columns, under its own name."""
    return {column: Filter(column) for column in columns}
