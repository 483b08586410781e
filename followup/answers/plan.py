"""The answer of the year planner."""

from rest_framework import serializers

from core.answers import Answer
from followup.yearplan import Kind


class PlanCase(Answer):
    """A case in the plan. A manager gets its number alone."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    first_name = serializers.CharField(allow_null=True)


class PlanEntry(Answer):
    """Something of a case in a week. ``case`` is its place among the cases."""

    case = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    on = serializers.DateField()
    meeting = serializers.UUIDField(allow_null=True)
    is_late = serializers.BooleanField()


class PlanWeekRow(Answer):
    """A week: what is closed, what is planned, and how full it is. ``full`` is null where it is not known."""

    monday = serializers.DateField()
    number = serializers.IntegerField()
    closed = serializers.CharField()
    open_days = serializers.IntegerField()
    count = serializers.IntegerField()
    full = serializers.IntegerField(allow_null=True)
    entries = PlanEntry(many=True)


class PlanCoordinator(Answer):
    """A coordinator whose plan can be seen."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class YearPlan(Answer):
    """A coordinator's meetings, windows and sparring by week across a school year; for a manager masked.

    ``even`` is the number of meetings and visits a week at an even spread of a full caseload.
    """

    today = serializers.DateField()
    starts_in = serializers.IntegerField()
    masked = serializers.BooleanField()
    coordinator = PlanCoordinator(allow_null=True)
    coordinators = PlanCoordinator(many=True)
    even = serializers.FloatField(allow_null=True)
    caseload_target = serializers.IntegerField()
    cases = PlanCase(many=True)
    weeks = PlanWeekRow(many=True)
