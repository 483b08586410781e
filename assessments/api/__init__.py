"""Phase 1 in the API: assessments, their parts and reports, and the resources of their pages."""

from .assessments import AssessmentViewSet, CaseAssessmentView
from .parts import PartViewSet
from .pdf import ReportPdfView
from .reports import ReportViewSet

__all__ = ["AssessmentViewSet", "CaseAssessmentView", "PartViewSet", "ReportPdfView", "ReportViewSet"]
