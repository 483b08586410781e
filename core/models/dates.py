"""From a day, until a day or still: the rule that a period does not turn round."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

TURNED = _("Slutdatoen ligger før startdatoen. Ret en af dem.")


def dates_in_order(name: str) -> models.CheckConstraint:
    """A constraint: ``until_on`` is empty or not before ``from_on``."""
    return models.CheckConstraint(
        condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
        name=name,
        violation_error_message=TURNED,
    )


def refuse_turned(from_on: dt.date | None, until_on: dt.date | None) -> None:
    """The same, told at the last day before the database is asked. Raises ValidationError."""
    if from_on and until_on and until_on < from_on:
        raise ValidationError({"until_on": TURNED})
