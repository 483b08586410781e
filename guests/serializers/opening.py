"""A link's token and code as they are sent, and what is told before and after."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.answers import Answer
from core.bodies import Body


class OpeningSerializer(Body):
    """The secret part of a link's address. It stands in the body, and in no address of the API."""

    token = serializers.CharField(max_length=100)


class CodeSerializer(OpeningSerializer):
    """A link and its code."""

    code = serializers.CharField(label=_("Kode"), max_length=20)


class Asked(Answer):
    """Who asks, and why, before the code: nothing about anybody."""

    municipality = serializers.CharField()
    asks = serializers.CharField()


class Opened(Answer):
    """The page of the link's task."""

    page = serializers.CharField()
