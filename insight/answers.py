"""The answers of managers' pages."""

from rest_framework import serializers

from core.answers import Answer
from followup.models import CaseStatus


class CaseCounts(Answer):
    """Figures of open cases: the unit's, or one coordinator's."""

    open = serializers.IntegerField()
    follow_up_overdue = serializers.IntegerField()
    step_overdue = serializers.IntegerField()
    put_off = serializers.IntegerField()
    booked = serializers.IntegerField()
    without_content = serializers.IntegerField()


class PhaseCount(Answer):
    """The number of cases in a phase."""

    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class CoordinatorLoad(CaseCounts):
    """A coordinator's cases compared with the capacity of those hours."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    hours_percent = serializers.IntegerField()
    is_active = serializers.BooleanField()
    capacity = serializers.IntegerField(allow_null=True)


class ClosingWaits(Answer):
    """A case whose closing waits for the manager."""

    id = serializers.UUIDField()
    number = serializers.CharField()


class Caseload(Answer):
    """The caseload of a manager's unit."""

    today = serializers.DateField()
    unit = serializers.CharField()
    counts = CaseCounts()
    phases = PhaseCount(many=True)
    full_time = serializers.IntegerField()
    coordinators = CoordinatorLoad(many=True)
    closings = ClosingWaits(many=True)
