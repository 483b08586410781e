"""The coordinator's links: who has one, for what, and ending it."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import ChildRecordViewSet
from children.serializers import ActionSerializer
from core import access
from core.access import Role
from core.answers import with_more
from core.api import Created, Listed, Shown
from core.filters import by_columns
from core.schema import for_page, from_version

from .. import actions
from .. import serializers as own
from ..letter import letter
from ..models import Link

# The name does not mention anybody: the file stays in a downloads folder.
FILE_NAME = "brev.pdf"
# The code is told once, to the one who gives it on.
LinkWithCode = with_more(own.LinkSerializer, "LinkWithCode", code=serializers.CharField(read_only=True))


class LinkViewSet(Listed, Shown, Created, ChildRecordViewSet):
    """Links to people without an account. The child's coordinator gives and ends them."""

    queryset = Link.objects.with_standing().select_related("case__child", "member__adult").order_by("-created_at", "pk")
    serializer_class = record_serializer = own.LinkSerializer
    roles = frozenset({Role.COORDINATOR})
    filters = by_columns("case", "member")

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # A browser or a program may accept application/pdf only; problems are JSON all the same.
        return super().perform_content_negotiation(request, force=True)

    def get_serializer_class(self) -> Any:
        return {"create": own.GiveLinkSerializer}.get(self.action, self.serializer_class)

    @extend_schema(request=own.GiveLinkSerializer, responses={201: LinkWithCode})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give a link. The answer holds its code, which is told nowhere else."""
        return super().create(request, *args, **kwargs)

    def create_record(self, data: dict[str, Any]) -> Link:
        return actions.give_link(by=self.request.user, **data)

    def answer_created(self, record: Link) -> Response:
        self.action = "retrieve"
        return self._with_code(record, status=201)

    def _with_code(self, link: Link, *, status: int = 200) -> Response:
        response = self.answer_record(link, status=status)
        response.data["code"] = link.code
        return response

    @for_page({(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="letter")
    def letter(self, request: Request, pk: Any = None) -> HttpResponse:
        """The letter with the link, without its code, as a tagged PDF (PDF/UA-1)."""
        link = self.get_object()
        if not link.is_live:
            raise exceptions.NotFound
        # The child's own letter is written to it by name.
        self.saw([link.child_id], [access.A] if link.member_id else [access.A, access.B])
        answer = HttpResponse(letter(link), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
        answer["Cache-Control"] = "no-store"
        return answer

    @from_version
    @extend_schema(request=None, responses=own.LinkSerializer)
    @action(detail=True, methods=["post"], serializer_class=ActionSerializer)
    def end(self, request: Request, pk: Any = None) -> Response:
        """End a link at once, from the version in If-Match."""
        return self.act(lambda link, **asked: actions.end_link(link=link, **asked))

    @from_version
    @extend_schema(request=None, responses=LinkWithCode)
    @action(detail=True, methods=["post"], serializer_class=ActionSerializer)
    def renew(self, request: Request, pk: Any = None) -> Response:
        """Give a link a new code, from the version in If-Match. The answer holds it."""
        response = self.act(lambda link, **asked: actions.renew_code(link=link, **asked))
        response.data["code"] = self.get_object().code
        return response
