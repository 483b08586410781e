"""The answers about the child's words, and about items that are shared."""

from rest_framework import serializers

from children.models import Release
from children.serializers.header import AboutCase
from core.answers import Answer, Choices, Values
from core.fields import MomentField


class SaidByChild(Answer):
    """Something the child has said: when, its source, and the page with it."""

    words = serializers.CharField()
    said_on = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()


class ChildWords(Answer):
    """What the child has said in a case, newest first."""

    results = SaidByChild(many=True)


class OfferedItem(Answer):
    """An item that can be passed on, the kind it is listed under, and the names of those who have it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Release.Item.choices)
    group = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    shared_with = serializers.ListField(child=serializers.CharField())


class ShareSeveral(AboutCase):
    """The initial data of the page that passes on several things."""

    items = OfferedItem(many=True)
    values = Values()
    choices = Choices()


class GivenItem(Answer):
    """One item the user was given, and the page with it."""

    kind = serializers.ChoiceField(choices=Release.Item.choices)
    kind_label = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    given_on = MomentField()
    by = serializers.CharField()
    url = serializers.CharField()


class Given(AboutCase):
    """The items the user was given in a case, newest first."""

    results = GivenItem(many=True)
