"""From a day, until a day or still: the rule that a period does not turn round."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

TURNED = _("Slutdatoen ligger før startdatoen. Ret en af dem.")


def dates_in_order(name: str, *, may_be_empty: bool = False) -> models.CheckConstraint:
    """A constraint: ``until_on`` is empty or not before ``from_on``.

    ``may_be_empty``: what ended on the day it began ends the day before, and holds on no day (see ``last_day``).
    """
    first = models.F("from_on") - dt.timedelta(days=1) if may_be_empty else models.F("from_on")
    return models.CheckConstraint(
        condition=models.Q(until_on=None) | models.Q(until_on__gte=first), name=name, violation_error_message=TURNED
    )


def last_day(from_on: dt.date, *, ends_on: dt.date) -> dt.date:
    """The last day of what gives nothing from ``ends_on``: the day before.

    What ends on the day it began (or before it has begun) keeps its true beginning and ends the day before it: an empty
    period. Every question asks ``from_on <= day <= until_on``, which holds on no day, so nothing is given any more from
    this moment; and the question stays as it was, with no moment of its own to be asked for in the most asked query of
    all. That it was there for some hours, and who ended it, is in the history.
    """
    return max(ends_on, from_on) - dt.timedelta(days=1)


def refuse_turned(from_on: dt.date | None, until_on: dt.date | None) -> None:
    """The same, told at the last day before the database is asked. Raises ValidationError."""
    if from_on and until_on and until_on < from_on:
        raise ValidationError({"until_on": TURNED})
