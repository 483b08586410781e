"""Cases: the list for every role, with the writes of children's resource."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.cases import CaseViewSet as CaseWrites
from children.models import Case
from core.access import Relation
from core.danish import date_words
from core.pagination import previous_and_next
from core.schema import for_page
from followup.answers import CaseList, CaseListPage
from followup.facts import facts_of_case
from followup.steps import steps
from goals.models import Agreement

from .caselist import CaseListQuery, case_page, offered


class CaseViewSet(CaseWrites):
    """Cases with their place in the cycle."""

    asks: Any = {**CaseWrites.asks, "list": CaseListQuery, "list_page": CaseListQuery}

    @extend_schema(operation_id="cases_list", responses=CaseList)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cases the user has a part in, most urgent first; for a manager the unit's, masked."""
        return Response(self._listed(request))

    @for_page(CaseListPage)
    @action(detail=False, methods=["get"], url_path="list-page", pagination_class=None)
    def list_page(self, request: Request) -> Response:
        """The list with the filters and sorts this user can choose from."""
        return Response({**self._listed(request), "filters": offered(request.user, request.query_params)})

    def _listed(self, request: Request) -> dict[str, Any]:
        data, children, classes = case_page(request.user, request.query_params)
        if data["masked"]:
            self.relation = Relation.UNIT
        self.saw(children, classes)
        return {**data, **previous_and_next(request, data["page"], data["pages"])}

    def open_ends(self, case: Case) -> dict[str, str]:
        """Open agreements and due steps, as lines the coordinator can edit before handing over."""
        open_agreements = Agreement.objects.open().filter(case=case).select_related("owner").order_by("due_on")
        self.saw([case.child_id], {row.data_class for row in open_agreements})
        coming = steps(facts_of_case(case), timezone.localdate())
        return {
            "promised": "\n".join(f"{row.owner.name}: {row.what}" for row in open_agreements),
            "due": "\n".join(f"{step.kind.label}: {date_words(step.late_on)}" for step in coming[:6]),
        }
