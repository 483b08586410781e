"""Importing a coordinator's spreadsheet: tried first, then all rows or none."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.access import A, B, Role
from core.api import RecordViewSet, Shown
from core.problems import Refused
from core.renderers import JsonParser
from core.schema import for_page

from ..importing import carry_out, choosing, report, template
from ..importing.columns import COLUMNS, FULL_NAME
from ..importing.errors import TOO_LARGE
from ..importing.moved import cases_moved
from ..importing.plan import Plan
from ..importing.reading import MAX_BYTES, ReadingError
from ..importing.sheet import Sheet
from ..models import ImportJob
from ..serializers.importing import (
    ChosenColumnsSerializer,
    ColumnsSerializer,
    ImportInListSerializer,
    ImportJobSerializer,
    ImportsSerializer,
    UploadSerializer,
)
from ..tasks import wake

# How many imports the page that chooses a file shows.
LATEST = 5
COLUMNS_STAND = gettext_lazy("Filen er indlæst eller er ved at blive det, og kolonnerne kan ikke ændres.")


class ImportViewSet(Shown, RecordViewSet):
    """A coordinator's imports. Nobody else sees them; they expire."""

    queryset = ImportJob.objects.order_by("-created_at")
    serializer_class = ImportJobSerializer
    parser_classes = [MultiPartParser]
    roles = frozenset({Role.COORDINATOR})

    def get_serializer_class(self) -> Any:
        return UploadSerializer if self.action == "create" else ImportJobSerializer

    @extend_schema(operation_id="imports_list", responses=ImportsSerializer)
    def list(self, request: Request) -> Response:
        """The latest imports, without their remarks on rows."""
        jobs = self.get_queryset()[:LATEST]
        shown = ImportInListSerializer(jobs, many=True, context=self.get_serializer_context()).data
        return Response({"results": shown})

    def answer(self, record: Any, **kwargs: Any) -> Response:
        # The page names the children that a file has moved.
        if moved := cases_moved(record, self.request.user):
            self.saw([case.child_id for case in moved.values()], [A, B])
        return super().answer(record, **kwargs)

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: ImportJobSerializer})
    def create(self, request: Request) -> Response:
        """Try a file: every row is read and compared with present records; no child is written."""
        content, name = self._file(request)
        try:
            job, plan = carry_out.try_out(content, name, by=request.user)
        except ReadingError as error:
            raise serializers.ValidationError({"file": [str(error)]}) from None
        self._saw_recognised(plan)
        return Response(ImportJobSerializer(job, context=self.get_serializer_context()).data, status=201)

    def _saw_recognised(self, plan: Plan | None) -> None:
        # A recognised child reveals that it is in the municipality, so the look is logged.
        if plan is not None:
            self.saw(plan.recognised, carry_out.classes_of(plan))

    def _file(self, request: Request) -> tuple[bytes, str]:
        """The file's bytes and name. Raises ValidationError."""
        sent = request.FILES.get("file")
        # A file too large for memory was read past, and only its length is known.
        size = int(request.META.get("CONTENT_LENGTH") or 0) if sent is None else sent.size
        if size > MAX_BYTES:
            raise serializers.ValidationError({"file": [str(TOO_LARGE)]})
        if sent is None:
            raise serializers.ValidationError({"file": [_("Vælg en fil.")]})
        return sent.read(), sent.name or ""

    @for_page(ColumnsSerializer, methods=["GET"])
    @extend_schema(
        methods=["POST"],
        summary="Say which column of the file is which",
        request=ChosenColumnsSerializer,
        responses=ImportJobSerializer,
    )
    @action(detail=True, methods=["get", "post"], url_path="columns", parser_classes=[JsonParser])
    def columns(self, request: Request, pk: Any = None) -> Response:
        """The meaning of each column of the file; POST changes it, and tries the file again."""
        job = self.get_object()
        if job.state not in ImportJob.WAITING:
            raise Refused(COLUMNS_STAND)
        sheet = choosing.sheet_of(job)
        if request.method == "GET":
            return Response(_columns(job, sheet))
        asked = ChosenColumnsSerializer(data=request.data, context={"sheet": sheet})
        asked.is_valid(raise_exception=True)
        plan = choosing.choose(job, asked.validated_data["columns"], by=request.user)
        if plan is None:
            raise Refused(COLUMNS_STAND)
        self._saw_recognised(plan)
        return self.answer(job)

    @extend_schema(request=None, responses=ImportJobSerializer)
    @action(detail=True, methods=["post"], url_path="carry-out", parser_classes=[JsonParser])
    def carry_out(self, request: Request, pk: Any = None) -> Response:
        """Import all rows, or none. A large file is imported in the background: ask again for its state."""
        job = self.get_object()
        if not carry_out.start(job, wake=wake):
            raise Refused(_("Filen kan ikke indlæses nu. Ret fejlene, og prøv den igen, eller se, om den er indlæst."))
        job.refresh_from_db()
        return self.answer(job)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], parser_classes=[JsonParser])
    def discard(self, request: Request, pk: Any = None) -> Response:
        """Discard a tried file, with everything read from it."""
        job = self.get_object()
        deleted, _models = ImportJob.objects.filter(pk=job.pk, state__in=ImportJob.WAITING).delete()
        if not deleted:
            raise Refused(_("Filen er indlæst eller er ved at blive det og kan ikke kasseres."))
        return Response(status=204)

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="report")
    def report(self, request: Request, pk: Any = None) -> HttpResponse:
        """The report as CSV, a line for each row and column, to put beside the spreadsheet."""
        job_report = self.get_object().report
        content = report.as_csv(job_report.get("remarks", []), job_report.get("labels", {}))
        return _download(content, "text/csv; charset=utf-8", "roed-traad-rapport.csv")

    @extend_schema(responses={(200, template.CONTENT_TYPE): OpenApiTypes.BINARY})
    @action(detail=False, methods=["get"], url_path="template")
    def template(self, request: Request) -> HttpResponse:
        """A workbook to fill in."""
        return _download(template.workbook(), template.CONTENT_TYPE, template.FILENAME)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # A browser may accept a spreadsheet only; problems are JSON all the same.
        return super().perform_content_negotiation(request, force=True)


def _columns(job: ImportJob, sheet: Sheet) -> dict[str, Any]:
    keys = choosing.proposals(sheet, is_new=job.state == ImportJob.State.COLUMNS)
    columns = [
        {
            "header": header,
            "examples": choosing.examples(sheet, at),
            "is_hidden": at in sheet.hidden,
            "key": keys[at],
        }
        for at, header in enumerate(sheet.headers)
    ]
    choices = [{"value": column.key, "label": column.header} for column in (FULL_NAME, *COLUMNS)]
    return {"columns": columns, "choices": choices, "rows": len(sheet.lines), "problem": sheet.problem}


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
