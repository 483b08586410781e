"""A case's meetings, and what its forms for meetings start from."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from children.caseheader import HEADER_CLASSES, case_header
from children.models import Case
from children.models.release import released_to
from core import access
from core.api import Logged

from ..models import Meeting
from ..serializers import MeetingSerializer
from .forms import booking_values, hold_form, meeting_choices
from .meetings import MeetingViewSet, writes


class CaseResource(Logged):
    """A resource for one page of a case."""

    def case(self, pk: UUID) -> Case:
        """The case, if this user may know of it. Raises Http404."""
        cases = Case.objects.visible_to(self.request.user).select_related("child", "municipality")
        case = get_object_or_404(cases, pk=pk)
        self.saw([case.child_id], HEADER_CLASSES)
        return case


@extend_schema(responses=OpenApiTypes.OBJECT)
class CaseMeetings(CaseResource):
    """The meetings of a case: those booked, the next first, and those held or cancelled, newest first."""

    def get(self, request: Request, pk: UUID) -> Response:
        """The meetings with the case around them."""
        case = self.case(pk)
        rows = MeetingSerializer(self._meetings(case), many=True, context=self._context()).data
        planned = [row for row in rows if row["state"] == Meeting.State.PLANNED]
        past = [row for row in rows if row["state"] != Meeting.State.PLANNED]
        return Response(
            {
                "case": case_header(case, request.user),
                "planned": sorted(planned, key=lambda row: row["starts_at"]),
                "past": past,
                "abilities": {
                    "book": case.is_open and access.may_write(request.user, access.A),
                    "log": case.is_open and access.may_write(request.user, access.D),
                },
            }
        )

    def _meetings(self, case: Case) -> Any:
        return MeetingViewSet.queryset.filter(case=case).visible_to(self.request.user)

    def _context(self) -> dict[str, Any]:
        released = released_to(self.request.user)
        return {"request": self.request, "view": self, "classes": self.seen_classes, "released": lambda: released}


@extend_schema(responses=OpenApiTypes.OBJECT)
class CaseMeetingForm(CaseResource):
    """What booking a meeting in a case starts from. ``?kind=`` names the kind."""

    def get(self, request: Request, pk: UUID) -> Response:
        """Values, choices and the case."""
        case = self.case(pk)
        return Response(
            {
                "case": case_header(case, request.user),
                "values": booking_values(case, request.query_params.get("kind", "")),
                "choices": meeting_choices(case, request.user),
                "writes": writes(request.user),
            }
        )


@extend_schema(responses=OpenApiTypes.OBJECT)
class CaseHeldForm(CaseResource):
    """What writing down a meeting already held starts from."""

    def get(self, request: Request, pk: UUID) -> Response:
        """Open goals and agreements, values, choices and the case."""
        case = self.case(pk)
        self.saw([], [access.D])
        data = hold_form(case, request.user)
        usual = data["values"]
        usual.update(attended=usual.pop("invited"), held_on=timezone.localdate().isoformat(), child_part="")
        return Response({"case": case_header(case, request.user), "writes": writes(request.user), **data})
