"""A handover between coordinators, so that nothing known is lost with the person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .records import CaseRecord


class Handover(CaseRecord):
    """What one coordinator hands over to the next."""

    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ny læringskoordinator"), on_delete=models.PROTECT, related_name="+"
    )
    # The manager, where the coordinator was away; otherwise the coordinator who gave the case.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    handed_over_on = models.DateField(_("dato for overdragelsen"))
    promised = models.TextField(_("hvad er der lovet barnet og de voksne?"), max_length=2000, blank=True)
    due = models.TextField(_("hvad skal ske snart?"), max_length=2000, blank=True)
    # Empty only where a manager has handed over for an absent coordinator and knows nothing more.
    must_know = models.TextField(_("hvad skal den næste vide?"), max_length=2000, blank=True)

    @property
    def needs_open_case(self) -> bool:
        """False: a manager hands over a closed case too, so that it can be reopened after its coordinator has left."""
        return False

    def __str__(self) -> str:
        return f"{self.case} {self.handed_over_on}"
