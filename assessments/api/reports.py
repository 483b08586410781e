"""The reports of assessments."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import Changed, Created, Listed, Shown
from core.problems import Refused

from ..cards import report_card
from ..models import AssessmentReport
from ..serializers import ReportSerializer
from .base import AssessmentRecordViewSet, PassedOn


class ReportViewSet(PassedOn, Listed, Shown, Created, Changed, AssessmentRecordViewSet):
    """Reports. A draft until it is passed on; a draft again when it is taken back from everybody."""

    queryset = AssessmentReport.objects.select_related(
        "case__child", "case__municipality", "child", "assessment", "written_by"
    ).order_by("-created_at")
    serializer_class = record_serializer = ReportSerializer
    filterset_fields = ["case", "assessment"]

    def create_record(self, data: dict[str, Any]) -> AssessmentReport:
        report = AssessmentReport(case=data["assessment"].case, written_by=self.actor, **data)
        report.save(by=self.actor)
        return report

    def change_record(self, record: AssessmentReport, data: dict[str, Any], expected: int) -> AssessmentReport:
        if record.final_on is not None:
            raise Refused(_("Rapporten er delt og kan ikke rettes. Tag den tilbage fra alle først."))
        self.able(record, "change")
        return super().change_record(record, data, expected)  # type: ignore[no-any-return]

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def reading(self, request: Request, pk: Any = None) -> Response:
        """What the page that shows the report needs."""
        report = self.get_object()
        return self.page_about(report.case, report=report_card(report, self.one(report)), round=report.assessment.round)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def form(self, request: Request, pk: Any = None) -> Response:
        """What the page that changes the report needs."""
        report = self.able(self.get_object(), "change")
        return self.page_about(report.case, values=self.one(report), left_out=[], round=report.assessment.round)
