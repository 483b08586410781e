"""Sparring in the API. At school it is knowledge of schooling, with the home knowledge of the home."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from children.models import Case, NetworkMember
from children.serializers.base import RECORD, ActionSerializer, InCaseSerializer, OfCaseSerializer
from core import access
from core.access import Role
from core.serializers import VisibleRelated, static_field_class
from goals.models import Agreement, Goal
from goals.serializers import AGREEMENT_TERMS, AgreementRowSerializer, check_rows

from .actions import may_remove, place_at, problems_in, there_at
from .models import Sparring, changes_of, data_class_of

OPTIONAL: dict[str, Any] = {"required": False, "allow_null": True}


class ChangesSerializer(serializers.ListSerializer[Any]):
    """The agreed changes of each sparring, read at once for all sparrings of an answer."""

    def get_attribute(self, sparring: Sparring) -> list[Agreement]:
        parent: Any = self.parent
        agreed: list[Agreement] = parent.agreed(sparring)
        return agreed


class ChangeSerializer(AgreementRowSerializer):
    """One agreed change: who, what, from when. By default the sparring's own person and day."""

    owner_name = serializers.CharField(source="owner.name", read_only=True)

    class Meta(AgreementRowSerializer.Meta):
        list_serializer_class = ChangesSerializer
        classes = {"owner_name": access.A}
        fields = [
            "id",
            "restricted",
            *AGREEMENT_TERMS,
            "owner_name",
            "status",
            "tried",
            "helped",
            "outcome",
            "followed_up_on",
        ]
        read_only_fields = ["status", "tried", "helped", "outcome", "followed_up_on"]
        extra_kwargs = {
            "owner": OPTIONAL,
            "from_on": {"required": False, "label": gettext_lazy("fra hvornår?")},
            # The model's own rules require it in a filled row; a sparring may also have no row.
            "what": {"required": False, "label": gettext_lazy("hvad gør I anderledes?")},
        }

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # It is carried out where the sparring was held, unless another place is given.
        sparring: Any = self.root
        sent = getattr(sparring, "initial_data", {})
        setting = sent.get("setting") or getattr(sparring.instance, "setting", Sparring.Setting.SCHOOL)
        return {**super().defaults(attrs), "place": place_at(setting)}

    def unchecked(self) -> set[str]:
        return {*super().unchecked(), "owner", "from_on"}


class SparringByRow(InCaseSerializer):
    """The common base of sparring serializers: the data class of the content is that of the setting."""

    def record_class(self, record: Any) -> str:
        return str(record.data_class) if isinstance(record, Sparring) else str(self.Meta.record_class)

    def field_class(self, name: str, record: Any) -> str | None:
        static = super().field_class(name, record)
        return record.data_class if static == access.D and isinstance(record, Sparring) else static

    def may_be_closed(self, name: str) -> bool:
        return static_field_class(type(self), name) == access.D or super().may_be_closed(name)

    def abilities_of(self, sparring: Sparring) -> dict[str, bool]:
        may = self.may_write(sparring.data_class, sparring)
        leads, gave = self.user.role == Role.COORDINATOR, sparring.giver_id == self.user.pk
        # School content is open to everybody who sees the case. The giver is the author, as in ``may_release``.
        at_home = sparring.setting == Sparring.Setting.HOME
        passes_on = leads or (gave and self.may_read(sparring.data_class, sparring))
        return {
            "change": may,
            "remove": may_remove(self.user, sparring),
            "follow_up": may and not sparring.nothing_agreed,
            "share": at_home and passes_on,
        }


class SparringSerializer(SparringByRow, OfCaseSerializer):
    """A sparring, with its agreed changes.

    ``changes`` become agreements in the same transaction; a write adds them to the present ones.
    """

    giver_name = serializers.CharField(source="giver.name", read_only=True)
    receivers = VisibleRelated(many=True, queryset=NetworkMember.objects.all(), label=gettext_lazy("med hvem?"))
    goals = VisibleRelated(many=True, queryset=Goal.objects.all(), required=False, label=gettext_lazy("om målene"))
    with_whom = serializers.SerializerMethodField()
    goal_titles = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()
    changes = ChangeSerializer(many=True, required=False, label=gettext_lazy("Aftale"))

    class Meta:
        model = Sparring
        route = "sparring-detail"
        record_class = access.D
        fixed = {"case"}
        classes = {"giver_name": access.A, **dict.fromkeys(["with_whom", "counts", "goal_titles", "changes"], access.D)}
        fields = [
            *[*RECORD, "case", "setting", "held_on", "giver_name", "receivers", "with_whom", "counts", "form"],
            *["minutes", "focus", "goals", "goal_titles", "question", "advised", "nothing_agreed", "changes"],
            *["tried", "helped", "afterthought"],
        ]
        read_only_fields = ["tried", "helped", "afterthought"]

    def get_with_whom(self, sparring: Sparring) -> list[str]:
        return [member.name for member in sparring.receivers.all()]

    def get_counts(self, sparring: Sparring) -> bool:
        return sparring.counts

    def get_goal_titles(self, sparring: Sparring) -> list[str]:
        return [goal.title for goal in sparring.goals.all()]

    def agreed(self, sparring: Sparring) -> list[Agreement]:
        """The agreements of a sparring: one query for all sparrings of an answer."""
        listed = self.parent.instance if isinstance(self.parent, serializers.ListSerializer) else [sparring]
        found: dict[UUID, list[Agreement]] | None = getattr(self, "_agreed", None)
        if found is None:
            found = self._agreed = changes_of(listed)
        return found.get(sparring.pk, [])

    def to_internal_value(self, data: Any) -> Any:
        # A row without text is empty, whatever person and day it holds.
        rows = data.get("changes") if isinstance(data, dict) else None
        if isinstance(rows, list):
            begun = [row for row in rows if not isinstance(row, dict) or str(row.get("what", "-")).strip()]
            data = {**data, "changes": begun}
        return super().to_internal_value(data)

    def validate_setting(self, setting: str) -> str:
        """Raises ValidationError for a setting whose sparring this user may not write."""
        if not self.may_write(data_class_of(setting), self.instance):
            raise serializers.ValidationError(
                _("Sparring i hjemmet skrives af læringskoordinatoren. Vælg Skole, eller giv besked til koordinatoren.")
            )
        return setting

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Runs all rules, and raises one ValidationError with the errors of every rule."""
        problems: dict[str, Any] = {}
        for rule in (super().validate, self._check_people, self._check_changes):
            try:
                rule(attrs)
            except serializers.ValidationError as error:
                problems = {**error.detail, **problems}  # type: ignore[dict-item]
        if problems:
            raise serializers.ValidationError(problems)
        return attrs

    def _check_people(self, attrs: dict[str, Any]) -> None:
        rows = attrs.get("changes", ())
        problems = problems_in(
            self._case(attrs),
            receivers=self._chosen(attrs, "receivers"),
            goals=self._chosen(attrs, "goals"),
            has_changes=bool(rows) or (self.instance is not None and self.instance.changes().exists()),
            nothing_agreed=attrs.get(
                "nothing_agreed", bool(self.instance and self.instance.nothing_agreed and not rows)
            ),
            held_on=attrs.get("held_on", getattr(self.instance, "held_on", None)),
            but=there_at(self.instance) if self.instance is not None else (),
        )
        if problems:
            raise serializers.ValidationError(problems)

    def _check_changes(self, attrs: dict[str, Any]) -> None:
        """Give each row an owner: by default the only receiver, where there is one."""
        rows, there = attrs.get("changes", []), self._chosen(attrs, "receivers")
        missing: list[dict[str, Any]] = []
        for row in rows:
            row["owner"] = row.get("owner") or (there[0] if len(there) == 1 else None)
            missing.append({} if row["owner"] else {"owner": [_("Vælg, hvem der gør det.")]})
        if any(missing):
            raise serializers.ValidationError({"changes": missing})
        check_rows(rows, self._case(attrs), "changes")

    def _case(self, attrs: dict[str, Any]) -> Case:
        return attrs["case"] if self.instance is None else self.instance.case

    def _chosen(self, attrs: dict[str, Any], name: str) -> list[Any]:
        if name in attrs or self.instance is None:
            return list(attrs.get(name, ()))
        return list(getattr(self.instance, name).all())


class SparringFollowUpSerializer(SparringByRow):
    """The answer afterwards: was it tried, did it help."""

    # Without "no answer yet": the form is for an answer.
    tried = serializers.ChoiceField(
        choices=[choice for choice in Sparring.Tried.choices if choice[0]],
        label=gettext_lazy("blev det prøvet?"),
        error_messages=dict.fromkeys(["required", "invalid_choice", "null"], gettext_lazy("Vælg, om det blev prøvet.")),
    )
    helped = serializers.ChoiceField(
        choices=[("", gettext_lazy("Ved ikke endnu")), *[choice for choice in Sparring.Helped.choices if choice[0]]],
        label=gettext_lazy("hjalp det?"),
        required=False,
        allow_blank=True,
    )

    class Meta:
        model = Sparring
        route = "sparring-detail"
        record_class = access.D
        fields = [*RECORD, "tried", "helped", "afterthought"]

    def unchecked(self) -> set[str]:
        # The action checks the record itself; the serializer checks only the answers.
        names = {field.name for field in Sparring._meta.concrete_fields}
        return names - {"tried", "helped", "afterthought"}


class SparringRemovalSerializer(ActionSerializer):
    """Why a sparring is deleted."""

    reason = serializers.ChoiceField(
        choices=Sparring.Removal.choices,
        label=gettext_lazy("hvorfor slettes den?"),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice", "null"], gettext_lazy("Vælg, hvorfor den slettes.")
        ),
    )
