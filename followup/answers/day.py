"""The answers of My day: steps and booked meetings."""

from rest_framework import serializers

from core.answers import Abilities, Answer
from core.fields import MomentField
from followup.steps import step_choices
from meetings.models import Meeting

from .caselist import CaseRows


class Step(Answer):
    """Something to do in a case: what, why, by when, and whether this user may do it."""

    step = serializers.ChoiceField(choices=step_choices())
    label = serializers.CharField()  # type: ignore[assignment]
    why = serializers.CharField()
    button = serializers.CharField()
    act_on = serializers.DateField()
    due_on = serializers.DateField()
    is_overdue = serializers.BooleanField()
    waits_for_others = serializers.BooleanField()
    postponed = serializers.BooleanField()
    record = serializers.UUIDField(allow_null=True)
    case = serializers.UUIDField()
    abilities = Abilities()


class NamedStep(Step):
    """A step with the child's first name."""

    first_name = serializers.CharField()


class DayCounts(Answer):
    """How many cases have something to do: overdue, due this week, waiting for others."""

    overdue = serializers.IntegerField()
    this_week = serializers.IntegerField()
    waiting = serializers.IntegerField()


class BookedMeeting(Answer):
    """A booked meeting that is not over."""

    id = serializers.UUIDField()
    kind_label = serializers.CharField()
    starts_at = MomentField()
    place = serializers.CharField()
    child_part = serializers.ChoiceField(choices=Meeting.ChildPart.choices, allow_blank=True)
    child_part_label = serializers.CharField()
    # Whether the case's brief is for this meeting.
    has_brief = serializers.BooleanField()


class NamedMeeting(BookedMeeting):
    """A booked meeting with its case and the child's first name."""

    case = serializers.UUIDField()
    first_name = serializers.CharField()


class OrphanedInCase(Answer):
    """A case with open duties whose person has left."""

    case = serializers.UUIDField()
    first_name = serializers.CharField()
    count = serializers.IntegerField()


class MyDay(Answer):
    """A coordinator's day."""

    today = serializers.DateField()
    counts = DayCounts()
    steps = NamedStep(many=True)
    waiting = NamedStep(many=True)
    orphaned = OrphanedInCase(many=True)
    meetings = NamedMeeting(many=True)
    cases = CaseRows()
