"""What the resources of phase 2 share: records of an open case, and verbs that change them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import ChildRecordViewSet
from children.caseheader import HEADER_CLASSES, case_header
from children.models import Case
from children.models.release import released_to
from core.api import Changed, Created, Listed, Logged, Shown
from core.models import Conflict
from core.problems import Refused

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The version the change was made from."
)


class OfCase(filters.FilterSet):
    """Records of one case. By id alone: whether a case one may not see exists is not told."""

    case = filters.UUIDFilter(field_name="case_id")


class PhaseViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Records that belong to a case and are written while it is open."""

    serializer_class: Any
    record_serializer: Any

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        self.demand_open_case(record)
        return super().change_record(record, data, expected)

    def demand_open_case(self, record: Any) -> None:
        if not record.case.is_open:
            raise Refused(_("Forløbet er afsluttet. Genåbn det, før du skriver mere."))

    def act(self, request: Request, write: Callable[..., Any]) -> Response:
        """Do one verb to a record, once a key, from the version in If-Match. Raises StaleVersion, Refused."""
        record, expected = self.get_object(), self.expected_version()
        asked = self.get_serializer(data=request.data)
        self.serializer_class = self.record_serializer
        if not self.may_change(self.get_serializer(record), record):
            raise exceptions.PermissionDenied(_("Du har ikke ret til at ændre det her."))
        earlier = self._earlier()
        if earlier is not None:
            return self.answer(earlier)
        self.demand_open_case(record)
        if record.version != expected:
            raise self.stale(Conflict(record), request.data)
        asked.is_valid(raise_exception=True)
        try:
            record = write(record, by=request.user, expected_version=expected, **asked.validated_data)
        except Conflict as conflict:
            raise self.stale(conflict, request.data) from None
        self._remember(record)
        return self.answer(record)


class CaseResource(Logged):
    """A page's resource: one case the user may see, and records of it as this user may see them."""

    def case(self, case_id: Any) -> Case:
        """The case with its child. Raises Http404."""
        case = Case.objects.visible_to(self.request.user).select_related("child").filter(pk=case_id).first()
        if case is None:
            raise Http404
        return case

    def header(self, case: Case) -> dict[str, Any]:
        """The case's header, logged."""
        self.saw([case.child_id], HEADER_CLASSES)
        return case_header(case, self.request.user)

    def shown(self, serializer: Any, records: Any) -> list[dict[str, Any]]:
        """Records through their serializer, so that what is restricted stays so, logged."""
        rows = list(records)
        context = {
            "request": self.request,
            "view": self,
            "classes": self.seen_classes,
            "released": self._released,
        }
        self.saw([row.child_id for row in rows], [])
        return serializer(rows, many=True, context=context).data  # type: ignore[no-any-return]

    def _released(self) -> frozenset[Any]:
        if not hasattr(self, "_passed_on"):
            self._passed_on = released_to(self.request.user)
        return self._passed_on
