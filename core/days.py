"""Reads a typed day and returns it in words, while the user is still at the form."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from .api import Logged
from .bodies import Body
from .danish import long_date, short_date
from .typed_dates import typed_day
from .wording import DATE_FORM


class TypedDaySerializer(Body):
    """The typed text, and how the field reads a day without a year."""

    text = serializers.CharField(max_length=100, allow_blank=True)
    meant = serializers.ChoiceField(choices=["near", "ahead", "whole"], default="near")


class ReadDaySerializer(serializers.Serializer[Any]):
    """The day as ISO, as a field shows it, and in words; otherwise an error that says what to write."""

    date = serializers.DateField(allow_null=True)
    short = serializers.CharField(allow_blank=True)
    words = serializers.CharField()


class DayView(Logged):
    """Reads a day as forms do. By POST: the text may be a birthday, and must stand in no address."""

    only_reads = True
    logs_refusals = False

    @extend_schema(request=TypedDaySerializer, responses=ReadDaySerializer)
    def post(self, request: Request) -> Response:
        """The day a text like `3/8`, `3. august`, `i morgen` or `på mandag` means today."""
        asked = TypedDaySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        day = typed_day(asked.validated_data["text"], asked.validated_data["meant"])
        words = long_date(day) if day else str(DATE_FORM)
        return Response({"date": day, "short": short_date(day), "words": words})
