"""A handover between coordinators: nothing known is lost with the person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .records import CaseRecord


class Handover(CaseRecord):
    """What one coordinator passes on to the next."""

    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ny læringskoordinator"), on_delete=models.PROTECT, related_name="+"
    )
    # A manager's, where the coordinator was away; else the one who gave the case wrote it.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    handed_over_on = models.DateField(_("dato for overdragelsen"))
    promised = models.TextField(_("hvad er der lovet barnet og de voksne?"), max_length=2000, blank=True)
    due = models.TextField(_("hvad skal ske snart?"), max_length=2000, blank=True)
    # Empty only where a manager has handed over for one who is away, and knows nothing more.
    must_know = models.TextField(_("hvad skal den næste vide?"), max_length=2000, blank=True)

    @property
    def needs_open_case(self) -> bool:
        # A manager hands over a closed case too, so that it can be opened again after its coordinator has left.
        return False

    def __str__(self) -> str:
        return f"{self.case} {self.handed_over_on}"
