"""The answers of the pages about a child and a case: the case's header, and the parts of each page."""

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
    """The child and further facts. ``…_closed`` counts those this user may not read."""

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
    """The principles and elements of the intervention that a case follows, in words."""

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
    """A child's open case."""

    id = serializers.UUIDField()
    url = serializers.CharField()


class EarlierCase(Answer):
    """One of a child's earlier cases, in short."""

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
    """The child of the form."""

    id = serializers.UUIDField()
    first_name = serializers.CharField()
    age = serializers.IntegerField()


class People(Answer):
    """Adults to choose from, and what they have in common."""

    label = serializers.CharField()  # type: ignore[assignment]
    options = Choice(many=True)


class ChildForm(Answer):
    """The initial data of a form about a child. ``present`` is the period a new one may end, in words.

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
    people = People(many=True)
    also_around = serializers.ListField(child=serializers.CharField())


class NewChildForm(Answer):
    """The initial data of the form for a new child: values, and the options of the child's fields and of its parts'."""

    values = Values()
    choices = Choices()
    of_schooling = Choices()
    of_placement = Choices()


class Begun(Answer):
    """The new child, with the records created with it. ``warnings`` say what to check."""

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
    """A child in the user's list."""

    id = serializers.UUIDField()
    full_name = serializers.CharField()
    age = serializers.IntegerField()
    class_name = serializers.CharField()
    school = serializers.CharField()
    placement = serializers.CharField()
    case = CaseInRow(allow_null=True)
    closed_cases = serializers.IntegerField()


class ChildOverview(paged(ChildRow)):  # type: ignore[misc]
    """The user's children, and whether the user may create more."""

    may_create = serializers.BooleanField()
    may_import = serializers.BooleanField()


class NetworkGroup(Answer):
    """The adults of one kind."""

    kind = serializers.ChoiceField(choices=NetworkMember.Kind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    members = NetworkMemberSerializer(many=True)


class AddedAdults(Answer):
    """The added adults, in the order they were sent."""

    child = serializers.UUIDField()
    results = NetworkMemberSerializer(many=True)


class Oversight(Answer):
    """A manager who has opened the record."""

    name = serializers.CharField()
    reason = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)


class CaseNetwork(AboutCase):
    """The adults around the child, former ones, and managers' oversight."""

    groups = NetworkGroup(many=True)
    emails = serializers.ListField(child=serializers.EmailField())
    former = NetworkMemberSerializer(many=True)
    oversight = Oversight(many=True)
    orphaned = serializers.IntegerField()
    may = Abilities()


class SharedItem(Answer):
    """The item to pass on."""

    kind = serializers.CharField()
    kind_label = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


ReleaseOnPage = with_more(ReleaseSerializer, "ReleaseOnPage", has_left=serializers.BooleanField(read_only=True))


class CaseShare(AboutCase):
    """The initial data of the page that passes an item on."""

    item = SharedItem()
    values = Values()
    released = ReleaseOnPage(many=True)
    choices = Choices()


class PassedOnItem(Answer):
    """The releases of an item, one for each person."""

    case = serializers.UUIDField()
    results = ReleaseSerializer(many=True)


class PassedOnSeveral(PassedOnItem):
    """The releases of some items, including those that existed already."""

    already = ReleaseSerializer(many=True)


class HandedOver(Answer):
    """The case that was handed over, and its new coordinator."""

    number = serializers.CharField()
    to = serializers.CharField()


# "from" is a keyword in Python.
HandedOverAll = type("HandedOverAll", (Answer,), {"from": serializers.CharField(), "to": serializers.CharField()})


class HandOverForm(AboutCase):
    """The initial data of the handover form."""

    values = Values()
    choices = Choices()


class CaseAlone(AboutCase):
    """The case's header and the case itself."""

    values = CaseSerializer()
    today = serializers.DateField()


class ReassignForm(Answer):
    """The data for a manager who hands a case over, without the child."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    is_open = serializers.BooleanField()
    other_is_open = serializers.BooleanField()
    coordinator = serializers.CharField()
    values = Values()
    choices = Choices()


class ReassignAllForm(Answer):
    """The data for a manager who hands over all of a coordinator's cases."""

    coordinator = serializers.CharField()
    numbers = serializers.ListField(child=serializers.CharField())
    values = Values()
    choices = Choices()
