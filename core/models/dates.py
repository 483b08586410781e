"""Date rules that several apps share: a period's dates are in order, and no past event has a future date."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TURNED = _("Slutdatoen ligger før startdatoen. Ret en af dem.")


def dates_in_order(name: str, *, may_be_empty: bool = False) -> models.CheckConstraint:
    """A constraint: ``until_on`` is empty or not before ``from_on``.

    ``may_be_empty``: a period that ends on the day it began gets the day before as its end, and covers no day (see
    ``last_day``).
    """
    first = models.F("from_on") - dt.timedelta(days=1) if may_be_empty else models.F("from_on")
    return models.CheckConstraint(
        condition=models.Q(until_on=None) | models.Q(until_on__gte=first), name=name, violation_error_message=TURNED
    )


def last_day(from_on: dt.date, *, ends_on: dt.date) -> dt.date:
    """The last day of a period that no longer holds on ``ends_on``: the day before.

    A period that ends on the day it began (or before) keeps its true beginning and gets the day before that as its end:
    an empty period. Every query asks ``from_on <= day <= until_on``, which is then true on no day, so access ends at
    once, and the most used query of all needs no time of day. The history shows that it existed for some hours, and who
    ended it.
    """
    return max(ends_on, from_on) - dt.timedelta(days=1)


def refuse_turned(from_on: dt.date | None, until_on: dt.date | None) -> None:
    """Raises ValidationError at the last day where the dates are not in order, before the database would."""
    if from_on and until_on and until_on < from_on:
        raise ValidationError({"until_on": TURNED})


def in_future(remedy: Any, **days: dt.date | None) -> dict[str, str]:
    """An error for each of these days, by field, that lies after today; ``remedy`` is a sentence on what to do."""
    today = timezone.localdate()
    message = gettext("Datoen ligger ude i fremtiden. %(remedy)s")
    return {name: message % {"remedy": remedy} for name, day in days.items() if day and day > today}


def refuse_future(remedy: Any, **days: dt.date | None) -> None:
    """Raises ValidationError for the days that lie after today."""
    if problems := in_future(remedy, **days):
        raise ValidationError(problems)
