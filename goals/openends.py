"""The open agreements of a case, and how they end with it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from children.models import Case
from children.openends import OpenEnd

from .actions import follow_up_agreement
from .models import Agreement

STOPPED, DONE, PASSED_ON = "stopped", "done", "passed_on"


def _open_in(case: Case) -> QuerySet[Agreement]:
    return Agreement.objects.open().filter(case=case).select_related("owner", "case__child").order_by("due_on", "pk")


def _end(agreement: Agreement, *, way: str, note: str, by: Any) -> None:
    """An agreement passed on to others goes on outside the case; for the case it ends."""
    follow_up_agreement(
        agreement=agreement,
        by=by,
        status=Agreement.Status.DONE if way == DONE else Agreement.Status.STOPPED,
        tried=agreement.tried,
        helped=agreement.helped,
        outcome=note or (str(GIVEN_ON) if way == PASSED_ON else agreement.outcome),
    )


GIVEN_ON = _("Givet videre, da forløbet blev afsluttet.")

AGREEMENTS = OpenEnd(
    key="agreement",
    title=_("Åbne aftaler"),
    open_in=_open_in,
    describe=lambda agreement: agreement.what,
    whose=lambda agreement: agreement.owner.name,
    ways=((STOPPED, _("Stoppes")), (DONE, _("Gjort")), (PASSED_ON, _("Givet videre"))),
    end=_end,
    at_place=lambda case, place: _open_in(case).filter(place=place),
    takes_note=True,
)
