"""Dreams, goals and agreements in the API."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from assessments.models import AssessmentPart
from children.actions import made_by
from children.models import Case
from children.serializers import RECORD, InCaseSerializer, OfCaseSerializer, OptionalDatesActionSerializer, own_fields
from core import access
from core.access import Role

from .fields import StepsField
from .models import WHY_DROPPED, Agreement, Dream, Goal, data_class_of

AGREEMENT_TERMS = ["owner", "what", "place", "rhythm", "activity", "when", "from_on", "due_on", "goal"]


def empty_message(text: Any, **kwargs: Any) -> dict[str, Any]:
    """Field options with this message for an empty value, in place of "this field may not be null"."""
    return {"error_messages": {"required": text, "null": text, "blank": text}, **kwargs}


TERMS: dict[str, dict[str, Any]] = {
    "from_on": {"default": timezone.localdate},
    "owner": empty_message(gettext_lazy("Vælg, hvem der gør det.")),
    "what": empty_message(gettext_lazy("Skriv, hvad der skal gøres.")),
}


class DreamSerializer(OfCaseSerializer):
    """A dream, in the child's own words."""

    told_to_name = serializers.CharField(source="told_to.name", read_only=True, default="")

    class Meta:
        model = Dream
        route = "dream-detail"
        record_class = access.I
        fixed = {"case"}
        classes = {"told_to_name": access.A}
        fields = [*RECORD, "case", "told_on", "words", "told_to", "told_to_name"]
        extra_kwargs = {
            "told_on": {"default": timezone.localdate},
            "words": empty_message(gettext_lazy("Skriv, hvad barnet drømmer om.")),
        }

    def abilities_of(self, dream: Dream) -> dict[str, bool]:
        may = self.may_write(access.I, dream)
        return {"change": may, "remove": False, "share": may}


class GoalSerializer(OfCaseSerializer):
    """A goal with its two sides. ``missing`` names what a good goal has and this one does not."""

    small_steps = StepsField(required=False, label=gettext_lazy("Små skridt"))
    areas_labels = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    is_two_sided = serializers.BooleanField(read_only=True)

    class Meta:
        model = Goal
        # Only the child's words; the goal's place in the child's plan is not passed on with them.
        passed_on = {access.I}
        route = "goal-detail"
        record_class = access.D
        fixed = {"case"}
        classes = {"areas_labels": access.D, "missing": access.D, "is_two_sided": access.D}
        fields = [*RECORD, "case", *own_fields(Goal), "areas_labels", "missing", "is_two_sided"]
        extra_kwargs = {
            "agreed_on": {"default": timezone.localdate},
            "title": empty_message(gettext_lazy("Giv målet et kort navn.")),
        }

    def get_areas_labels(self, goal: Goal) -> list[str]:
        return [str(AssessmentPart.Kind(area).label) for area in goal.areas]

    @extend_schema_field(
        inline_serializer("GoalLack", {"key": serializers.CharField(), "label": serializers.CharField()}, many=True)
    )
    def get_missing(self, goal: Goal) -> list[dict[str, str]]:
        return [{"key": name, "label": goal.missing_label(name)} for name in goal.missing]

    def abilities_of(self, goal: Goal) -> dict[str, bool]:
        may = self.may_write(access.D, goal)
        return {
            "change": may and goal.is_open,
            "remove": False,
            "reach": may and goal.is_open,
            "drop": may and goal.is_open,
            "reopen": may and not goal.is_open,
            "agree": self.may_write(access.A, goal) and goal.is_open,
            "share": self.may_write(access.I, goal) and bool(goal.child_words),
        }


# Fields that reveal the home in an agreement kept there. Who, where and until when is always coordination.
ABOUT_THE_PLACE = {"what", "rhythm", "activity", "when", "tried", "helped", "outcome"}


class AgreementByPlace(InCaseSerializer):
    """The common base of agreement serializers: the data class of the content is that of the place."""

    def record_class(self, record: Any) -> str:
        return record.data_class if isinstance(record, Agreement) else super().record_class(record)

    def field_class(self, name: str, record: Any) -> str | None:
        if isinstance(record, Agreement) and name.removesuffix("_label") in ABOUT_THE_PLACE:
            return record.data_class
        return super().field_class(name, record)

    def may_be_closed(self, name: str) -> bool:
        return name.removesuffix("_label") in ABOUT_THE_PLACE or super().may_be_closed(name)

    def is_released(self, record: Agreement) -> bool:
        released = self.context.get("released")
        return released is not None and record.is_passed_on(released())

    def validate_place(self, place: str) -> str:
        """Raises ValidationError for a place whose agreements this user may not write."""
        if not self.may_write(data_class_of(place), self.instance):
            message = _(
                "Aftaler hjemme skrives af læringskoordinatoren. Vælg et andet sted, eller sig det til koordinatoren."
            )
            raise serializers.ValidationError(message)
        return place


class AgreementSerializer(AgreementByPlace, OfCaseSerializer):
    """One agreement, and its outcome."""

    owner_name = serializers.CharField(source="owner.name", read_only=True)
    owner_part = serializers.SerializerMethodField()
    goal_title = serializers.CharField(source="goal.title", read_only=True, default="")
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = Agreement
        passed_on = {access.E}
        route = "agreement-detail"
        record_class = access.A
        fixed = {"case"}
        classes = {"owner_name": access.A, "owner_part": access.A, "goal_title": access.D, "is_overdue": access.A}
        fields = [
            *[*RECORD, "case", *AGREEMENT_TERMS, "owner_name", "owner_part", "goal_title", "status", "is_overdue"],
            *["ended_on", "followed_up_on", "tried", "helped", "outcome", "origin", "origin_id"],
        ]
        extra_kwargs = TERMS

    def get_owner_part(self, agreement: Agreement) -> str:
        return agreement.owner.part or str(agreement.owner.get_kind_display())  # type: ignore[attr-defined]

    def get_is_overdue(self, agreement: Agreement) -> bool:
        return agreement.is_overdue(timezone.localdate())

    def abilities_of(self, agreement: Agreement) -> dict[str, bool]:
        may = self.may_write(agreement.data_class, agreement)
        at_home = agreement.place == Agreement.Place.HOME
        return {
            "change": may and agreement.is_open,
            "remove": False,
            "follow_up": may,
            "share": may and at_home and self._passes_on(agreement),
        }

    def _passes_on(self, agreement: Agreement) -> bool:
        """Agreements at home are passed on by the coordinator and by their author, as in ``may_release``."""
        if self.user.role == Role.COORDINATOR:
            return True
        if not hasattr(self, "_made"):
            listed = self.parent.instance if isinstance(self.parent, serializers.ListSerializer) else [agreement]
            self._made = made_by(self.user, [row.pk for row in listed])
        return agreement.pk in self._made


class AgreementRowSerializer(AgreementByPlace):
    """An agreement as a row of a form about something else (``agreements-0-what``): a meeting, a sparring.

    Use it with ``many=True``, and call ``check_rows`` once the case is known.
    """

    class Meta:
        model = Agreement
        route = "agreement-detail"
        record_class = access.A
        fields = AGREEMENT_TERMS
        extra_kwargs = TERMS

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {}

    def unchecked(self) -> set[str]:
        return {"case", "child", "municipality"}


def check_rows(rows: Sequence[dict[str, Any]], case: Case, field: str = "agreements") -> None:
    """Check rows of agreements against the case: owner and goal must be its own.

    Raises ValidationError naming row and field: ``agreements.1.owner``.
    """
    problems = [{name: [text] for name, text in Agreement(**row).problems_in(case).items()} for row in rows]
    if any(problems):
        raise serializers.ValidationError({field: problems})


class ReachSerializer(OptionalDatesActionSerializer):
    """The day a goal was reached."""

    on = serializers.DateField(label=gettext_lazy("Nået (dato)"), default=timezone.localdate)


class DropSerializer(OptionalDatesActionSerializer):
    """Why and when a goal was dropped."""

    reason = serializers.CharField(
        label=gettext_lazy("Hvorfor stoppes målet?"),
        max_length=500,
        error_messages={"blank": WHY_DROPPED},
        style={"base_template": "textarea.html"},
    )
    on = serializers.DateField(label=gettext_lazy("Stoppet (dato)"), default=timezone.localdate)


class FollowUpSerializer(OptionalDatesActionSerializer):
    """The outcome of an agreement, and whether it goes on."""

    RESULTS = {"done": Agreement.Status.DONE, "continued": Agreement.Status.OPEN, "stopped": Agreement.Status.STOPPED}

    result = serializers.ChoiceField(
        label=gettext_lazy("Hvad nu?"),
        choices=[
            ("done", gettext_lazy("Gjort")),
            ("continued", gettext_lazy("Fortsæt")),
            ("stopped", gettext_lazy("Stop")),
        ],
        error_messages={"required": gettext_lazy("Vælg Gjort, Fortsæt eller Stop.")},
    )
    tried = serializers.ChoiceField(
        label=gettext_lazy("Blev det prøvet?"), choices=Agreement.Tried.choices, required=False, allow_blank=True
    )
    helped = serializers.ChoiceField(
        label=gettext_lazy("Hjalp det?"), choices=Agreement.Helped.choices, required=False, allow_blank=True
    )
    outcome = serializers.CharField(
        label=gettext_lazy("Hvad skete der?"),
        max_length=500,
        required=False,
        allow_blank=True,
        style={"base_template": "textarea.html"},
    )
    due_on = serializers.DateField(label=gettext_lazy("Fortsætter til"), required=False, allow_null=True)
