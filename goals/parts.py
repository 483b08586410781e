"""The duties in dreams and agreements that depend on an adult's part around the child."""

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import NetworkMember
from children.parts import Duty, Stands

from .actions import follow_up_agreement
from .models import Agreement


def _ahead() -> QuerySet[Agreement]:
    return Agreement.objects.open().filter(case__closed_on=None).select_related("case").order_by("due_on", "pk")


def _last_day() -> Any:
    """The day an agreement ends, or today where that is later."""
    return Greatest(F("due_on"), Value(timezone.localdate()))


def _give(agreement: Agreement, member: NetworkMember, *, by: Any) -> None:
    agreement.owner = member
    agreement.save(by=by)


def stop(agreement: Agreement, *, by: Any) -> None:
    """Stop an agreement; its outcome so far stays."""
    follow_up_agreement(
        agreement=agreement,
        by=by,
        status=Agreement.Status.STOPPED,
        tried=agreement.tried,
        helped=agreement.helped,
        outcome=agreement.outcome,
    )


PARTS = (
    Stands("goals.Dream.told_to", "To whom the child told it is what was."),
    Duty(
        field="goals.Agreement.owner",
        key="agreement",
        label=_("Står for aftalen"),
        ahead=_ahead,
        describe=lambda agreement: agreement.what,
        url=lambda agreement: reverse("case-goals", args=[agreement.case_id]),
        give=_give,
        let_go=stop,
        needed_at=_last_day,
        needed_on=lambda agreement: agreement.members_on,
    ),
)
