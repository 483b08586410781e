"""The brief in the API's description."""

from rest_framework import serializers

from children.serializers.header import AboutCase
from core.answers import Answer, FilterChoice
from core.fields import MomentField
from goals.models import Goal
from support.models import Sparring

STATES = ["ok", "info", "overdue", "waiting"]


class BriefWords(Answer):
    """Something the child has said, with its source."""

    words = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class BriefLastMeeting(Answer):
    """The last meeting held."""

    kind_label = serializers.CharField()
    held_on = serializers.DateField()
    came = serializers.ListField(child=serializers.CharField())
    absent = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()


class BriefComingMeeting(Answer):
    """The booked meeting."""

    id = serializers.UUIDField()
    kind_label = serializers.CharField()
    starts_at = MomentField()
    place = serializers.CharField(allow_blank=True)
    invited = serializers.ListField(child=serializers.CharField())
    child_part = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()


class BriefFaces(Answer):
    """Who has come and who has left since the last meeting."""

    new = serializers.ListField(child=serializers.CharField())
    gone = serializers.ListField(child=serializers.CharField())


class BriefFate(Answer):
    """What became of an agreement."""

    what = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    state_text = serializers.CharField()


class BriefPromise(BriefFate):
    """Something promised, and what was done."""

    terms = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    outcome = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


class BriefPerson(Answer):
    """Somebody who promised something."""

    name = serializers.CharField()
    part = serializers.CharField()
    has_left = serializers.BooleanField()
    promises = BriefPromise(many=True)


class BriefPlace(Answer):
    """The promises of one place: school, home, municipality."""

    label = serializers.CharField()  # type: ignore[assignment]
    people = BriefPerson(many=True)


class BriefDecision(Answer):
    """What a meeting decided about a goal."""

    day = serializers.CharField()
    verdict_label = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class BriefGoal(Answer):
    """A goal, as the meeting goes through it."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Goal.Status.choices)
    status_label = serializers.CharField()
    ended_on = serializers.DateField(allow_null=True)
    end_reason = serializers.CharField(allow_blank=True)
    academic_goal = serializers.CharField(allow_blank=True)
    wellbeing_goal = serializers.CharField(allow_blank=True)
    child_words = serializers.CharField(allow_blank=True)
    target = serializers.CharField(allow_blank=True)
    small_steps = serializers.ListField(child=serializers.CharField())
    reviews = BriefDecision(many=True)
    url = serializers.CharField()


class BriefChange(BriefFate):
    """What somebody does differently after a sparring."""

    who = serializers.CharField()


class BriefSparring(Answer):
    """A sparring, and what it led to."""

    setting = serializers.ChoiceField(choices=Sparring.Setting.choices)
    setting_label = serializers.CharField()
    held_on = serializers.DateField()
    form_label = serializers.CharField()
    giver = serializers.CharField()
    with_whom = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True)
    question = serializers.CharField(allow_blank=True)
    nothing_agreed = serializers.BooleanField()
    tried = serializers.CharField(allow_blank=True)
    helped = serializers.CharField(allow_blank=True)
    changes = BriefChange(many=True)
    url = serializers.CharField()


class BriefOpen(Answer):
    """Something still open."""

    text = serializers.CharField()
    why = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


class Brief(AboutCase):
    """The brief for a case's next meeting, for the audience asked for."""

    audience = serializers.CharField(allow_blank=True)
    choices = FilterChoice(many=True)
    for_text = serializers.CharField(allow_blank=True)
    since_text = serializers.CharField()
    child_words = BriefWords(many=True)
    last = BriefLastMeeting(allow_null=True)
    coming = BriefComingMeeting(allow_null=True)
    faces = BriefFaces()
    promises = BriefPlace(many=True)
    goals = BriefGoal(many=True)
    sparrings = BriefSparring(many=True)
    open = BriefOpen(many=True)
    withheld = serializers.CharField(allow_blank=True)
    municipality = serializers.CharField()
