"""Meetings: booked, changed, cancelled, held."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import ChildRecordViewSet
from children.models.release import shared_with
from core import access
from core.api import Changed, Created, Listed, Shown
from core.danish import as_moment
from core.filters import by_columns
from core.models import Change, Conflict
from core.problems import StaleVersion
from core.schema import for_page, from_version

from .. import actions, answers
from ..hold_serializers import HeldSerializer, HoldSerializer
from ..models import Attendance, Meeting
from ..sameday import SameDaySerializer
from ..serializers import AnswerSerializer, CancelSerializer, MeetingSerializer, MinutesSerializer
from .forms import followed_up, hold_form, meeting_choices, shown_in_form, shown_of

# What a meeting is shown with, each read at once.
PARTS = (
    Prefetch("attendances", Attendance.objects.select_related("member", "answered_by")),
    *("goal_reviews__goal", "agreement_reviews__agreement__case"),
)


class MeetingViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Meetings around a child. A held meeting changes through its minutes; nothing is deleted, only cancelled."""

    queryset = (
        Meeting.objects.select_related(
            *["case__child__municipality", "case__municipality", "child", "municipality"],
            *["represented_by", "prepared_by", "sits_next_to"],
        )
        .prefetch_related(*PARTS)
        .order_by("-starts_at", "pk")
    )
    serializer_class = record_serializer = MeetingSerializer
    filters = by_columns("case", "kind", "state")
    sorts = ("starts_at", "held_on")

    def answer(self, record: Any, *, status: int = 200) -> Response:
        # A meeting that was just written has not read them yet.
        prefetch_related_objects([record], *PARTS)
        return super().answer(record, status=status)

    def create_record(self, data: dict[str, Any]) -> Meeting:
        return actions.book(by=self.request.user, **data)

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Meeting:
        return actions.change(record, by=self.request.user, expected_version=expected, **data)

    @from_version
    @extend_schema(responses=MeetingSerializer)
    @action(detail=True, methods=["post"], serializer_class=CancelSerializer)
    def cancel(self, request: Request, pk: Any = None) -> Response:
        """Cancel a booked meeting, with the reason."""
        return self.act(
            lambda meeting, *, cancelled_reason, **asked: actions.cancel(meeting, reason=cancelled_reason, **asked)
        )

    @extend_schema(responses=MeetingSerializer)
    @action(detail=True, methods=["post"], serializer_class=AnswerSerializer, url_path="answer", url_name="answer")
    def answer_invitation(self, request: Request, pk: Any = None) -> Response:
        """Answer an invitation: your own or, as coordinator, that of somebody who told you."""
        return self.act(
            lambda meeting, *, expected_version, **sent: actions.answer(meeting, **sent), version_needed=False
        )

    @from_version
    @extend_schema(responses=MeetingSerializer)
    @action(detail=True, methods=["post"], serializer_class=HoldSerializer)
    def hold(self, request: Request, pk: Any = None) -> Response:
        """Record that the meeting was held, with everything said and decided."""
        return self.act(actions.hold)

    @from_version
    @extend_schema(responses=MeetingSerializer)
    @action(detail=True, methods=["post"], serializer_class=MinutesSerializer)
    def minutes(self, request: Request, pk: Any = None) -> Response:
        """Change the minutes of a held meeting."""
        return self.act(actions.write_minutes)

    @extend_schema(responses={201: MeetingSerializer})
    @action(detail=False, methods=["post"], serializer_class=HeldSerializer, url_path="log-held", url_name="log-held")
    def log_held(self, request: Request) -> Response:
        """Record a meeting that was held without being booked here."""
        self._may(access.D)
        held = self.write_once(
            None,
            lambda expected_version, **sent: actions.log_held(by=request.user, **sent),
            sent=self.get_serializer(data=request.data),
        )
        return self.answer_record(held, status=201)

    @extend_schema(request=SameDaySerializer, responses={201: answers.BookedTogether})
    @action(
        detail=False, methods=["post"], serializer_class=SameDaySerializer, url_path="same-day", url_name="same-day"
    )
    def same_day(self, request: Request) -> Response:
        """Book several children's meetings after one another on one day: all of them, or none."""
        self._may(access.A)
        first = self.write_once(
            None,
            lambda expected_version, meetings: actions.book_together(by=request.user, meetings=meetings)[0],
            sent=self.get_serializer(data=request.data),
        )
        rows = self.queryset.filter(pk__in=written_with(first)).order_by("starts_at", "pk")
        self.saw([row.child_id for row in rows], access.A)
        at = reverse("api:meeting-list")
        return Response({"results": self.shown(MeetingSerializer, rows)}, status=201, headers={"Location": at})

    @for_page(answers.MeetingOverview)
    @action(detail=True, methods=["get"])
    def overview(self, request: Request, pk: Any = None) -> Response:
        """The meeting's page: the meeting, the case around it, the agreements made at it, and choices for its forms."""
        meeting = self.get_object()
        after = followed_up(meeting, request.user, self.released())
        self.saw([], shown_of(after["agreements"]))
        return self.page_about(
            meeting.case,
            meeting={**self._shown(meeting), "shared_with": shared_with([meeting.pk]).get(meeting.pk, [])},
            choices=meeting_choices(meeting.case, request.user, meeting),
            writes=writes(request.user),
            **after,
        )

    @for_page(answers.HoldForm)
    @action(detail=True, methods=["get"], url_path="hold-form", url_name="hold-form")
    def hold_form(self, request: Request, pk: Any = None) -> Response:
        """The goals and agreements to review at the meeting, and who was invited."""
        meeting = self.get_object()
        form = hold_form(meeting.case, request.user, meeting)
        self.saw([], shown_in_form(request.user, form["to_follow_up"]))
        return self.page_about(meeting.case, meeting=self._shown(meeting), writes=writes(request.user), **form)

    def demand_may_act(self, record: Any, asked: Any) -> None:
        # Cancelling is coordination, holding writes minutes: the serializer of each verb names the class it writes.
        self._may(asked.Meta.record_class)

    def moved_on(self, conflict: Conflict) -> StaleVersion:
        # The verbs' own fields are the meeting's.
        return self.stale(conflict, self.request.data)

    def _may(self, data_class: str) -> None:
        if not access.may_write(self.request.user, data_class):
            raise exceptions.PermissionDenied

    def _shown(self, meeting: Meeting) -> Any:
        return self.shown(MeetingSerializer, meeting, many=False)

    def stale(self, conflict: Conflict, sent: dict[str, Any]) -> StaleVersion:
        """The 412 refusal, also for the hour, which is typed as day and time, where the meeting has moved meanwhile."""
        day = sent.get("on") or sent.get("other_on")
        typed = {"starts_at": f"{day}T{sent['at']}"} if day and sent.get("at") else {}
        return in_day_and_hour(super().stale(conflict, {**sent, **typed}))


def written_with(meeting: Meeting) -> Any:
    """The ids of the meetings booked in one act with this one."""
    made = Change.objects.filter(model=Meeting._meta.label, kind=Change.Kind.CREATED)
    act = made.filter(child_id=meeting.child_id, record_id=meeting.pk).values("act")
    return made.filter(act__in=act).values("record_id")


def in_day_and_hour(refusal: StaleVersion) -> StaleVersion:
    """The refusal with the meeting's moment in the form's own fields: a chosen or typed day, and an hour."""
    for each in refusal.conflicts:
        if each["field"] == "starts_at":
            each["field"] = "at"
    moved = refusal.taken.pop("starts_at", None)
    if moved is not None:
        now = as_moment(moved["value"])
        refusal.taken |= {
            "at": {**moved, "value": f"{now:%H:%M}"},
            # One message is enough.
            "on": {"label": "", "value": "", "text": ""},
            "other_on": {"label": "", "value": f"{now:%Y-%m-%d}", "text": ""},
        }
    return refusal


def writes(user: Any) -> dict[str, bool]:
    """The parts of a meeting this user writes: a form shows no field that would be refused."""
    return {
        "schooling": access.may_write(user, access.D),
        "own_words": access.may_write(user, access.I),
    }
