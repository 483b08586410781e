"""What is asked when a case is closed, and when it is opened again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User

from ..models import Case
from .base import Asked
from .network import PsychologistField


class CloseSerializer(Asked):
    """Why and when a case closes, and what is to be remembered of it."""

    closed_on = serializers.DateField(label=_("Afsluttet (dato)"), default=timezone.localdate)
    close_reason = serializers.ChoiceField(choices=Case.CloseReason.choices, label=_("Hvorfor afsluttes forløbet?"))
    closing_note = serializers.CharField(
        label=_("Afsluttende bemærkning"),
        max_length=4000,
        required=False,
        allow_blank=True,
        style={"base_template": "textarea.html"},
    )


class ReopenSerializer(Asked):
    """Who is let in again, beside the supervisors of the child's school."""

    psychologists = PsychologistField(
        queryset=User.objects.all(), many=True, required=False, label=_("PPR-psykolog med adgang igen")
    )
