"""The answers of the pages that close a case and of the page after a move."""

from rest_framework import serializers

from core.answers import Answer, Choice, Choices, Values

from ..models import Closing
from .header import AboutCase


class ClosingShown(Answer):
    """A closing that waits for the manager, or was sent back."""

    state = serializers.ChoiceField(choices=Closing.State.choices)
    state_label = serializers.CharField()
    closed_on = serializers.DateField()
    reason_label = serializers.CharField()
    asked_by = serializers.CharField()
    asked_on = serializers.DateField()
    decided_by = serializers.CharField()
    word = serializers.CharField()


class ToldOfClosing(Answer):
    """The people told of a closing: in the application, and by the coordinator, with addresses to write to."""

    here = serializers.ListField(child=serializers.CharField())
    by_hand = serializers.ListField(child=serializers.CharField())
    emails = serializers.ListField(child=serializers.EmailField())


class OpenEnd(Answer):
    """Something open in a case, and the ways it can end with it."""

    id = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    whose = serializers.CharField()
    ways = Choice(many=True)
    takes_note = serializers.BooleanField()
    remark = serializers.CharField()


class CloseForm(AboutCase):
    """The initial data of the closing form."""

    rows = OpenEnd(many=True)
    closing = ClosingShown(allow_null=True)
    needs_approval = serializers.BooleanField()
    values = Values()
    choices = Choices()


class ClosingToApprove(Answer):
    """A closing as the manager sees it: no child."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    closing = ClosingShown(allow_null=True)
    values = Values()


class Decided(Answer):
    """The number of the case a manager decided about."""

    number = serializers.CharField()


class OpenDutyRow(Answer):
    """An open duty of somebody who has left, or may leave, and who can take it over.

    ``asks`` is the question about open work that nobody has, and that can only stay or end; empty for a duty.
    """

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()
    url = serializers.CharField()
    name = serializers.CharField()
    who = serializers.CharField()
    asks = serializers.CharField()
    choices = Choice(many=True)


class OrphanedForm(AboutCase):
    """The duties of those who have left, and who can take over."""

    rows = OpenDutyRow(many=True)
    values = Values()


class MovedForm(AboutCase):
    """The people of the former place, and what is open there."""

    place = serializers.CharField()
    before = serializers.CharField()
    now = serializers.CharField()
    from_on = serializers.DateField()
    has_begun = serializers.BooleanField()
    rows = OpenDutyRow(many=True)
    values = Values()
    choices = Choices()
