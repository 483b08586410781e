"""The answers about reminders and news."""

from django.db.models import TextChoices
from rest_framework import serializers

from core.answers import Answer, paged
from core.fields import MomentField
from followup.rules import rule_choices


class Opens(TextChoices):
    """What a reminder leads to: the record, a manager's page of the case without the child, or nothing."""

    RECORD = "record"
    MASKED = "masked"
    NOTHING = ""


class NoticeRow(Answer):
    """One reminder. ``about`` is the child's first name, or the case's number where ``named`` is false.

    ``opens`` is empty where the reader's part has ended: the reminder then leads nowhere.
    """

    id = serializers.UUIDField()
    rule = serializers.ChoiceField(choices=rule_choices())
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()
    kind = serializers.CharField()
    about = serializers.CharField()
    named = serializers.BooleanField()
    opens = serializers.ChoiceField(choices=Opens.values, allow_blank=True)
    case = serializers.UUIDField()
    record = serializers.UUIDField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    created_at = MomentField()
    changed_at = MomentField()
    read_at = MomentField(allow_null=True)
    done_at = MomentField(allow_null=True)


class Notices(paged(NoticeRow)):  # type: ignore[misc]
    """The user's reminders, newest first."""

    unread = serializers.IntegerField()
    done = serializers.IntegerField()


class Unread(Answer):
    """The number of unread reminders."""

    unread = serializers.IntegerField()


class MarkedRead(Answer):
    """The number of reminders that were unread until now."""

    read = serializers.IntegerField()
