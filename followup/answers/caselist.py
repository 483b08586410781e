"""Answers about cases in lists, masked or named."""

from rest_framework import serializers

from children.models import Placement
from core.answers import Answer, FilterOffer
from core.fields import MomentField
from followup.models import CaseStatus
from followup.steps import step_choices


class OverTime(Answer):
    """A step past its last day, and why it was postponed, if it was."""

    step = serializers.ChoiceField(choices=step_choices())
    label = serializers.CharField()  # type: ignore[assignment]
    due_on = serializers.DateField()
    postponed_until = serializers.DateField(allow_null=True)
    postponed_for = serializers.CharField()


class MaskedCaseRow(Answer):
    """A case in a list, as a manager sees it: no child."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    number = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    changed_at = MomentField()
    coordinator = serializers.CharField(allow_null=True)
    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices, allow_null=True)
    phase_label = serializers.CharField()
    round = serializers.IntegerField(allow_null=True)
    next_step = serializers.ChoiceField(choices=step_choices(), allow_null=True)
    next_step_label = serializers.CharField()
    next_step_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    last_contact_on = serializers.DateField(allow_null=True)
    last_meeting_on = serializers.DateField(allow_null=True)
    next_meeting_at = MomentField(allow_null=True)
    window_opens_on = serializers.DateField(allow_null=True)
    window_closes_on = serializers.DateField(allow_null=True)
    follow_up_overdue = serializers.BooleanField()
    over_time = OverTime(many=True, required=False)


class CaseRow(MaskedCaseRow):
    """A case in a list. A masked one leaves out everything about the child."""

    child = serializers.UUIDField(required=False)
    first_name = serializers.CharField(required=False)
    last_name = serializers.CharField(required=False)
    class_name = serializers.CharField(required=False, allow_null=True)
    grade = serializers.IntegerField(required=False, allow_null=True)
    school = serializers.CharField(required=False, allow_null=True)
    placement_kind = serializers.ChoiceField(choices=Placement.Kind.choices, required=False, allow_null=True)
    placement_kind_label = serializers.CharField(required=False)


class CaseRows(Answer):
    """Cases, and how many there are."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    page_size = serializers.IntegerField()
    masked = serializers.BooleanField()
    results = CaseRow(many=True)


class CaseList(CaseRows):
    """A page of the list of cases."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class CaseListPage(CaseList):
    """The list with its filters and sorts."""

    filters = FilterOffer(many=True)


class MaskedCase(MaskedCaseRow):
    """A case of a manager's unit, and whether its record is open to the manager just now."""

    is_open_to_me = serializers.BooleanField()
