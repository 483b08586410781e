"""Facts around the child: home and school, diagnoses, other measures."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core import access

from .. import actions
from ..models import Child, Diagnosis, OtherMeasure, Placement, Schooling
from .base import RECORD, OfChildSerializer


class SuccessionSerializer(OfChildSerializer):
    """A period that may follow the present one, which then ends the day before."""

    end_present = serializers.BooleanField(write_only=True, required=False, default=False)
    end_present_label: ClassVar[Any]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if self.instance is not None:
            fields.pop("end_present", None)
        elif "end_present" in fields:
            fields["end_present"].label = self.end_present_label
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ends the present period if the user asks for it. Raises ValidationError where periods overlap."""
        # Two users who write a child's periods at once wait for each other, so that the second gets the overlap error.
        child = self.instance.child_id if self.instance is not None else attrs["child"].pk
        Child.objects.select_for_update().get(pk=child)
        # The present period ends first, so that the model's overlap rule checks the result. The request is one
        # transaction: a refusal leaves the present period as it was.
        if attrs.pop("end_present", False):
            actions.end_present(
                self.Meta.model,  # type: ignore[arg-type]
                child=attrs["child"],
                before=attrs["from_on"],
                by=self.user,
            )
        return super().validate(attrs)


class PlacementSerializer(SuccessionSerializer):
    """A placement."""

    end_present_label = _("Afslut den nuværende anbringelse dagen før")

    class Meta:
        model = Placement
        route = "placement-detail"
        record_class = access.B
        fixed = {"child"}
        classes = {"end_present": access.B}
        fields = [
            *[*RECORD, "child", "kind", "place", "institution", "placing_municipality", "basis", "grounds"],
            *["from_on", "until_on", "end_present"],
        ]


class SchoolingSerializer(SuccessionSerializer):
    """A time in a class at a school."""

    end_present_label = _("Afslut det nuværende skoleforhold dagen før")
    school_name = serializers.CharField(source="school.name", read_only=True)

    class Meta:
        model = Schooling
        route = "schooling-detail"
        record_class = access.B
        fixed = {"child"}
        classes = {"school_name": access.B, "end_present": access.B}
        fields = [
            *[*RECORD, "child", "school", "school_name", "grade", "class_name", "provision", "from_on", "until_on"],
            "end_present",
        ]


class DiagnosisSerializer(OfChildSerializer):
    """A diagnosis."""

    class Meta:
        model = Diagnosis
        route = "diagnosis-detail"
        # The model reports a duplicate diagnosis at its name; DRF's own validator would not.
        validators: ClassVar[list[Any]] = []
        record_class = access.G
        fixed = {"child"}
        fields = [*RECORD, "child", "name", "affects_learning", "established_on", "note"]


class OtherMeasureSerializer(OfChildSerializer):
    """Another measure for the child or the family."""

    class Meta:
        model = OtherMeasure
        route = "othermeasure-detail"
        record_class = access.F
        fixed = {"child"}
        fields = [*RECORD, "child", "kind", "note", "from_on", "until_on"]
