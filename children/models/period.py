"""Periods in sequence: their dates are in order, and no two of them overlap."""

import datetime as dt
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from core.models.dates import refuse_turned

from .records import ChildRecord

OVERLAP = "overlap"
# The period may be right and the birth date wrong.
BEFORE_BIRTH = _("Datoen ligger, før barnet blev født. Ret datoen eller fødselsdatoen.")


class DateRange(Func):
    """``daterange(from_on, until_on, '[]')``: both ends belong to the period."""

    function = "DATERANGE"
    output_field = DateRangeField()


def no_overlap(name: str, message: Any) -> ExclusionConstraint:
    """A constraint: no two of a child's periods share a day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("child", RangeOperators.EQUAL),
            (DateRange("from_on", "until_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
        ],
        violation_error_code=OVERLAP,
        violation_error_message=message,
    )


class Period(ChildRecord):
    """A record that holds from a day, until a day or still. An overlap is an error at the date that causes it."""

    from_on = models.DateField(_("fra"))
    until_on = models.DateField(_("til og med"), null=True, blank=True)

    error_fields = {OVERLAP: "from_on"}

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError for a period that begins before the child's birth, or ends before it begins."""
        born_on = self.child.born_on if self.child_id else None
        if born_on and self.from_on and self.from_on < born_on:
            raise ValidationError({"from_on": BEFORE_BIRTH})
        refuse_turned(self.from_on, self.until_on)

    def holds_on(self, day: dt.date) -> bool:
        """Whether the period covers a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)
