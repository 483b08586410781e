"""The reports of assessments."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import Changed, Created, Listed, Shown
from core.filters import by_columns
from core.problems import Refused
from core.schema import for_page

from .. import answers
from ..cards import report_card
from ..models import AssessmentReport
from ..serializers import ReportSerializer
from .base import AssessmentRecordViewSet, PassedOn


@extend_schema_view(
    pass_on=extend_schema(responses=ReportSerializer),
    take_back=extend_schema(responses=ReportSerializer),
    sharing=for_page(answers.ReportSharing),
)
class ReportViewSet(PassedOn, Listed, Shown, Created, Changed, AssessmentRecordViewSet):
    """Reports. A draft until it is passed on, and again when it is withdrawn from everybody."""

    queryset = AssessmentReport.objects.select_related(
        "case__child", "case__municipality", "child", "assessment", "written_by"
    ).order_by("-created_at")
    serializer_class = record_serializer = ReportSerializer
    filters = by_columns("case", "assessment")

    def create_record(self, data: dict[str, Any]) -> AssessmentReport:
        report = AssessmentReport(case=data["assessment"].case, written_by=self.actor, **data)
        report.save(by=self.actor)
        return report

    def change_record(self, record: AssessmentReport, data: dict[str, Any], expected: int) -> AssessmentReport:
        if record.final_on is not None:
            raise Refused(_("Rapporten er delt og kan ikke rettes. Tag den tilbage fra alle først."))
        self.able(record, "change")
        return super().change_record(record, data, expected)  # type: ignore[no-any-return]

    @for_page(answers.ReportReading)
    @action(detail=True, methods=["get"])
    def reading(self, request: Request, pk: Any = None) -> Response:
        """The page that shows the report."""
        report = self.get_object()
        return self.page_about(report.case, report=report_card(report, self.one(report)), round=report.assessment.round)

    @for_page(answers.ReportForm)
    @action(detail=True, methods=["get"])
    def form(self, request: Request, pk: Any = None) -> Response:
        """The page that changes the report."""
        report = self.able(self.get_object(), "change")
        return self.page_about(report.case, values=self.one(report), left_out=[], round=report.assessment.round)
