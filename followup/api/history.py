"""The history of a case: one line for each act of a person."""

from typing import Any
from uuid import UUID

from django.db.models import Max
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from core.models import Change
from followup.answers import History
from followup.history import acts_in_words
from followup.recordnames import Reader

from .caseviews import LongPages, Turned


class HistoryView(PageView):
    """Who changed what, when."""

    asks = {"get": Turned}

    @extend_schema(responses=History)
    def get(self, request: Request, pk: UUID) -> Response:
        """Every change to the child's records, newest first; closed fields are named without their values."""
        case = self.case_of(pk)
        about = Change.objects.filter(child_id=case.child_id)
        pages = LongPages()
        acts: Any = about.values("act").annotate(last=Max("at")).order_by("-last", "-act")
        page: list[dict[str, Any]] = pages.paginate_queryset(acts, request, view=self) or []
        rows = about.filter(act__in=[each["act"] for each in page]).select_related("by").order_by("-at", "-pk")
        results, named = acts_in_words(list(rows), Reader(request.user, self.released()))
        fields = [row for each in results for part in (each, *each["along"]) for row in part["fields"]]
        self.saw([case.child_id], named | {row["data_class"] for row in fields if row["shown"]})
        return self.page_about(case, **pages.get_paginated_response(results).data)
