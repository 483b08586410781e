"""The answers of the pages about the assessment."""

from rest_framework import serializers

from children.models import NetworkMember
from children.serializers.header import AboutCase
from core.answers import Abilities, Answer, Choices, Texts, Values, with_more

from .serializers import AssessmentSerializer, PartSerializer, ReportSerializer


class Section(Answer):
    """One text under its heading."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()


PartCard = with_more(
    PartSerializer,
    "PartCard",
    is_closed=serializers.BooleanField(read_only=True),
    is_locked=serializers.BooleanField(read_only=True),
    quote=serializers.CharField(read_only=True, allow_null=True),
    sections=Section(many=True, read_only=True),
)
ReportCard = with_more(
    ReportSerializer,
    "ReportCard",
    is_closed=serializers.BooleanField(read_only=True),
    quote=serializers.CharField(read_only=True),
    sections=Section(many=True, read_only=True),
    given_to=serializers.ListField(child=serializers.CharField(), read_only=True),
)
AskedPart = with_more(
    PartSerializer,
    "AskedPart",
    child_name=serializers.CharField(read_only=True),
    age=serializers.IntegerField(read_only=True),
    number=serializers.CharField(read_only=True),
    purpose=serializers.CharField(read_only=True),
)


class AskedParts(Answer):
    """The parts ordered from the user."""

    todo = AskedPart(many=True)
    done = AskedPart(many=True)


class Round(Answer):
    """One of a case's assessments."""

    round = serializers.IntegerField()
    ordered_on = serializers.DateField()


class CaseAssessment(AboutCase):
    """The assessment of a case: its parts, its report, and the other rounds."""

    assessment = AssessmentSerializer(allow_null=True)
    parts = PartCard(many=True)
    received = serializers.IntegerField(required=False)
    report = ReportCard(allow_null=True)
    rounds = Round(many=True)
    abilities = Abilities()


class OrderForm(AboutCase):
    """The initial data of the form that orders an assessment."""

    values = Values()
    choices = Choices()
    is_refresh = serializers.BooleanField()


class PartForm(AboutCase):
    """The initial data of a part's form."""

    part = PartCard()
    values = Values()
    choices = Choices()
    labels = Texts()
    examples = Texts()
    purpose = serializers.CharField()
    today = serializers.DateField()


class OrderPartForm(AboutCase):
    """The initial data of the form that orders a part."""

    part = PartCard()
    values = Values()
    choices = Choices()


class ReportForm(AboutCase):
    """The initial data of the report's form. ``left_out`` names the parts the writer may not read."""

    values = Values()
    left_out = serializers.ListField(child=serializers.CharField())
    unfinished = serializers.ListField(child=serializers.CharField(), required=False)
    round = serializers.IntegerField()


class ReportReading(AboutCase):
    """The report for its reading page."""

    report = ReportCard()
    round = serializers.IntegerField()


class PersonToShareWith(Answer):
    """Somebody around the child, and whether they have the item."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    part = serializers.CharField()
    has_account = serializers.BooleanField()
    hint = serializers.CharField()
    kind = serializers.ChoiceField(choices=NetworkMember.Kind.choices)
    has_left = serializers.BooleanField()
    released_on = serializers.DateField(allow_null=True)
    release = serializers.CharField()


class PeopleToShareWith(Answer):
    """The people at one place."""

    label = serializers.CharField()  # type: ignore[assignment]
    people = PersonToShareWith(many=True)
    is_lacking = serializers.BooleanField()


class PartSharing(AboutCase):
    """Who may get a part, and who has it."""

    item = PartSerializer()
    groups = PeopleToShareWith(many=True)
    is_given = serializers.BooleanField()
    values = Values()


class ReportSharing(PartSharing):
    """Who may get the report, and who has it."""

    item = ReportSerializer()  # type: ignore[assignment]
