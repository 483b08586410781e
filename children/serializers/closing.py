"""The input of a closing, its approval by the manager, and a reopening."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.models import User
from core.serializers import VisibleRelated

from ..models import Case, NetworkMember
from .base import ActionSerializer
from .network import PsychologistField


class OpenEndRowSerializer(ActionSerializer):
    """How one open record ends with the case; a note on its outcome, or on whom it is passed on to."""

    what = serializers.CharField(max_length=80)
    way = serializers.CharField(max_length=20, required=False, allow_blank=True, label=gettext_lazy("Hvad sker der?"))
    note = serializers.CharField(
        max_length=300, required=False, allow_blank=True, label=gettext_lazy("Hvordan gik det, eller hvem overtager?")
    )


class CloseSerializer(ActionSerializer):
    """Why and when a case closes, how open work ends, who is notified, and a note."""

    closed_on = serializers.DateField(label=gettext_lazy("Afsluttet (dato)"), default=timezone.localdate)
    close_reason = serializers.ChoiceField(
        choices=Case.CloseReason.choices, label=gettext_lazy("Hvorfor afsluttes forløbet?")
    )
    closing_note = serializers.CharField(
        label=gettext_lazy("Afsluttende bemærkning"),
        max_length=4000,
        required=False,
        allow_blank=True,
        style={"base_template": "textarea.html"},
    )
    told = VisibleRelated(
        queryset=NetworkMember.objects.all(), many=True, required=False, label=gettext_lazy("Hvem får besked?")
    )
    open_ends = OpenEndRowSerializer(many=True, required=False, label=gettext_lazy("Uafsluttet"))

    def validate_open_ends(self, rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
        """The rows by name, as the action takes them."""
        return {row.pop("what"): row for row in rows}


class ReturnClosingSerializer(ActionSerializer):
    """What the manager misses in a closing."""

    word = serializers.CharField(
        max_length=500,
        label=gettext_lazy("Hvad mangler?"),
        help_text=gettext_lazy("Læringskoordinatoren læser det. Skriv ikke barnets navn."),
        error_messages={"blank": gettext_lazy("Skriv kort, hvad der mangler.")},
        style={"base_template": "textarea.html"},
    )


class ReopenSerializer(ActionSerializer):
    """Who gets access again, besides the supervisors of the child's school."""

    psychologists = PsychologistField(
        queryset=User.objects.all(), many=True, required=False, label=gettext_lazy("PPR-psykolog med adgang igen")
    )
