"""The duties in an assessment that depend on an adult's part around the child."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from children.models import NetworkMember
from children.parts import Duty

from .actions.parts import cancel_order, refuse_other_hands
from .models import AssessmentPart


def _ordered() -> QuerySet[AssessmentPart]:
    """Parts that are ordered and not received yet."""
    asked = AssessmentPart.objects.asked_for().filter(responsible__isnull=False, case__closed_on=None)
    return asked.select_related("case", "child", "assessment").order_by("ordered_on", "pk")


def _give(part: AssessmentPart, member: NetworkMember, *, by: Any) -> None:
    refuse_other_hands(part, member)
    part.responsible = member
    part.save(by=by)


PARTS = (
    Duty(
        field="assessments.AssessmentPart.responsible",
        key="part",
        label=_("Laver en del af afdækningen"),
        ahead=_ordered,
        describe=lambda part: str(part.get_kind_display()),
        url=lambda part: reverse("case-assessment", args=[part.case_id]),
        give=_give,
        let_go=cancel_order,
    ),
)
