"""Ordered parts of an assessment that are not received: their orders end when the case closes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from children.models import Case
from children.openends import OpenEnd

from .actions.parts import cancel_order
from .models import AssessmentPart


def _ordered_in(case: Case) -> QuerySet[AssessmentPart]:
    return AssessmentPart.objects.asked_for().filter(case=case).select_related("case__child", "responsible").in_order()


def _end(part: AssessmentPart, *, way: str, note: str, by: Any) -> None:
    cancel_order(part, by=by)


PARTS_ORDERED = OpenEnd(
    key="part",
    title=_("Bestilte dele af afdækningen"),
    open_in=_ordered_in,
    describe=lambda part: str(part.get_kind_display()),
    whose=lambda part: part.responsible.name if part.responsible else "",
    ways=(("withdrawn", _("Bestillingen trækkes tilbage")),),
    end=_end,
)
