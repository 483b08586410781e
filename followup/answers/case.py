"""The answers of a case's overview, timeline and history."""

from rest_framework import serializers

from children.models import CaseEvent
from children.serializers.header import AboutCase
from core.answers import Answer, FilterOffer, paged
from core.fields import MomentField
from followup.models import CaseStatus

from .day import BookedMeeting, Step

PHASE_STATES = ["done", "current", "missing", "upcoming"]


class Phase(Answer):
    """One of the four phases, and how far it has come."""

    key = serializers.ChoiceField(choices=CaseStatus.Phase.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    state = serializers.ChoiceField(choices=PHASE_STATES)
    text = serializers.CharField()


class OpenGoal(Answer):
    """An open goal. The child's words are null where this user may not read them."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    academic_goal = serializers.CharField()
    wellbeing_goal = serializers.CharField()
    child_words = serializers.CharField(allow_null=True)
    words_restricted = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())


class OpenAgreement(Answer):
    """An open agreement. Its text is null where this user may not read it."""

    id = serializers.UUIDField()
    restricted = serializers.BooleanField()
    what = serializers.CharField(allow_null=True)
    owner = serializers.CharField()
    place_label = serializers.CharField()
    rhythm_label = serializers.CharField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    data_class = serializers.CharField()


class Event(Answer):
    """Something that happened in a case."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CaseEvent.Kind.choices)
    kind_label = serializers.CharField()
    happened_on = serializers.DateField()
    detail = serializers.CharField()
    by = serializers.CharField()
    record = serializers.UUIDField()
    which = serializers.CharField()


# "from" is a keyword in Python.
Handover = type(
    "HandoverNote",
    (Answer,),
    {
        "__doc__": "What the coordinator before wrote to this one.",
        "__module__": __name__,
        "from": serializers.CharField(),
        "by": serializers.CharField(allow_null=True),
        "on": serializers.DateField(),
        "promised": serializers.CharField(),
        "due": serializers.CharField(),
        "must_know": serializers.CharField(),
    },
)


class Perspective(Answer):
    """The child's perspective as a principle, what is missing of it, and what is written down."""

    label = serializers.CharField()  # type: ignore[assignment]
    missing = serializers.ListField(child=serializers.CharField())
    written = serializers.ListField(child=serializers.CharField())


class CaseOverview(AboutCase):
    """The front page of a case."""

    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices)
    round = serializers.IntegerField()
    phases = Phase(many=True)
    next_step = Step(allow_null=True)
    further_steps = Step(many=True)
    goals = OpenGoal(many=True)
    agreements = OpenAgreement(many=True)
    next_meeting = BookedMeeting(allow_null=True)
    events = Event(many=True)
    handover = Handover(allow_null=True)
    orphaned = serializers.IntegerField()
    last_contact_on = serializers.DateField(allow_null=True)
    perspective = Perspective(allow_null=True)


class Timeline(AboutCase, paged(Event)):  # type: ignore[misc]
    """What happened in a case, newest first, and the filters."""

    filters = FilterOffer(many=True)


class ChangedField(Answer):
    """A field before and after; both are empty where this user may not read its class."""

    label = serializers.CharField()  # type: ignore[assignment]
    shown = serializers.BooleanField()
    data_class = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ActPart(Answer):
    """One change to one record, or the same change to several."""

    what = serializers.CharField()
    fields = ChangedField(many=True)  # type: ignore[assignment]


class Act(ActPart):
    """One act of a person: the main change, and the changes that came with it."""

    id = serializers.UUIDField()
    at = MomentField()
    by = serializers.CharField()
    along = ActPart(many=True)


class History(AboutCase, paged(Act)):  # type: ignore[misc]
    """Who changed what, newest first."""
