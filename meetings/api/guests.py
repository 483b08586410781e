"""What a guest sees of a meeting, when and where, who asks, their own agreements; and whether they come."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.models import NetworkMember
from core import access
from core.answers import Answer
from core.bodies import Body
from core.schema import for_page
from goals.models import Agreement
from guests.api.base import GuestView

from ..actions import answer
from ..models import Attendance, Meeting
from ..serializers import CHOOSE_AN_ANSWER


class OwnAgreement(Answer):
    """What the guest has promised."""

    what = serializers.CharField()
    rhythm_label = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)


class OwnAnswer(Answer):
    """What the guest has answered to the invitation."""

    answer = serializers.CharField(allow_blank=True)
    answer_label = serializers.CharField()
    stand_in = serializers.CharField(allow_blank=True)


class GuestMeeting(Answer):
    """A meeting as a guest sees it."""

    kind_label = serializers.CharField()
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    place = serializers.CharField(allow_blank=True)
    child = serializers.CharField(allow_blank=True)
    coordinator = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    # Null for the child, who is asked in person.
    own_answer = OwnAnswer(allow_null=True)
    agreements = OwnAgreement(many=True)


class GuestAnswerSerializer(Body):
    """Whether the guest comes."""

    answer = serializers.ChoiceField(
        choices=[each for each in Attendance.Answer.choices if each[0]],
        label=_("Kommer du?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE_AN_ANSWER),
    )
    stand_in = serializers.CharField(
        label=_("Hvem kommer i stedet?"),
        help_text=_("Skriv navnet, hvis der kommer en anden."),
        max_length=100,
        required=False,
        allow_blank=True,
    )
    # The time that is answered about, as it was read.
    starts_at = serializers.DateTimeField(required=False)


class GuestMeetingView(GuestView):
    """The meeting of a link."""

    task = "meeting"
    serializer_class = GuestAnswerSerializer

    @for_page(GuestMeeting)
    def get(self, request: Request) -> Response:
        """The meeting, the guest's answer and own agreements."""
        return self._meeting()

    @for_page(GuestMeeting, request=GuestAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Answer the invitation, or change the answer."""
        member = self.guest.link.member
        if member is None:
            raise exceptions.PermissionDenied(access.MAY_NOT_CHANGE)
        answer(self.record, member=member, by=self.guest, **self.sent())
        return self._meeting()

    def _meeting(self) -> Response:
        meeting = self.record
        self.own(access.A)
        return Response(
            {
                "kind_label": meeting.get_kind_display(),
                "starts_at": meeting.starts_at,
                "minutes": meeting.minutes_planned,
                "place": meeting.place,
                "child": meeting.child.first_name if self.reads(access.B) else "",
                **self._who_asks(),
                "own_answer": self._answer(meeting),
                "agreements": [self._shown(each) for each in self._agreements() if self.own(each.data_class)],
            }
        )

    def _answer(self, meeting: Meeting) -> dict[str, str] | None:
        if self.guest.member_id is None:
            return None
        invitation = Attendance.objects.get(meeting=meeting, member=self.guest.member_id)
        return {
            "answer": invitation.answer,
            "answer_label": invitation.get_answer_display(),  # type: ignore[attr-defined]
            "stand_in": invitation.stand_in,
        }

    def _agreements(self) -> Any:
        """The open agreements of the person behind the link. The child owns none."""
        if self.guest.member_id is None:
            return Agreement.objects.none()
        rows = Agreement.objects.open().filter(case=self.guest.case_id, owner=self.guest.member_id)
        return rows.order_by("due_on", "pk")

    def _who_asks(self) -> dict[str, str]:
        today = timezone.localdate()
        leading = NetworkMember.objects.active(today).filter(
            child=self.guest.child_id, kind=NetworkMember.Kind.COORDINATOR
        )
        found = leading.select_related("adult").first()
        return {"coordinator": found.name if found else "", "phone": found.phone if found else ""}

    def _shown(self, agreement: Agreement) -> dict[str, Any]:
        return {
            "what": agreement.what,
            "rhythm_label": agreement.get_rhythm_display(),  # type: ignore[attr-defined]
            "due_on": agreement.due_on,
        }
