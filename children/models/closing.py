"""The closing of a case: how open work ends, who is notified, and the manager's decision where it is needed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case
from .network import NetworkMember
from .records import CaseRecord


class Closing(CaseRecord):
    """A closing, or a request for one: it waits for the manager where the municipality wants approval."""

    class State(models.TextChoices):
        ASKED = "asked", _("Venter på lederen")
        RETURNED = "returned", _("Sendt tilbage")
        DONE = "done", _("Afsluttet")

    state = models.CharField(max_length=8, choices=State, default=State.DONE, editable=False)
    closed_on = models.DateField(_("afsluttet (dato)"))
    reason = models.CharField(_("hvorfor afsluttes forløbet?"), max_length=16, choices=Case.CloseReason)
    note = models.TextField(_("afsluttende bemærkning"), max_length=4000, blank=True)
    told = models.ManyToManyField(NetworkMember, verbose_name=_("hvem får besked?"), related_name="+", blank=True)
    # How each open record ends, by its name in the form: {"agreement.<id>": {"way": …, "note": …}}.
    chosen = models.JSONField(default=dict, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    word = models.CharField(_("hvad mangler?"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(state="done"),
                name="one_closing_waits",
                violation_error_message=_("Afslutningen venter allerede på lederen."),
            )
        ]

    @property
    def needs_open_case(self) -> bool:
        """False: it is what closes the case, and stays when the case is reopened."""
        return False

    def __str__(self) -> str:
        return f"{self.case} {self.closed_on}"
