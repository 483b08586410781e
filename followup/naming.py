"""Names of records and of the values of references, read at once for everything on a page."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from core import access
from core.danish import inside, short_date

# The field that names a record of each model.
WHICH = {
    "meetings.Meeting": "kind",
    "support.Sparring": "held_on",
    "support.Contact": "held_on",
    "assessments.AssessmentPart": "kind",
    "goals.Goal": "title",
    "goals.Dream": "told_on",
    "goals.Agreement": "owner",
    "children.Schooling": "school",
    "children.Placement": "place",
    "children.Diagnosis": "name",
    "children.OtherMeasure": "kind",
    "children.Release": "to_member",
    "children.NetworkMember": "name",
    "children.Handover": "to_user",
    "followup.Postponement": "step",
    "meetings.GoalReview": "goal",
    "meetings.Attendance": "member",
}
# The field that names a referenced record; a reference to another model says nothing to a reader.
NAMED_BY = {
    "children.Adult": "name",
    "children.NetworkMember": "name",
    "accounts.User": "name",
    "accounts.School": "name",
    "goals.Goal": "title",
}


class Naming:
    """Names of some records, and of the values of some reference fields. One query for each model."""

    def __init__(
        self, records: Iterable[tuple[str, UUID]], references: Iterable[tuple[Any, Sequence[Any]]] = ()
    ) -> None:
        """``records``: model label and id of each. ``references``: a field and the values to name."""
        self.records = _records(records)
        fields = [(type(record)._meta.get_field(WHICH[record._meta.label]), record) for record in self.records.values()]
        own = [(field, [getattr(record, field.attname)]) for field, record in fields]
        self.names = _names([*own, *references])

    def which(self, label: str, record_id: UUID, user: Any) -> str:
        """The name of a record inside a sentence; "" where ``user`` may not know it."""
        record, name = self.records.get(record_id), WHICH.get(label)
        if record is None or name is None:
            return ""
        field = type(record)._meta.get_field(name)
        if not access.may_read(user, access.data_class(record._meta.model, name)):
            return ""
        value = self.value(field, getattr(record, field.attname))
        return inside(value) if field.choices else value

    def value(self, field: Any, value: Any) -> str:
        """A field's value in words."""
        if value in (None, ""):
            return ""
        if field.is_relation:
            return self.names.get(str(value), "")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("ja") if value else _("nej")
        return short_date(str(value)) if isinstance(field, models.DateField) else str(value)


def _records(wanted: Iterable[tuple[str, UUID]]) -> dict[UUID, Any]:
    """The records that still exist, by id."""
    by_model: dict[str, set[UUID]] = {}
    for label, record_id in wanted:
        if label in WHICH:
            by_model.setdefault(label, set()).add(record_id)
    found: dict[UUID, Any] = {}
    for label, ids in by_model.items():
        found |= apps.get_model(label)._base_manager.in_bulk(list(ids))
    return found


def _names(references: Iterable[tuple[Any, Sequence[Any]]]) -> dict[str, str]:
    """The names of these references, by id."""
    wanted: dict[str, set[str]] = {label: set() for label in NAMED_BY}
    for field, values in references:
        if field.is_relation and field.related_model._meta.label in wanted:
            wanted[field.related_model._meta.label] |= {str(value) for value in values if value}
    names: dict[str, str] = {}
    for label, ids in wanted.items():
        rows = apps.get_model(label)._base_manager.filter(pk__in=ids).values_list("pk", NAMED_BY[label]) if ids else ()
        names |= {str(pk): name for pk, name in rows}
    return names
