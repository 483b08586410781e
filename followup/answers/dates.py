"""The answers about the days of the next meeting of the cycle."""

from rest_framework import serializers

from children.serializers.header import AboutCase
from core.answers import Answer, Choices, Values
from followup.cadence import State
from meetings.models import Meeting

CYCLE_KINDS = [(kind.value, kind.label) for kind in Meeting.CYCLE_KINDS]


class FollowUpWindow(Answer):
    """When the next meeting of the cycle can be held."""

    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    reason = serializers.CharField()
    state = serializers.ChoiceField(choices=[state.value for state in State])


class ProposedDay(Answer):
    """A proposed day, and the reason for it."""

    date = serializers.DateField()
    reason = serializers.CharField()


class BookedDay(Answer):
    """A booked meeting of the cycle without minutes: its day may be past."""

    meeting = serializers.UUIDField()
    day = serializers.DateField()
    is_over = serializers.BooleanField()


class FollowUpDates(Answer):
    """Which meeting of the cycle is next, its window and proposed days, and which of the days asked are closed.

    Without a window ``expected`` says what the days are counted from instead, or why none are proposed.
    """

    kind = serializers.ChoiceField(choices=CYCLE_KINDS)
    expected = serializers.CharField()
    window = FollowUpWindow(allow_null=True)
    proposals = ProposedDay(many=True)
    booked = BookedDay(allow_null=True)
    closed = serializers.DictField(child=serializers.CharField())


class OtherAtPlace(Answer):
    """Another of the coordinator's children at the same place, and the days of its follow-up.

    ``busy`` are days on which somebody who will be invited has another meeting.
    """

    case = serializers.UUIDField()
    first_name = serializers.CharField()
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    busy = serializers.ListField(child=serializers.DateField())


class MeetingOfTheDay(Answer):
    """One child's meeting among several on a day: its initial values and choices. ``id`` is the case's."""

    id = serializers.UUIDField()
    first_name = serializers.CharField()
    values = Values()
    choices = Choices()


class SameDay(AboutCase):
    """Whom a coordinator can meet on one day at a child's school or institution."""

    place = serializers.CharField()
    others = OtherAtPlace(many=True)
    meetings = MeetingOfTheDay(many=True)
