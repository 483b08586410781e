"""A case's meetings, and the initial data of its forms for meetings."""

from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from core import access
from core.queries import Query
from core.schema import for_page

from .. import answers
from ..models import Meeting
from ..parents import read_of_parents
from ..serializers import MeetingSerializer
from ..usual import gone_since
from .forms import booking_values, hold_form, last_held, meeting_choices, present, shown_in_form
from .meetings import MeetingViewSet, writes


class CaseMeetings(PageView):
    """The meetings of a case: booked ones with the next first, then held or cancelled ones, newest first."""

    @for_page(answers.CaseMeetings)
    def get(self, request: Request, pk: UUID) -> Response:
        """The meetings with the case around them."""
        case = self.case_of(pk)
        rows = self.shown(MeetingSerializer, MeetingViewSet.queryset.filter(case=case).visible_to(request.user))
        planned = [row for row in rows if row["state"] == Meeting.State.PLANNED]
        past = [row for row in rows if row["state"] != Meeting.State.PLANNED]
        return self.page_about(
            case,
            planned=sorted(planned, key=lambda row: row["starts_at"]),
            past=past,
            abilities={
                "book": case.may_be_written(request.user, access.A),
                "log": case.may_be_written(request.user, access.D),
            },
        )


class MeetingKindQuery(Query):
    """The kind of meeting to book."""

    kind = serializers.ChoiceField(choices=Meeting.Kind.choices, required=False)


class CaseMeetingForm(PageView):
    """The initial data for booking a meeting in a case. ``?kind=`` names the kind."""

    asks = {"get": MeetingKindQuery}

    @for_page(answers.BookingForm)
    def get(self, request: Request, pk: UUID) -> Response:
        """Values, choices, who of the last meeting is gone, and the case."""
        case = self.case_of(pk)
        last, here = last_held(case), present(case)
        self.saw([], read_of_parents(here, request.user))
        return self.page_about(
            case,
            values=booking_values(case, last, request.query_params.get("kind", "")),
            choices=meeting_choices(case, request.user, last=last),
            writes=writes(request.user),
            gone=[
                {"name": member.name, "part": member.part or member.get_kind_display(), "until_on": member.until_on}
                for member in gone_since(last, here)
            ],
        )


class CaseHeldForm(PageView):
    """The initial data for a meeting already held."""

    @for_page(answers.HeldForm)
    def get(self, request: Request, pk: UUID) -> Response:
        """Open goals and agreements, values, choices and the case."""
        case = self.case_of(pk)
        data = hold_form(case, request.user)
        self.saw([], shown_in_form(request.user, data["to_follow_up"]))
        usual = data["values"]
        usual.update(attended=usual.pop("invited"), held_on=timezone.localdate().isoformat(), child_part="")
        return self.page_about(case, writes=writes(request.user), **data)
