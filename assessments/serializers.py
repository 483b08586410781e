"""The assessment, its parts and its report in the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.models import User
from children.models import NetworkMember
from children.models.memberkey import refuse_outside_network
from children.serializers import RECORD, ActionSerializer, OfCaseSerializer, PsychologistField
from core import access
from core.serializers import RecordSerializer, VisibleRelated

from .models import Assessment, AssessmentPart, AssessmentReport


def leads(user: Any) -> bool:
    """Whether the user writes everything in an assessment, the child's own words included: the coordinator."""
    return access.may_write(user, access.I)


def _psychologist(label: Any) -> PsychologistField:
    return PsychologistField(queryset=User.objects.all(), label=label, required=False, allow_null=True, write_only=True)


def _member(label: Any) -> VisibleRelated:
    return VisibleRelated(
        queryset=NetworkMember.objects.all(), label=label, required=False, allow_null=True, write_only=True
    )


class AssessmentSerializer(OfCaseSerializer):
    """An assessment. Ordering one creates its four parts, each ordered from the person named for it, if any."""

    psychologist = _psychologist(gettext_lazy("Kognitiv del: PPR-psykolog"))
    academic_by = _member(gettext_lazy("Faglig del"))
    social_by = _member(gettext_lazy("Social trivsel"))
    own_words_by = _member(gettext_lazy("Barnets egne ord"))
    reuse = serializers.BooleanField(
        label=gettext_lazy("Begynd med teksterne fra sidste runde"), default=True, write_only=True
    )

    class Meta:
        model = Assessment
        route = "assessment-detail"
        # Its parts hold every class: only those who may write the child's own words may order one.
        record_class = access.I
        fixed = {"case"}
        classes = dict.fromkeys(["psychologist", "academic_by", "social_by", "own_words_by", "reuse"], access.A)
        fields = [
            *[*RECORD, "case", "round", "ordered_on", "purpose"],
            *["psychologist", "academic_by", "social_by", "own_words_by", "reuse"],
        ]
        extra_kwargs = {"ordered_on": {"required": False}}
        # The model's own rules are run; the serializer would take every round for the first.
        validators: list[Any] = []

    def abilities_of(self, assessment: Assessment) -> dict[str, bool]:
        return {"change": leads(self.user), "remove": False}

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is not None:
            return {}
        case = attrs.get("case")
        # The next round, for the model's rules; it is counted again when the assessment is ordered.
        round = Assessment.objects.filter(case=case).count() + 1 if case else 1
        return {**super().defaults(attrs), "ordered_on": timezone.localdate(), "round": round}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError where somebody who does a part is outside the child's network."""
        case = attrs.get("case")
        for name in ("academic_by", "social_by", "own_words_by"):
            if attrs.get(name) and case:
                refuse_outside_network([attrs[name]], case.child_id, field=name)
        return super().validate(attrs)


class PartSerializer(RecordSerializer):
    """A part. Its text has the class of its subject, and the cognitive one is closed until it is handed over."""

    state = serializers.CharField(read_only=True)
    state_label = serializers.CharField(source="state.label", read_only=True)
    responsible_name = serializers.CharField(source="responsible.name", default="", read_only=True)
    is_written = serializers.BooleanField(read_only=True)
    is_with_psychologist = serializers.BooleanField(read_only=True)
    sources_labels = serializers.SerializerMethodField()

    TEXT = frozenset({*AssessmentPart.TEXT, "sources_labels"})

    class Meta:
        model = AssessmentPart
        route = "assessmentpart-detail"
        record_class = access.A
        computed = ["state", "state_label", "responsible_name", "is_written", "is_with_psychologist"]
        classes = {**dict.fromkeys(computed, access.A), "sources_labels": access.G}
        read_only_fields = ["case"]
        fields = [
            *[*RECORD, "case", "assessment", "kind", *computed, "responsible", "ordered_on", "carried_out_on"],
            *["received_on", "handed_over_on", "reused_from", "sources", "sources_labels", "source_note"],
            *AssessmentPart.WRITING,
        ]

    def get_sources_labels(self, part: AssessmentPart) -> list[str]:
        return [str(AssessmentPart.Source(source).label) for source in part.sources]

    def abilities_of(self, part: AssessmentPart) -> dict[str, bool]:
        led = leads(self.user)
        writes = access.may_write(self.user, part.text_class) and not part.is_closed_to(self.user)
        is_author = writes and part.responsible is not None and part.responsible.user_id == self.user.pk
        shareable = part.received_on is not None and not part.is_with_psychologist
        return {
            "change": led or writes,
            "write": writes,
            "order": led and part.received_on is None,
            "hand_over": writes and part.is_written and part.received_on is None,
            "share": shareable and (led or is_author),
            "remove": False,
        }

    def record_class(self, part: AssessmentPart) -> str:
        return str(part.text_class)

    def field_class(self, name: str, record: Any) -> str | None:
        if name in self.TEXT and record is not None:
            return str(record.text_class)
        return super().field_class(name, record)

    def may_be_closed(self, name: str) -> bool:
        return name in self.TEXT or super().may_be_closed(name)

    def _readable(self, name: str, record: AssessmentPart) -> bool:
        if name in self.TEXT and record.is_closed_to(self.user):
            return False
        return super()._readable(name, record)

    def may_fill(self, name: str) -> bool:
        is_closed = name in self.TEXT and self.instance is not None and self.instance.is_closed_to(self.user)
        return not is_closed and super().may_fill(name)


class ReportSerializer(RecordSerializer):
    """The assessment's report. Written while it is a draft; final when somebody has it.

    All of it is closed to those it was not passed on to, because it holds the child's own words.
    """

    assessment = VisibleRelated(queryset=Assessment.objects.select_related("case__child", "case__municipality"))
    written_by_name = serializers.CharField(source="written_by.name", read_only=True)
    is_final = serializers.SerializerMethodField()

    class Meta:
        model = AssessmentReport
        route = "assessmentreport-detail"
        # Only those who may write the child's own words may write it.
        record_class = access.I
        fixed = {"assessment"}
        classes = {"written_by_name": access.A, "is_final": access.A}
        read_only_fields = ["case"]
        fields = [
            *[*RECORD, "case", "assessment", "final_on", "is_final", "written_by_name"],
            *AssessmentReport.TEXT,
        ]

    def _readable(self, name: str, record: AssessmentReport) -> bool:
        is_readable = super()._readable(name, record)
        if is_readable and name in AssessmentReport.TEXT:
            # Every reader reads of the child's health too, and the log says so.
            self.context["classes"].add(access.G)  # type: ignore[attr-defined]
        return is_readable

    def get_is_final(self, report: AssessmentReport) -> bool:
        return report.final_on is not None

    def abilities_of(self, report: AssessmentReport) -> dict[str, bool]:
        may = leads(self.user)
        return {"change": may and report.final_on is None, "share": may, "remove": False}

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is not None:
            return {}
        case = attrs["assessment"].case
        return {"case": case, "child": case.child, "municipality": case.municipality, "written_by": self.user}

    def validate_assessment(self, assessment: Assessment) -> Assessment:
        """Raises ValidationError for an assessment that has a report."""
        if AssessmentReport.objects.filter(assessment=assessment).exists():
            raise serializers.ValidationError(_("Afdækningen har allerede en rapport. Ret i den."))
        return assessment


class OrderPartSerializer(ActionSerializer):
    """The person a part is ordered from: a psychologist of the municipality, or somebody in the child's network."""

    psychologist = _psychologist(gettext_lazy("En af kommunens PPR-psykologer"))
    responsible = _member(gettext_lazy("En i barnets netværk"))
    ordered_on = serializers.DateField(label=gettext_lazy("Bestilt (dato)"), default=timezone.localdate)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Gives the one who does the part as ``chosen``. Raises ValidationError unless exactly one is named."""
        chosen = [person for person in (attrs.pop("psychologist", None), attrs.pop("responsible", None)) if person]
        if len(chosen) != 1:
            raise serializers.ValidationError({"psychologist": [_("Vælg, hvem der skal lave delen.")]})
        return {**attrs, "chosen": chosen[0]}


class PassToPeopleSerializer(ActionSerializer):
    """The people an item is passed on to."""

    to_members = VisibleRelated(
        queryset=NetworkMember.objects.all(),
        many=True,
        label=gettext_lazy("Hvem skal have den?"),
        error_messages={"required": gettext_lazy("Vælg mindst én person.")},
    )


class TakeBackSerializer(ActionSerializer):
    """The release to withdraw."""

    release = serializers.UUIDField()
