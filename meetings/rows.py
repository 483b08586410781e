"""What a meeting holds rows of, as the API's description has them."""

from rest_framework import serializers

from children.models import NetworkMember
from core.answers import Answer

from .models import Verdict


class AttendanceRow(Answer):
    """Somebody invited to a meeting, or there."""

    member = serializers.UUIDField()
    name = serializers.CharField()
    part = serializers.CharField()
    kind = serializers.ChoiceField(choices=NetworkMember.Kind.choices)
    invited = serializers.BooleanField()
    attended = serializers.BooleanField(allow_null=True)


class MissingPart(Answer):
    """Something a booked meeting lacks: told, never demanded."""

    key = serializers.CharField()
    text = serializers.CharField()


class GoalReviewed(Answer):
    """A goal gone through at a meeting."""

    goal = serializers.UUIDField()
    title = serializers.CharField()
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    verdict_label = serializers.CharField()
    done = serializers.CharField()
    happened = serializers.CharField()
    reason = serializers.CharField()


class AgreementReviewed(Answer):
    """An agreement gone through at a meeting. What it is, is null where it is closed to this user."""

    agreement = serializers.UUIDField()
    restricted = serializers.BooleanField()
    what = serializers.CharField(allow_null=True)
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    verdict_label = serializers.CharField()
    note = serializers.CharField(allow_null=True)
