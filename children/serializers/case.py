"""The case in the API, and the input of a closing, a handover or a manager's access."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from core import access
from core.access import Role
from core.serializers import VisibleRelated

from ..caseheader import case_abilities
from ..models import Case
from .base import RECORD, ActionSerializer, OfChildSerializer


class CaseSerializer(OfChildSerializer):
    """A case. It is opened for a child; afterwards only its cadence and its opening date are changed here."""

    is_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Case
        route = "case-detail"
        record_class = access.A
        fixed = {"child"}
        classes = {"is_open": access.A}
        fields = [
            *[*RECORD, "child", "number", "model_version", "is_open", "opened_on", "closed_on", "close_reason"],
            *["closing_note", "own_min_months", "own_max_months", "cadence_reason"],
        ]
        # Today by default.
        extra_kwargs = {"opened_on": {"required": False}}

    def abilities_of(self, case: Case) -> dict[str, bool]:
        return {**case_abilities(case, self.user), "remove": False}

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        child = attrs.get("child")
        model_version = {"model_version": child.municipality.model_version} if child else {}
        return {**super().defaults(attrs), **model_version, "opened_on": timezone.localdate()}

    def unchecked(self) -> set[str]:
        # The number is assigned when the case is opened.
        return {"number"}


class CoordinatorField(VisibleRelated):
    """Another active coordinator in the municipality."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(role=Role.COORDINATOR, is_active=True)


def _words(label: Any, **options: Any) -> serializers.CharField:
    """A text of some lines."""
    return serializers.CharField(label=label, max_length=2000, style={"base_template": "textarea.html"}, **options)


def _words_if_any(label: Any) -> serializers.CharField:
    return _words(label, required=False, allow_blank=True)


class HandOverSerializer(ActionSerializer):
    """The next coordinator, and what they need to know."""

    to_user = CoordinatorField(queryset=User.objects.all(), label=_("Ny læringskoordinator"))
    promised = _words_if_any(_("Hvad er der lovet barnet og de voksne?"))
    due = _words_if_any(_("Hvad skal ske snart?"))
    must_know = _words(_("Hvad skal den næste vide?"))


class ReassignSerializer(HandOverSerializer):
    """The next coordinator of a case whose own is away, and what the manager knows."""

    must_know = _words_if_any(_("Hvad skal den næste vide?"))


class OverseeSerializer(ActionSerializer):
    """The reason for a manager's access to one child's record."""

    reason = serializers.CharField(
        label=_("Hvorfor har du brug for at åbne forløbet?"),
        min_length=10,
        max_length=300,
        error_messages={"min_length": _("Skriv lidt mere om, hvorfor du har brug for at åbne forløbet.")},
    )
