"""What a guest sees of a meeting: when and where, who asks, and their own agreements."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.models import NetworkMember
from core import access
from core.answers import Answer
from core.schema import for_page
from goals.models import Agreement
from guests.api.base import GuestView


class OwnAgreement(Answer):
    """What the guest has promised."""

    what = serializers.CharField()
    rhythm_label = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)


class GuestMeeting(Answer):
    """A meeting as a guest sees it."""

    kind_label = serializers.CharField()
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    place = serializers.CharField(allow_blank=True)
    child = serializers.CharField(allow_blank=True)
    coordinator = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    agreements = OwnAgreement(many=True)


class GuestMeetingView(GuestView):
    """The meeting of a link."""

    task = "meeting"

    @for_page(GuestMeeting)
    def get(self, request: Request) -> Response:
        """The meeting and the guest's own agreements."""
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
                "agreements": [self._shown(each) for each in self._agreements() if self.own(each.data_class)],
            }
        )

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
