"""The answers of the pages about dreams, goals and agreements."""

from rest_framework import serializers

from children.serializers.header import AboutCase
from core.answers import Abilities, Answer, Choices, Texts, Values, with_more

from .models import Agreement
from .serializers import AgreementSerializer, DreamSerializer, GoalSerializer

SHARED = {"shared_with": serializers.ListField(child=serializers.CharField(), read_only=True)}
DreamOnPage = with_more(DreamSerializer, "DreamOnPage", **SHARED, is_closed=serializers.BooleanField(read_only=True))
AgreementOnPage = with_more(AgreementSerializer, "AgreementOnPage", **SHARED)


class AgreementsAt(Answer):
    """A goal's agreements at one place, and whether this user may add one."""

    key = serializers.ChoiceField(choices=Agreement.Place.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    agreements = AgreementOnPage(many=True)
    add = serializers.BooleanField()


GoalOnPage = with_more(
    GoalSerializer,
    "GoalOnPage",
    **SHARED,
    missing_labels=Texts(read_only=True),
    places=AgreementsAt(many=True, read_only=True),
    ended_agreements=AgreementOnPage(many=True, read_only=True),
)


class StandsFor(Answer):
    """How many of a case's open agreements the coordinator stands for, where they are too many."""

    owned = serializers.IntegerField()
    open = serializers.IntegerField()


class CaseGoals(AboutCase):
    """The dreams and goals of a case, with each goal's agreements and those without a goal."""

    abilities = Abilities()
    areas_without_goal = serializers.ListField(child=serializers.CharField())
    dreams = DreamOnPage(many=True)
    goals = GoalOnPage(many=True)
    ended_goals = GoalOnPage(many=True)
    home_activities = AgreementOnPage(many=True)
    other_agreements = AgreementOnPage(many=True)
    ended_agreements = AgreementOnPage(many=True)
    coordinator_stands_for = StandsFor(allow_null=True)


class OwnerOnSheet(Answer):
    """One person's open agreements."""

    name = serializers.CharField()
    part = serializers.CharField()
    agreements = AgreementSerializer(many=True)


class CaseAgreements(AboutCase):
    """The open agreements of a case, by owner."""

    abilities = Abilities()
    people = OwnerOnSheet(many=True)
    coordinator_stands_for = StandsFor(allow_null=True)


class GoalsForm(AboutCase):
    """The initial data of a form about a dream, goal or agreement, with examples for the child's age."""

    may_write = serializers.BooleanField()
    writes_words = serializers.BooleanField()
    # The principle's name, where the model has the child's perspective as one.
    perspective = serializers.CharField(allow_blank=True)
    ask = serializers.CharField()
    age_group = serializers.ChoiceField(choices=["young", "middle", "teen"])
    examples = Texts()
    values = Values()
    choices = Choices()


class FollowUpForm(GoalsForm):
    """The initial data of the follow-up form of an agreement."""

    agreement = AgreementSerializer()
