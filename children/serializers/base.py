"""The common base of serializers of records about a child."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db import models
from rest_framework import serializers

from core.bodies import Body
from core.serializers import RecordSerializer, VisibleRelated

from ..models import Case, CaseRecord, Child

RECORD = ["id", "url", "version", "abilities", "restricted", "changed_at"]


def own_fields(model: type[models.Model]) -> list[str]:
    """The names of the fields a model adds to its bases, in their order.

    A serializer that lists them gives a new field of the model too, to the users who may read its data class.
    """
    inherited = {field.name for base in model.__mro__[1:] if hasattr(base, "_meta") for field in base._meta.fields}
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field.name for field in fields if field.name not in inherited]


class ActionSerializer(Body):
    """The input of an action that is no record of its own."""


class OptionalDatesActionSerializer(ActionSerializer):
    """The input of a verb, from a form whose empty date means none."""

    def to_internal_value(self, data: Any) -> Any:
        empty = {name for name, field in self.fields.items() if isinstance(field, serializers.DateField)}
        if isinstance(data, Mapping):
            data = {name: value for name, value in data.items() if value != "" or name not in empty}
        return super().to_internal_value(data)


class OfChildSerializer(RecordSerializer):
    """A record created for a child, which is named on creation."""

    child = VisibleRelated(queryset=Child.objects.select_related("municipality"))

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        child = attrs.get("child")
        return {"municipality": child.municipality} if child else {}


class CaseNamed:
    """The case a form names, read only where the version of its intervention matters."""

    def __init__(self, form: Any) -> None:
        self._form = form

    @cached_property
    def model_version(self) -> int | None:
        """The version of the intervention; None for a case this user may not know of."""
        sent, field = getattr(self._form, "initial_data", None), getattr(self._form, "fields", {}).get("case")
        if field is None or not isinstance(sent, Mapping):
            return None
        try:
            return int(field.run_validation(sent.get("case")).model_version)
        except serializers.ValidationError:
            return None


class InCaseSerializer(RecordSerializer):
    """A record of a case: its abilities depend on the version of the intervention the case follows."""

    def about(self, record: Any) -> Any:
        """The record; for a new one, the form's own record, or the case its body names."""
        if record is not None:
            return record
        form: Any = self.root
        return form.instance if isinstance(form.instance, CaseRecord) else getattr(form, "case_named", None)

    @cached_property
    def case_named(self) -> CaseNamed:
        """The case named in the input."""
        return CaseNamed(self)


class OfCaseSerializer(InCaseSerializer):
    """A record created in a case, which is named on creation. Put "case" in ``Meta.fields`` and ``Meta.fixed``."""

    case = VisibleRelated(queryset=Case.objects.select_related("child", "municipality"))

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        case = attrs.get("case")
        return {**super().defaults(attrs), "child": case.child, "municipality": case.municipality} if case else {}

    def validate_case(self, case: Case) -> Case:
        """Raises ReadOnlyRecord for a closed case."""
        # Saving would be refused too; refused here, the user gets no other errors of the form first.
        case.demand_open()
        return case
