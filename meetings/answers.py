"""The answers of the pages about meetings."""

from rest_framework import serializers

from children.serializers.header import AboutCase
from core.answers import Abilities, Answer, Choices, Values, with_more
from goals.answers import StandsFor
from goals.models import Agreement

from .serializers import MeetingSerializer


class CaseMeetings(AboutCase):
    """The meetings of a case."""

    planned = MeetingSerializer(many=True)
    past = MeetingSerializer(many=True)
    abilities = Abilities()


class MeetingForm(AboutCase):
    """The initial data of a form about a meeting to come or just held."""

    values = Values()
    choices = Choices()
    writes = Abilities()


class GoneSince(Answer):
    """Somebody of the last meeting who is no longer in the network."""

    name = serializers.CharField()
    part = serializers.CharField()
    until_on = serializers.DateField(allow_null=True)


class BookingForm(MeetingForm):
    """The initial data of the form that books a meeting, and who of last time is gone."""

    gone = GoneSince(many=True)


class BookedTogether(Answer):
    """The meetings booked together, in the order of the day."""

    results = MeetingSerializer(many=True)


class GoalInForm(Answer):
    """A goal to review; empty where this user may not read it."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    academic_goal = serializers.CharField()
    wellbeing_goal = serializers.CharField()
    child_words = serializers.CharField()


class AgreementInForm(Answer):
    """An agreement to review."""

    id = serializers.UUIDField()
    what = serializers.CharField()
    place = serializers.ChoiceField(choices=Agreement.Place.choices)
    owner = serializers.CharField()
    place_label = serializers.CharField()
    rhythm_label = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()


class AgreedThere(AgreementInForm):
    """An agreement made at the meeting. Its text is null where this user may not read it."""

    what = serializers.CharField(allow_null=True)
    rhythm_label = serializers.CharField(allow_null=True)
    restricted = serializers.BooleanField()


class HeldForm(MeetingForm):
    """The initial data of the form for a meeting already held."""

    goals = GoalInForm(many=True)
    to_follow_up = AgreementInForm(many=True)
    left_to_coordinator = serializers.IntegerField()


class HoldForm(HeldForm):
    """The initial data of the form for the minutes of a booked meeting."""

    meeting = MeetingSerializer()


MeetingOnPage = with_more(
    MeetingSerializer,
    "MeetingOnPage",
    shared_with=serializers.ListField(child=serializers.CharField(), read_only=True),
)


class MeetingOverview(AboutCase):
    """A meeting with the agreements made at it."""

    meeting = MeetingOnPage()
    choices = Choices()
    writes = Abilities()
    agreements = AgreedThere(many=True)
    book_next = serializers.BooleanField()
    coordinator_stands_for = StandsFor(allow_null=True)
