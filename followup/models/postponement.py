"""A postponed next step with its reason: what is left out stays visible."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord
from followup.steps import step_choices


class Postponement(CaseRecord):
    """One next step of one case, not shown as urgent until a day."""

    class Cause(models.TextChoices):
        """A cause that names nobody. A manager, who does not know whose case it is, sees only this."""

        WISH = "wish", _("Barnet eller hjemmet har bedt om det")
        AWAY = "away", _("En, der skal være med, kan ikke")
        CHANGE = "change", _("Skole eller anbringelse skifter")
        WAITING = "waiting", _("Venter på oplysninger eller en afgørelse")
        OTHER = "other", _("Andet")

    step = models.CharField(_("hvad?"), max_length=20, choices=step_choices)
    until_on = models.DateField(_("udskyd til"))
    cause = models.CharField(_("grund"), max_length=10, choices=Cause)
    reason = models.CharField(
        _("hvorfor?"), max_length=300, help_text=_("Lederen ser grunden og datoen, men ikke det, du skriver her.")
    )

    def __str__(self) -> str:
        return f"{self.step} {self.until_on}"
