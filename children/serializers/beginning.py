"""Everything needed to create a child, validated together: the child, its school and placement, and its case."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers
from rest_framework.fields import empty

from core import access
from core.serializers import RecordSerializer

from ..models import Child
from .around import PlacementSerializer, SchoolingSerializer
from .base import OfChildSerializer
from .case import CaseSerializer
from .child import ChildSerializer

PARTS = {"schooling", "placement", "case"}


class OwnMunicipality:
    """The name of the user's own municipality, as the default."""

    requires_context = True

    def __call__(self, field: Any) -> str:
        return str(field.context["request"].user.municipality)


class OfNewChildSerializer(OfChildSerializer):
    """A record of the child created in the same request. Its rules check against the child as typed."""

    child = None  # type: ignore[assignment]

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        whole: Any = self.parent
        child = whole.as_typed
        return {"child": child, **super().defaults({**attrs, "child": child})}

    def unchecked(self) -> set[str]:
        # The child does not exist yet, so no rule can compare it with the database.
        return {*super().unchecked(), "child"}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Runs the model's rules alone."""
        # A new child has no other period to end, and nobody else writes about it.
        return RecordSerializer.validate(self, attrs)


class FirstSchoolingSerializer(OfNewChildSerializer, SchoolingSerializer):
    """A new child's schooling, from today by default."""

    end_present = None  # type: ignore[assignment]

    class Meta(SchoolingSerializer.Meta):
        fields: ClassVar[list[str]] = ["school", "grade", "class_name", "provision", "from_on", "until_on"]
        extra_kwargs: ClassVar[Any] = {"from_on": {"default": timezone.localdate}}


class FirstPlacementSerializer(OfNewChildSerializer, PlacementSerializer):
    """A new child's placement, from today and placed by the user's own municipality by default."""

    end_present = None  # type: ignore[assignment]

    class Meta(PlacementSerializer.Meta):
        fields: ClassVar[list[str]] = [
            *["kind", "place", "institution", "placing_municipality", "basis", "grounds", "from_on", "until_on"]
        ]
        # The municipality is filled in by default; a kind of placement was chosen by somebody.
        extra_kwargs: ClassVar[Any] = {
            "kind": {"style": {"begins": True}},
            "placing_municipality": {"default": OwnMunicipality(), "style": {"begins": False}},
            "from_on": {"default": timezone.localdate},
        }


class FirstCaseSerializer(OfNewChildSerializer, CaseSerializer):
    """A new child's case, with the user as coordinator."""

    class Meta(CaseSerializer.Meta):
        fields: ClassVar[list[str]] = ["opened_on"]
        # In a form the day alone says that a case is to be opened.
        extra_kwargs: ClassVar[Any] = {"opened_on": {"required": False, "style": {"begins": True}}}


class BeginSerializer(ChildSerializer):
    """A new child with everything known from the start. A part that is left out, or null, is not created."""

    schooling = FirstSchoolingSerializer(required=False, allow_null=True, write_only=True)
    placement = FirstPlacementSerializer(required=False, allow_null=True, write_only=True)
    case = FirstCaseSerializer(required=False, allow_null=True, write_only=True)

    class Meta(ChildSerializer.Meta):
        classes = {**ChildSerializer.Meta.classes, "schooling": access.B, "placement": access.B, "case": access.A}
        fields = [
            *["first_name", "last_name", "born_on", "gender", "cpr", "name_protected", "reading_help"],
            *["parents_contact", "schooling", "placement", "case"],
        ]

    def run_validation(self, data: Any = empty) -> Any:
        """Errors of the child and of its parts come together, also those of rules over several fields."""
        self.as_typed = self._as_typed(data)
        try:
            return super().run_validation(data)
        except serializers.ValidationError as error:
            wrong: Any = error.detail
            if isinstance(data, Mapping) and set(wrong) <= PARTS:
                wrong = {**self._wrong_with_the_child(data), **wrong}
            raise serializers.ValidationError(wrong) from None

    def _wrong_with_the_child(self, data: Mapping[str, Any]) -> dict[str, Any]:
        try:
            super().run_validation({name: value for name, value in data.items() if name not in PARTS})
        except serializers.ValidationError as error:
            return dict(error.detail)  # type: ignore[arg-type]
        return {}

    def _as_typed(self, data: Any) -> Child:
        """The child as far as its parts' rules need it: its municipality, and its birth date if that can be read."""
        child = Child(municipality=self.user.municipality)
        born_on = self.fields["born_on"]
        with suppress(serializers.ValidationError, serializers.SkipField):
            child.born_on = born_on.run_validation(data.get("born_on", empty) if isinstance(data, Mapping) else empty)
        return child
