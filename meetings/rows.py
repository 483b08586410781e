"""The rows within a meeting, for the API's description."""

from rest_framework import serializers

from children.models import NetworkMember
from core.answers import Abilities, Answer

from .models import Attendance, Verdict


class AttendanceRow(Answer):
    """Somebody invited to a meeting, or present."""

    member = serializers.UUIDField()
    name = serializers.CharField()
    part = serializers.CharField()
    kind = serializers.ChoiceField(choices=NetworkMember.Kind.choices)
    invited = serializers.BooleanField()
    attended = serializers.BooleanField(allow_null=True)
    answer = serializers.ChoiceField(choices=Attendance.Answer.choices)
    answer_label = serializers.CharField()
    stand_in = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = serializers.CharField(help_text="The user who wrote the answer; empty for the invited themselves.")
    is_own = serializers.BooleanField()
    abilities = Abilities()


class AnswerCounts(Answer):
    """How many of the invited gave each answer."""

    comes = serializers.IntegerField()
    comes_not = serializers.IntegerField()
    sends_other = serializers.IntegerField()
    none = serializers.IntegerField()


class MissingPart(Answer):
    """Something missing in a booked meeting: shown, never required."""

    key = serializers.CharField()
    text = serializers.CharField()


class GoalReviewed(Answer):
    """A goal reviewed at a meeting."""

    goal = serializers.UUIDField()
    title = serializers.CharField()
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    verdict_label = serializers.CharField()
    done = serializers.CharField()
    happened = serializers.CharField()
    reason = serializers.CharField()


class AgreementReviewed(Answer):
    """An agreement reviewed at a meeting. Its text is null where this user may not read it."""

    agreement = serializers.UUIDField()
    restricted = serializers.BooleanField()
    what = serializers.CharField(allow_null=True)
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    verdict_label = serializers.CharField()
    note = serializers.CharField(allow_null=True)
