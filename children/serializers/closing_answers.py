"""What the pages that close a case, and move it on to a new place, are answered."""

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
    """Who was told of a closing: in the application, and by the coordinator, with addresses to write to."""

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
    """What closing a case begins from."""

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
    """Something ahead that hangs on somebody who has left, or may leave, and who can have it."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()
    url = serializers.CharField()
    name = serializers.CharField()
    who = serializers.CharField()
    choices = Choice(many=True)


class OrphanedForm(AboutCase):
    """What somebody left with, and who can take over."""

    rows = OpenDutyRow(many=True)
    values = Values()


class MovedForm(AboutCase):
    """Who was there because of the place before, and what is open there."""

    place = serializers.CharField()
    before = serializers.CharField()
    now = serializers.CharField()
    from_on = serializers.DateField()
    has_begun = serializers.BooleanField()
    rows = OpenDutyRow(many=True)
    values = Values()
    choices = Choices()
