"""Holding a meeting, in the API: one form with a row for each reviewed goal and agreement."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from children.models import Case
from children.serializers import OfCaseSerializer
from core import access
from core.serializers import RecordSerializer, VisibleRelated
from goals.models import UNTIL_WHEN, Agreement, Goal
from goals.serializers import AgreementRowSerializer, check_rows

from .models import AgreementReview, GoalReview, Meeting, Verdict
from .newgoals import GoalOrNew, NewGoalSerializer, check_named, without_new_goals
from .serializers import check_members, members


class ReviewRowSerializer(RecordSerializer):
    """A review row. One without a verdict and without words was not reviewed."""

    texts: tuple[str, ...] = ()

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {}

    def unchecked(self) -> set[str]:
        return {"meeting", "case", "child", "municipality"}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for a row with words and without a verdict."""
        if attrs.get("verdict"):
            return super().validate(attrs)
        if any(attrs.get(name) for name in self.texts):
            raise serializers.ValidationError({"verdict": [_("Vælg, hvad I blev enige om.")]})
        return attrs


class GoalReviewRowSerializer(ReviewRowSerializer):
    """A reviewed goal."""

    texts = ("done", "happened", "reason")
    row_named_by = "goal"

    class Meta:
        model = GoalReview
        route = "meeting-detail"
        record_class = access.D
        fields = ["goal", "verdict", "done", "happened", "reason"]
        extra_kwargs = {"verdict": {"required": False, "allow_blank": True, "choices": GoalReview.DECIDED}}


class AgreementReviewRowSerializer(ReviewRowSerializer):
    """A reviewed agreement; one that goes on may get a new date."""

    due_on = serializers.DateField(required=False, allow_null=True, label=gettext_lazy("Ny slutdato"))
    texts = ("note", "due_on")
    row_named_by = "agreement"

    class Meta:
        model = AgreementReview
        route = "meeting-detail"
        record_class = access.A
        classes = {"due_on": access.A}
        fields = ["agreement", "verdict", "note", "due_on"]
        extra_kwargs = {"verdict": {"required": False, "allow_blank": True}}

    def validate_agreement(self, agreement: Agreement) -> Agreement:
        """Raises ValidationError for an agreement this user may not write."""
        if not self.may_write(agreement.data_class, agreement):
            raise serializers.ValidationError(_("Aftaler hjemme følges op af læringskoordinatoren."))
        return agreement

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for an overdue agreement that goes on without a new date."""
        # The action checks this too; checked here, the error comes together with the form's others.
        ended = attrs["agreement"].due_on
        goes_on = attrs.get("verdict") in {Verdict.KEEP, Verdict.ADJUST}
        if goes_on and ended and ended < timezone.localdate() and not attrs.get("due_on"):
            raise serializers.ValidationError({"due_on": [UNTIL_WHEN]})
        return super().validate(attrs)


class AgreedRowSerializer(AgreementRowSerializer):
    """A new agreement, at school by default; about an open goal or a new one."""

    goal = GoalOrNew(queryset=Goal.objects.all(), required=False, allow_null=True, label=gettext_lazy("Mål"))

    class Meta(AgreementRowSerializer.Meta):
        extra_kwargs = {**AgreementRowSerializer.Meta.extra_kwargs, "place": {"default": Agreement.Place.SCHOOL}}

    def _probe(self, attrs: dict[str, Any]) -> Any:
        return super()._probe(without_new_goals(attrs))


class HoldSerializer(OfCaseSerializer):
    """The minutes of a booked meeting."""

    held_on = serializers.DateField(label=gettext_lazy("Holdt (dato)"))
    attended = members(label=gettext_lazy("Hvem var med?"), write_only=True)
    goal_reviews = GoalReviewRowSerializer(many=True, required=False, write_only=True, label=gettext_lazy("Mål"))
    agreement_reviews = AgreementReviewRowSerializer(
        many=True, required=False, write_only=True, label=gettext_lazy("Aftale")
    )
    goals = NewGoalSerializer(many=True, required=False, write_only=True, label=gettext_lazy("Nyt mål"))
    agreements = AgreedRowSerializer(many=True, required=False, write_only=True, label=gettext_lazy("Aftale"))
    # Drawn only when nothing was written: the user confirms it, and the meeting is shown as empty.
    without_content = serializers.BooleanField(
        write_only=True, required=False, label=gettext_lazy("Gem mødet uden indhold")
    )

    class Meta:
        model = Meeting
        route = "meeting-detail"
        record_class = access.D
        classes = {
            **dict.fromkeys(["attended", "agreement_reviews", "agreements", "without_content"], access.A),
            **dict.fromkeys(["goal_reviews", "goals"], access.D),
        }
        fields = [
            *["held_on", "attended", "child_part", "represented_by", "child_words", "minutes"],
            *["goal_reviews", "agreement_reviews", "goals", "agreements", "without_content"],
        ]

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # The model's rules check the meeting in its future state.
        return {**super().defaults(attrs), "state": Meeting.State.HELD}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for people outside the network, rows of another case or named twice, and a meeting
        without content that the user has not confirmed.
        """
        case = self.instance.case if self.instance else attrs["case"]
        check_members(attrs.get("attended", []), self._probe(attrs), "attended")
        check_reviews(attrs.get("goal_reviews", []), "goal", case, "goal_reviews")
        check_reviews(attrs.get("agreement_reviews", []), "agreement", case, "agreement_reviews")
        agreements = attrs.get("agreements", [])
        check_named(agreements, attrs.get("goals", []))
        check_rows([without_new_goals(row) for row in agreements], case)
        attrs = super().validate(attrs)
        self._ask_if_empty(attrs)
        return attrs

    def _ask_if_empty(self, attrs: dict[str, Any]) -> None:
        """Raises ValidationError for a meeting of the cycle without content, unless the user confirms that."""
        is_meant = attrs.pop("without_content", False)
        kind = attrs["kind"] if self.instance is None else self.instance.kind
        words, minutes = (
            attrs.get(name, getattr(self.instance, name) if self.instance else "")
            for name in ("child_words", "minutes")
        )
        gone_through = any(row.get("verdict") for row in attrs.get("goal_reviews", []))
        has_content = bool(words or gone_through or attrs.get("goals") or (attrs.get("attended") and minutes))
        if kind in Meeting.CYCLE_KINDS and not (is_meant or has_content):
            raise serializers.ValidationError(
                {
                    "without_content": [
                        _(
                            "Der er ingen mål gennemgået, ingen ord fra barnet, og deltagere eller referat mangler. "
                            "Udfyld det, eller sæt kryds, hvis mødet skal gemmes alligevel."
                        )
                    ]
                }
            )


class HeldSerializer(HoldSerializer):
    """A meeting that was held without being booked first."""

    class Meta(HoldSerializer.Meta):
        fields = ["case", "kind", "place", *HoldSerializer.Meta.fields]

    def unchecked(self) -> set[str]:
        return {"starts_at"}


def check_reviews(rows: list[dict[str, Any]], about: str, case: Case, field: str) -> None:
    """Check that reviews belong to the case, and are one for each goal or agreement. Raises ValidationError naming
    the rows.
    """
    problems: dict[Any, Any] = {}
    seen = set()
    for number, row in enumerate(rows):
        record = row[about]
        if record.case_id != case.pk:
            problems[number] = {about: [VisibleRelated.default_error_messages["does_not_exist"]]}
        elif record.pk in seen:
            problems[number] = {about: [_("Den samme står her to gange. Behold den ene.")]}
        seen.add(record.pk)
    if problems:
        raise serializers.ValidationError({field: problems})
