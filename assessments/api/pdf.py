"""The report as a PDF to print, or to hand to somebody without an account."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request

from .. import pdf
from ..cards import report_card
from ..models import Assessment, AssessmentReport
from ..serializers import ReportSerializer
from .base import AssessmentRecordViewSet

# The name does not mention the child: the file stays in a downloads folder.
FILE_NAME = "afdaekningsrapport.pdf"


class ReportPdfView(AssessmentRecordViewSet):
    """``GET assessments/{id}/report.pdf``, for those who may read the report."""

    queryset = Assessment.objects.all()
    record_serializer = ReportSerializer
    serializer_class = ReportSerializer

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # A browser or a program may accept application/pdf only; problems are JSON all the same.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def retrieve(self, request: Request, pk: Any = None) -> HttpResponse:
        """The report as a tagged PDF (PDF/UA-1)."""
        assessment = self.get_object()
        reports = AssessmentReport.objects.select_related("case__child", "case__municipality", "written_by")
        report = get_object_or_404(reports, assessment=assessment)
        shown = self.one(report)
        with override(pdf.LANGUAGE):
            header, sections = self.header_of(report.case), report_card(report, shown)
        if "strengths" in shown["restricted"]:
            raise exceptions.PermissionDenied(
                _("Rapporten er ikke delt med dig. Spørg %(name)s, hvis du har brug for den.")
                % {"name": header["coordinator"] or _("læringskoordinatoren")}
            )
        made = pdf.report(header, sections, report.case.municipality.name)
        answer = HttpResponse(made, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
        answer["Cache-Control"] = "no-store"
        return answer
