"""The child in the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from core import access, cpr
from core.serializers import RecordSerializer

from ..models import Child
from ..models.child import CPR_OF_ANOTHER_GENDER, gender_contradicts
from .base import RECORD, ActionSerializer


class ChildSerializer(RecordSerializer):
    """A child. The CPR number is written here but never read: it is shown masked, and revealed by its own route."""

    full_name = serializers.CharField(read_only=True)
    age = serializers.SerializerMethodField()
    cpr = serializers.CharField(
        write_only=True,
        required=False,
        allow_blank=True,
        label=gettext_lazy("CPR-nummer"),
        max_length=20,
        help_text=gettext_lazy("Ti cifre. Gemmes krypteret og vises kun med en begrundelse."),
    )
    cpr_masked = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta:
        model = Child
        route = "child-detail"
        record_class = access.B
        classes = {
            "full_name": access.B,
            "age": access.B,
            "cpr": access.C,
            "cpr_masked": access.B,
            "warnings": access.B,
        }
        # A birth date always has a year: nobody is born on the nearest 3 August.
        extra_kwargs = {"born_on": {"style": {"day": "whole"}}}
        fields = [
            *RECORD,
            "first_name",
            "last_name",
            "full_name",
            "age",
            "born_on",
            "gender",
            "cpr",
            "cpr_masked",
            "name_protected",
            "reading_help",
            "parents_contact",
            "warnings",
        ]

    def get_age(self, child: Child) -> int:
        return child.age_on(timezone.localdate())

    def get_cpr_masked(self, child: Child) -> str:
        # Only users who may ask for the number are told whether there is one.
        return cpr.masked(child.cpr) if child.cpr and access.may_write(self.user, access.C) else ""

    def get_warnings(self, child: Child) -> list[str]:
        """Warnings about the values just written; empty where nothing was written, or all of it fits."""
        if not getattr(self.context["view"], "wrote_identity", False) or not access.may_write(self.user, access.C):
            return []
        if child.cpr and gender_contradicts(child.cpr, child.gender):
            return [str(CPR_OF_ANOTHER_GENDER)]
        return []

    def abilities_of(self, child: Child) -> dict[str, bool]:
        may = access.may_write(self.user, access.B)
        return {"change": may, "remove": False, "reveal_cpr": access.may_write(self.user, access.C) and bool(child.cpr)}

    def validate_cpr(self, typed: str) -> str:
        """The ten digits, or "". Raises ValidationError for a text that is no CPR number."""
        try:
            return cpr.normalise(typed) if typed.strip() else ""
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Replaces the CPR number by its encrypted form and its digest. Raises ValidationError where it contradicts the
        birth date.
        """
        digits = attrs.pop("cpr", None)
        if digits is not None:
            born_on = attrs.get("born_on") or (self.instance.born_on if self.instance else None)
            if digits and born_on and not cpr.agrees(digits, born_on):
                raise serializers.ValidationError(
                    {"cpr": [_("CPR-nummeret passer ikke til fødselsdatoen. Ret nummeret eller datoen.")]}
                )
            probe = Child()
            probe.set_cpr(digits)
            attrs["cpr"], attrs["cpr_digest"] = probe.cpr, probe.cpr_digest
        return super().validate(attrs)


class RevealSerializer(ActionSerializer):
    """The reason for revealing a protected number."""

    reason = serializers.CharField(
        min_length=10,
        max_length=300,
        label=gettext_lazy("Hvorfor har du brug for nummeret?"),
        error_messages={"min_length": gettext_lazy("Skriv lidt mere om, hvorfor du har brug for nummeret.")},
    )
