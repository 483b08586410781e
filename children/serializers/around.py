"""What is known around the child: where it lives and goes to school, diagnoses, other measures."""

from rest_framework import serializers

from core import access

from ..models import Diagnosis, OtherMeasure, Placement, Schooling
from .base import RECORD, OfChildSerializer


class PlacementSerializer(OfChildSerializer):
    """A placement."""

    class Meta:
        model = Placement
        route = "placement-detail"
        record_class = access.B
        fixed = {"child"}
        fields = [
            *[*RECORD, "child", "kind", "place", "institution", "placing_municipality", "basis", "grounds"],
            *["from_on", "until_on"],
        ]


class SchoolingSerializer(OfChildSerializer):
    """A time in a class at a school."""

    school_name = serializers.CharField(source="school.name", read_only=True)

    class Meta:
        model = Schooling
        route = "schooling-detail"
        record_class = access.B
        fixed = {"child"}
        classes = {"school_name": access.B}
        fields = [
            *[*RECORD, "child", "school", "school_name", "grade", "class_name", "provision", "from_on", "until_on"]
        ]


class DiagnosisSerializer(OfChildSerializer):
    """A diagnosis."""

    class Meta:
        model = Diagnosis
        route = "diagnosis-detail"
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
