"""The areas a goal can answer: those assessed, and those found difficult that no goal answers yet."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from assessments.models import AssessmentPart
from children.models import Case
from core import access

from .models import Goal

Kind = AssessmentPart.Kind


def assessed_areas(case: Case, chosen: Collection[str] = ()) -> list[dict[str, str]]:
    """The assessed areas as choices, none before there is an assessment. What was ``chosen`` before can be kept.

    The child's own words are no challenge, so no goal answers them.
    """
    assessed = AssessmentPart.objects.filter(case=case).exclude(kind=Kind.OWN_WORDS).values_list("kind", flat=True)
    offered = {*assessed, *chosen}
    return [{"value": kind.value, "label": str(kind.label)} for kind in Kind if kind in offered]


def areas_without_goal(case: Case, user: Any, released: Collection[UUID]) -> list[str]:
    """The parts of the last shared assessment with challenges that no open goal answers, as ``user`` may read them."""
    shared = AssessmentPart.objects.filter(case=case, assessment__report__final_on__isnull=False)
    parts = shared.exclude(challenges="").exclude(received_on=None).exclude(kind=Kind.OWN_WORDS)
    last = parts.order_by("-assessment__round").values("assessment")[:1]
    answered = {
        area for areas in Goal.objects.open().filter(case=case).values_list("areas", flat=True) for area in areas
    }
    return [
        str(part)
        for part in parts.filter(assessment__in=last).select_related("responsible").in_order()
        if part.kind not in answered and _is_read_by(part, user, released)
    ]


def _is_read_by(part: AssessmentPart, user: Any, released: Collection[UUID]) -> bool:
    return not part.is_closed_to(user) and (access.may_read(user, part.text_class) or part.pk in released)
