"""A next step put off, with its reason: what is left out stays visible."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord
from followup.steps import step_choices


class Postponement(CaseRecord):
    """One next step of one case, not shown as urgent until a day."""

    step = models.CharField(_("hvad"), max_length=20, choices=step_choices)
    until_on = models.DateField(_("udskyd til"))
    reason = models.CharField(_("hvorfor"), max_length=300)

    def __str__(self) -> str:
        return f"{self.step} {self.until_on}"
