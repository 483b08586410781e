"""Children, and what is known around them."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions
from core import access, cpr
from core.api import Changed, Created, Listed, Removed, Shown
from core.filters import by_columns

from .. import serializers as own
from ..models import Child, Diagnosis, OtherMeasure, Placement, Schooling
from ..serializers import answers
from .base import ChildRecordViewSet


class ChildViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Children the user has a relation to. A coordinator creates them, and so gets a part."""

    queryset = Child.objects.in_danish_order()
    serializer_class = own.ChildSerializer
    sorts = ("born_on",)

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"municipality": self.request.user.municipality}

    # Whether this request wrote the child's gender or number, so that its answer, and no later one, holds the warning.
    wrote_identity = False

    def create_record(self, data: dict[str, Any]) -> Child:
        self.wrote_identity = True
        return actions.begin(by=self.request.user, **data)

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        self.wrote_identity = any(
            name in data and data[name] != getattr(record, name) for name in ("gender", "cpr_digest")
        )
        return super().change_record(record, data, expected)

    @extend_schema(request=own.BeginSerializer, responses={201: answers.Begun})
    @action(detail=False, methods=["post"], serializer_class=own.BeginSerializer)
    def begin(self, request: Request) -> Response:
        """Create a child with its school and placement, and open its case: all of it, or nothing."""
        return self.create(request)

    def answer(self, record: Child, *, status: int = 200) -> Response:
        """The child, with the other records it was created with."""
        if self.action != "begin":
            return super().answer(record, status=status)
        self.saw([record.pk], [])
        child = self.shown(own.ChildSerializer, record, many=False)
        parts = {
            "schooling": self._made(own.SchoolingSerializer, record.schoolings),
            "placement": self._made(own.PlacementSerializer, record.placements),
            "case": self._made(own.CaseSerializer, record.cases),
        }
        return Response({"url": child["url"], "warnings": child["warnings"], "child": child, **parts}, status=status)

    def _made(self, serializer_class: Any, records: Any) -> Any | None:
        record = records.order_by("created_at").first()
        return None if record is None else self.shown(serializer_class, record, many=False)

    @extend_schema(
        request=inline_serializer("RevealRequest", {"reason": serializers.CharField(max_length=300)}),
        responses=inline_serializer("Revealed", {"cpr": serializers.CharField()}),
    )
    @action(detail=True, methods=["post"], url_path="reveal-cpr", serializer_class=own.RevealSerializer)
    def reveal_cpr(self, request: Request, pk: Any = None) -> Response:
        """Show the CPR number, with a reason that is kept in the look-up log."""
        child = self.get_object()
        if not access.may_write(request.user, access.C):
            raise exceptions.PermissionDenied(_("Du har ikke adgang til CPR-nummeret."))
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.reveal_reason = asked.validated_data["reason"]
        self.saw([child.pk], [access.C])
        return Response({"cpr": cpr.formatted(child.cpr) if child.cpr else ""})


class PeriodViewSet(Listed, Shown, Created, Changed, Removed, ChildRecordViewSet):
    """Something that holds for a child from a day, until a day or still."""

    filters = by_columns("child")
    sorts = ("from_on", "until_on")

    def create_record(self, data: dict[str, Any]) -> Any:
        record = self.queryset.model(**data)
        actions.record_period(record, by=self.request.user)
        return record


class PlacementViewSet(PeriodViewSet):
    """The child's placements, from-to. ``end_present`` ends the present one the day before the new one."""

    queryset = Placement.objects.select_related("child__municipality", "institution").order_by("-from_on")
    serializer_class = own.PlacementSerializer


class SchoolingViewSet(PeriodViewSet):
    """The child's schooling, from-to. The supervisors follow the school.

    ``end_present`` ends the present schooling the day before the new one.
    """

    queryset = Schooling.objects.select_related("child__municipality", "school").order_by("-from_on")
    serializer_class = own.SchoolingSerializer

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        record = super().change_record(record, data, expected)
        actions.follow_school(record.child, by=self.request.user)
        return record

    def remove_record(self, record: Any, expected: int) -> None:
        super().remove_record(record, expected)
        actions.follow_school(record.child, by=self.request.user)


class DiagnosisViewSet(Listed, Shown, Created, Changed, Removed, ChildRecordViewSet):
    """Diagnoses that affect learning."""

    queryset = Diagnosis.objects.select_related("child").order_by("name")
    serializer_class = own.DiagnosisSerializer
    filters = by_columns("child")


class OtherMeasureViewSet(PeriodViewSet):
    """Other measures for child or family."""

    queryset = OtherMeasure.objects.select_related("child").order_by("-from_on")
    serializer_class = own.OtherMeasureSerializer
