"""Goals agreed at a meeting, and the name for one in an agreement of the same form: ``goals.0`` is the first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core import access
from core.serializers import RecordSerializer, VisibleRelated
from goals.models import Goal
from goals.serializers import empty_message

ROWS: Final = "goals"
NAMED: Final = re.compile(rf"{ROWS}\.(\d{{1,3}})")


@dataclass(frozen=True)
class NewGoal:
    """One of the form's new goals, by its number."""

    number: int


class NewGoalSerializer(RecordSerializer):
    """A goal agreed at the meeting. Its other fields are written on its own page."""

    class Meta:
        model = Goal
        route = "goal-detail"
        record_class = access.D
        fields = ["title", "academic_goal", "wellbeing_goal", "child_words", "areas"]
        extra_kwargs = {"title": empty_message(gettext_lazy("Giv målet et kort navn."))}

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {}

    def unchecked(self) -> set[str]:
        return {"case", "child", "municipality", "agreed_on"}


@extend_schema_field({"type": "string", "description": "The id of a goal, or `goals.0` for the first of `goals`."})
class GoalOrNew(VisibleRelated):
    """An existing goal, or one of the form's own new goals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(style={"names_a_row_of": ROWS}, **options)

    def to_internal_value(self, data: Any) -> Any:
        named = NAMED.fullmatch(data) if isinstance(data, str) else None
        return NewGoal(int(named[1])) if named else super().to_internal_value(data)


def without_new_goals(row: Mapping[str, Any]) -> dict[str, Any]:
    """An agreement's terms without a goal that is not written yet."""
    return {name: value for name, value in row.items() if not isinstance(value, NewGoal)}


def check_named(agreements: Sequence[Mapping[str, Any]], goals: Sequence[Any]) -> None:
    """Raises ValidationError for an agreement about a missing new goal: ``agreements.1.goal``."""
    problems: dict[Any, Any] = {
        number: {"goal": [_("Skriv det nye mål, eller vælg et andet.")]}
        for number, row in enumerate(agreements)
        if isinstance(goal := row.get("goal"), NewGoal) and goal.number >= len(goals)
    }
    if problems:
        raise serializers.ValidationError({"agreements": problems})
