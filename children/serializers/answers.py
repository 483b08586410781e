"""What the pages about a child and a case are answered: the case's header, and the parts of each page."""

from rest_framework import serializers

from core.answers import Abilities, Answer, Choice, Choices, Values, paged, with_more

from ..models import NetworkMember
from .around import DiagnosisSerializer, OtherMeasureSerializer, PlacementSerializer, SchoolingSerializer
from .case import CaseSerializer
from .child import ChildSerializer
from .closing_answers import ClosingShown, ToldOfClosing
from .header import AboutCase
from .network import NetworkMemberSerializer
from .release import ReleaseSerializer

SchoolingShown = with_more(SchoolingSerializer, "SchoolingShown", holds_today=serializers.BooleanField(read_only=True))
PlacementShown = with_more(PlacementSerializer, "PlacementShown", holds_today=serializers.BooleanField(read_only=True))


class Surroundings(Answer):
    """The child and what is known around it. ``…_closed`` counts what this user may not read."""

    child = ChildSerializer()
    schoolings = SchoolingShown(many=True)
    school_shifts = serializers.IntegerField()
    placements = PlacementShown(many=True)
    placement_shifts = serializers.IntegerField()
    diagnoses = DiagnosisSerializer(many=True)
    diagnoses_closed = serializers.IntegerField()
    other_measures = OtherMeasureSerializer(many=True)
    other_measures_closed = serializers.IntegerField()
    may = Abilities()


class Foundation(Answer):
    """What the version of the intervention a case follows rests on, in words."""

    principles = serializers.ListField(child=serializers.CharField())
    elements = serializers.ListField(child=serializers.CharField())


class CaseBasics(AboutCase, Surroundings):
    """The base data of a case."""

    record = CaseSerializer()
    intervention = Foundation()
    closing = ClosingShown(allow_null=True)
    told = ToldOfClosing(allow_null=True)
    municipality_months = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)


class OpenCase(Answer):
    """Where a child's open case is."""

    id = serializers.UUIDField()
    url = serializers.CharField()


class EarlierCase(Answer):
    """One of a child's cases, in short."""

    number = serializers.CharField()
    url = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    close_reason_label = serializers.CharField()


class ChildPage(Surroundings):
    """A child with its cases."""

    open_case = OpenCase(allow_null=True)
    cases = EarlierCase(many=True)
    today = serializers.DateField()


class ChildInForm(Answer):
    """Whose form it is."""

    id = serializers.UUIDField()
    first_name = serializers.CharField()
    age = serializers.IntegerField()


class People(Answer):
    """Adults to choose from, and what they have in common."""

    label = serializers.CharField()  # type: ignore[assignment]
    options = Choice(many=True)


class ChildForm(Answer):
    """What a form about a child begins from. ``present`` is the period a new one may end, in words.

    ``people`` are adults known from elsewhere, ``also_around`` the other children the same adult is around.
    """

    child = ChildInForm()
    case_id = serializers.UUIDField(allow_null=True)
    case_number = serializers.CharField()
    values = Values()
    present = serializers.CharField()
    choices = Choices()
    is_new = serializers.BooleanField()
    today = serializers.DateField()
    writes_wishes = serializers.BooleanField()
    people = People(many=True)
    also_around = serializers.ListField(child=serializers.CharField())


class NewChildForm(Answer):
    """What making a child begins from: first values, and the options of the child's fields and of its parts'."""

    values = Values()
    choices = Choices()
    of_schooling = Choices()
    of_placement = Choices()


class Begun(Answer):
    """The child that was made, with what was made with it. ``warnings`` say what is worth a second look."""

    url = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField())
    child = ChildSerializer()
    schooling = SchoolingSerializer(allow_null=True)
    placement = PlacementSerializer(allow_null=True)
    case = CaseSerializer(allow_null=True)


class CaseInRow(Answer):
    """A case by its number."""

    number = serializers.CharField()
    url = serializers.CharField()


class ChildRow(Answer):
    """A child in the list of one's children."""

    id = serializers.UUIDField()
    full_name = serializers.CharField()
    age = serializers.IntegerField()
    class_name = serializers.CharField()
    school = serializers.CharField()
    placement = serializers.CharField()
    case = CaseInRow(allow_null=True)
    closed_cases = serializers.IntegerField()


class ChildOverview(paged(ChildRow)):  # type: ignore[misc]
    """One's children, and whether one may make more."""

    may_create = serializers.BooleanField()
    may_import = serializers.BooleanField()


class NetworkGroup(Answer):
    """The adults of one kind."""

    kind = serializers.ChoiceField(choices=NetworkMember.Kind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    members = NetworkMemberSerializer(many=True)


class AddedAdults(Answer):
    """The adults that were added, in the order they were told."""

    child = serializers.UUIDField()
    results = NetworkMemberSerializer(many=True)


class Oversight(Answer):
    """A manager who has opened the record."""

    name = serializers.CharField()
    reason = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)


class CaseNetwork(AboutCase):
    """The adults around the child, those who were, and managers' oversight."""

    groups = NetworkGroup(many=True)
    emails = serializers.ListField(child=serializers.EmailField())
    former = NetworkMemberSerializer(many=True)
    oversight = Oversight(many=True)
    orphaned = serializers.IntegerField()
    may = Abilities()


class SharedItem(Answer):
    """What is passed on."""

    kind = serializers.CharField()
    kind_label = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


ReleaseOnPage = with_more(ReleaseSerializer, "ReleaseOnPage", has_left=serializers.BooleanField(read_only=True))


class CaseShare(AboutCase):
    """What the page that passes an item on begins from."""

    item = SharedItem()
    values = Values()
    released = ReleaseOnPage(many=True)
    choices = Choices()


class PassedOnItem(Answer):
    """The rows an item was passed on with, one a person."""

    case = serializers.UUIDField()
    results = ReleaseSerializer(many=True)


class PassedOnSeveral(PassedOnItem):
    """The rows some items were passed on with, and those of whoever had one of them already."""

    already = ReleaseSerializer(many=True)


class HandedOver(Answer):
    """The case that was given, and to whom."""

    number = serializers.CharField()
    to = serializers.CharField()


# "from" is no name in Python.
HandedOverAll = type("HandedOverAll", (Answer,), {"from": serializers.CharField(), "to": serializers.CharField()})


class HandOverForm(AboutCase):
    """What handing a case over begins from."""

    values = Values()
    choices = Choices()


class CaseAlone(AboutCase):
    """The case's header and the case itself."""

    values = CaseSerializer()
    today = serializers.DateField()


class ReassignForm(Answer):
    """What a manager sees who gives a case to another: no child."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    is_open = serializers.BooleanField()
    other_is_open = serializers.BooleanField()
    coordinator = serializers.CharField()
    values = Values()
    choices = Choices()


class ReassignAllForm(Answer):
    """What a manager sees who gives all of a coordinator's cases to another."""

    coordinator = serializers.CharField()
    numbers = serializers.ListField(child=serializers.CharField())
    values = Values()
    choices = Choices()
