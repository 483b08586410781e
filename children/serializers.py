"""The child and what is known around it, in the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from core import access, cpr
from core.serializers import RecordSerializer, VisibleRelated

from .models import Case, Child, Diagnosis, NetworkMember, OtherMeasure, Placement, Schooling

RECORD = ["id", "url", "version", "abilities", "restricted", "changed_at"]


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

    class Meta:
        model = Child
        route = "child-detail"
        record_class = access.B
        classes = {"full_name": access.B, "age": access.B, "cpr": access.C, "cpr_masked": access.B}
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
        ]

    def get_age(self, child: Child) -> int:
        return child.age_on(timezone.localdate())

    def get_cpr_masked(self, child: Child) -> str:
        return cpr.masked(child.cpr) if child.cpr else ""

    def get_abilities(self, child: Child) -> dict[str, bool]:
        may = access.may_write(self.user, access.B)
        return {"change": may, "remove": False, "reveal_cpr": access.may_write(self.user, access.C) and bool(child.cpr)}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        typed = attrs.pop("cpr", None)
        if typed is not None:
            born_on = attrs.get("born_on") or (self.instance.born_on if self.instance else None)
            try:
                digits = cpr.normalise(typed) if typed.strip() else ""
            except ValueError as error:
                raise serializers.ValidationError({"cpr": [str(error)]}) from None
            if digits and born_on and not cpr.agrees(digits, born_on):
                raise serializers.ValidationError(
                    {"cpr": [_("CPR-nummeret passer ikke til fødselsdatoen. Ret nummeret eller datoen.")]}
                )
            probe = Child()
            probe.set_cpr(digits)
            attrs["cpr"], attrs["cpr_digest"] = probe.cpr, probe.cpr_digest
        return super().validate(attrs)


class OfChildSerializer(RecordSerializer):
    """A record that is made for a child, named when it is made."""

    child = VisibleRelated(queryset=Child.objects.all())

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        child = attrs.get("child")
        return {"municipality": child.municipality} if child else {}


class OfCaseSerializer(RecordSerializer):
    """A record that is made in a case, named when it is made. Put "case" in ``Meta.fields`` and ``Meta.fixed``."""

    case = VisibleRelated(queryset=Case.objects.all())

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        case = attrs.get("case")
        return {**super().defaults(attrs), "child": case.child, "municipality": case.municipality} if case else {}

    def validate_case(self, case: Case) -> Case:
        if not case.is_open:
            raise serializers.ValidationError(_("Forløbet er afsluttet. Genåbn det, før du skriver mere."))
        return case


class PlacementSerializer(OfChildSerializer):
    """A placement."""

    class Meta:
        model = Placement
        route = "placement-detail"
        record_class = access.B
        fixed = {"child"}
        fields = [
            *[*RECORD, "child", "kind", "place", "institution", "placing_municipality", "basis", "grounds"],
            *["from_on", "until_on"],
        ]


class SchoolingSerializer(OfChildSerializer):
    """A time in a class at a school."""

    school_name = serializers.CharField(source="school.name", read_only=True)

    class Meta:
        model = Schooling
        route = "schooling-detail"
        record_class = access.B
        fixed = {"child"}
        classes = {"school_name": access.B}
        fields = [
            *[*RECORD, "child", "school", "school_name", "grade", "class_name", "provision", "from_on", "until_on"]
        ]


class DiagnosisSerializer(OfChildSerializer):
    """A diagnosis."""

    class Meta:
        model = Diagnosis
        route = "diagnosis-detail"
        record_class = access.G
        fixed = {"child"}
        fields = [*RECORD, "child", "name", "affects_learning", "established_on", "note"]


class OtherMeasureSerializer(OfChildSerializer):
    """Another measure for the child or the family."""

    class Meta:
        model = OtherMeasure
        route = "othermeasure-detail"
        record_class = access.F
        fixed = {"child"}
        fields = [*RECORD, "child", "kind", "note", "from_on", "until_on"]


class NetworkMemberSerializer(OfChildSerializer):
    """An adult around the child."""

    has_account = serializers.SerializerMethodField()

    class Meta:
        model = NetworkMember
        route = "networkmember-detail"
        record_class = access.A
        fixed = {"child"}
        classes = {"has_account": access.A}
        fields = [
            *[*RECORD, "child", "kind", "name", "part", "organisation", "email", "phone", "has_account"],
            *["from_on", "until_on", "child_wish", "child_wish_words", "authority_advice"],
        ]

    def get_has_account(self, member: NetworkMember) -> bool:
        return member.user_id is not None

    def get_abilities(self, member: NetworkMember) -> dict[str, bool]:
        may = access.may_write(self.user, access.A) and not member.gives_access
        return {"change": may, "remove": False}

    def validate_kind(self, kind: str) -> str:
        # A part that opens the record is given by opening or handing over a case, never typed here.
        if kind in NetworkMember.WITH_ACCESS:
            raise serializers.ValidationError(_("Den rolle gives, når forløbet åbnes eller overdrages. Vælg en anden."))
        return kind


class RevealSerializer(serializers.Serializer[Any]):
    """Why a protected number is asked for."""

    reason = serializers.CharField(
        min_length=10,
        max_length=300,
        label=gettext_lazy("Hvorfor har du brug for nummeret"),
        error_messages={"min_length": gettext_lazy("Skriv lidt mere om, hvorfor du har brug for nummeret.")},
    )
