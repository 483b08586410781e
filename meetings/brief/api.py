"""The brief as a page's resource, and as a PDF."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from core.pdf import LANGUAGE
from core.queries import Query
from core.schema import for_page

from . import answers, pdf
from .content import NobodyThere, brief

# The name does not mention the child: the file stays in a downloads folder.
FILE_NAME = "moedeoplaeg.pdf"


class AudienceQuery(Query):
    """Whom the brief is for: `everybody`, `school`, `home`, `authority`, the id of one person's part, or oneself."""

    audience = serializers.CharField(max_length=40, required=False)


class BriefBase(PageView):
    """A case's brief for the audience in the query."""

    asks = {"get": AudienceQuery}

    def whole(self, pk: UUID) -> dict[str, Any]:
        """The brief with the case around it; the look is logged. Raises NotFound."""
        case = self.case_of(pk)
        key = self.request.query_params.get("audience", "")
        try:
            data, shown = brief(case, self.request.user, self.released(), key)
        except NobodyThere:
            raise exceptions.NotFound from None
        self.saw([case.child_id], shown)
        return {"case": self.header_of(case), "municipality": case.municipality.name, **data}


class CaseBrief(BriefBase):
    """The brief for the next start-up or follow-up meeting of a case, booked or only due."""

    @for_page(answers.Brief)
    def get(self, request: Request, pk: UUID) -> Response:
        """What has happened since the last meeting, for the people chosen."""
        return Response(self.whole(pk))


class CaseBriefPdf(BriefBase):
    """The same brief on paper."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # A browser or a program may accept application/pdf only; problems are JSON all the same.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """The brief as a tagged PDF (PDF/UA-1)."""
        with override(LANGUAGE):
            made = pdf.drawn_brief(self.whole(pk))
        answer = HttpResponse(made, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
        answer["Cache-Control"] = "no-store"
        return answer
