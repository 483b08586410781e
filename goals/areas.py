"""Challenges found in the assessment that no goal answers yet."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from assessments.models import AssessmentPart
from children.models import Case
from core import access

from .models import Goal


def areas_without_goal(case: Case, user: Any, released: Collection[UUID]) -> list[str]:
    """The parts of the last assessment with challenges that no open goal answers, as far as ``user`` may read them."""
    parts = AssessmentPart.objects.filter(case=case).exclude(challenges="").exclude(received_on=None)
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
