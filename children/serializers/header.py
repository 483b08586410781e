"""The header of every page of a case in the API's description (``caseheader.case_header`` makes it)."""

from rest_framework import serializers

from core.answers import Abilities, Answer

from ..models import Case


class ChildInHeader(Answer):
    """The child a case is about."""

    id = serializers.UUIDField()
    first_name = serializers.CharField()
    full_name = serializers.CharField()
    age = serializers.IntegerField()
    name_protected = serializers.BooleanField()
    class_name = serializers.CharField()
    school = serializers.CharField()
    placement = serializers.CharField()
    placement_kind_label = serializers.CharField()


class CaseTab(Answer):
    """A page of the case."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class CaseHeader(Answer):
    """The case, its child and the people around it."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    version = serializers.IntegerField()
    url = serializers.CharField()
    child = ChildInHeader()
    coordinator = serializers.CharField()
    supervisors = serializers.ListField(child=serializers.CharField())
    is_open = serializers.BooleanField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    close_reason_label = serializers.CharField()
    model_version = serializers.ChoiceField(choices=Case._meta.get_field("model_version").choices or ())
    abilities = Abilities()
    tabs = CaseTab(many=True)


class AboutCase(Answer):
    """Base of the answers of a case's pages."""

    case = CaseHeader()
