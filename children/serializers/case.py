"""The case in the API, and what is asked when it is closed, handed over or looked at by a manager."""

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
    """A case. It is opened for a child; after that only its cadence and its opening date are changed here."""

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
        # Today unless told otherwise.
        extra_kwargs = {"opened_on": {"required": False}}

    def abilities_of(self, case: Case) -> dict[str, bool]:
        return {**case_abilities(case, self.user), "remove": False}

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        child = attrs.get("child")
        model_version = {"model_version": child.municipality.model_version} if child else {}
        return {**super().defaults(attrs), **model_version, "opened_on": timezone.localdate()}

    def unchecked(self) -> set[str]:
        # The number is given when the case is opened.
        return {"number"}


class CoordinatorField(VisibleRelated):
    """Another coordinator in the municipality who still works there."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(role=Role.COORDINATOR, is_active=True)


def _words(label: Any, **options: Any) -> serializers.CharField:
    """A text of some lines."""
    return serializers.CharField(label=label, max_length=2000, style={"base_template": "textarea.html"}, **options)


def _words_if_any(label: Any) -> serializers.CharField:
    return _words(label, required=False, allow_blank=True)


class HandOverSerializer(ActionSerializer):
    """To whom a case goes, and what the next coordinator must have from this one."""

    to_user = CoordinatorField(queryset=User.objects.all(), label=_("Ny læringskoordinator"))
    promised = _words_if_any(_("Hvad er der lovet barnet og de voksne?"))
    due = _words_if_any(_("Hvad skal ske snart?"))
    must_know = _words(_("Hvad skal den næste vide?"))


class ReassignSerializer(HandOverSerializer):
    """To whom a manager gives a case whose coordinator is away, and what the manager happens to know."""

    must_know = _words_if_any(_("Hvad skal den næste vide?"))


class OverseeSerializer(ActionSerializer):
    """Why a manager opens one child's record."""

    reason = serializers.CharField(
        label=_("Hvorfor har du brug for at åbne forløbet?"),
        min_length=10,
        max_length=300,
        error_messages={"min_length": _("Skriv lidt mere om, hvorfor du har brug for at åbne forløbet.")},
    )
