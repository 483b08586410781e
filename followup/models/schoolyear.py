"""A municipality's school years, as it has set them. Empty fields follow the rule (followup/schoolyear.py)."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.municipality import OrganisationPart
from core.danish import date_words
from core.models.dates import TURNED, refuse_turned
from followup.schoolyear import WITHIN, Break, last_saturday_of_june, lies_in, year_name

YEAR_TAKEN = "year_taken"
BOTH_OR_NONE = _("Skriv både første og sidste dag, eller lad begge være tomme.")
OUTSIDE = _("Dagen ligger uden for skoleåret, der går fra 1. august til 31. juli. Ret den.")


def _in_order(name: str) -> models.CheckConstraint:
    first, last = f"{name}_from_on", f"{name}_until_on"
    both = models.Q(**{f"{first}__isnull": False, f"{last}__gte": models.F(first)})
    return models.CheckConstraint(
        condition=models.Q(**{first: None, last: None}) | both,
        name=f"{name}_in_order",
        violation_error_message=TURNED,
    )


class SchoolYear(OrganisationPart):
    """One school year, 1 August to 31 July, of one municipality."""

    error_fields = {**OrganisationPart.error_fields, YEAR_TAKEN: "starts_in"}

    # 2027 means the school year 2027/28.
    starts_in = models.PositiveSmallIntegerField(
        _("skoleåret begynder i"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    first_day_on = models.DateField(_("første skoledag"), null=True, blank=True)
    last_day_on = models.DateField(_("sidste skoledag"), null=True, blank=True)
    autumn_from_on = models.DateField(_("efterårsferie, første dag"), null=True, blank=True)
    autumn_until_on = models.DateField(_("efterårsferie, sidste dag"), null=True, blank=True)
    christmas_from_on = models.DateField(_("juleferie, første dag"), null=True, blank=True)
    christmas_until_on = models.DateField(_("juleferie, sidste dag"), null=True, blank=True)
    winter_from_on = models.DateField(_("vinterferie, første dag"), null=True, blank=True)
    winter_until_on = models.DateField(_("vinterferie, sidste dag"), null=True, blank=True)
    easter_from_on = models.DateField(_("påskeferie, første dag"), null=True, blank=True)
    easter_until_on = models.DateField(_("påskeferie, sidste dag"), null=True, blank=True)
    ascension_from_on = models.DateField(_("Kristi himmelfartsferie, første dag"), null=True, blank=True)
    ascension_until_on = models.DateField(_("Kristi himmelfartsferie, sidste dag"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "starts_in"],
                name="school_year_once",
                violation_error_code=YEAR_TAKEN,
                violation_error_message=_("Skoleåret findes allerede. Ret det i stedet."),
            ),
            *(_in_order(each.value) for each in WITHIN),
        ]

    def __str__(self) -> str:
        return year_name(self.starts_in)

    def days_of(self, each: Break) -> tuple[dt.date | None, dt.date | None]:
        """First and last day of a holiday, as set by the municipality; None where not set."""
        return getattr(self, f"{each}_from_on"), getattr(self, f"{each}_until_on")

    def clean(self) -> None:
        """Raises ValidationError for a holiday with one end or turned ends, a day outside the year, and a last
        school day after the law's first day of summer holiday.
        """
        wrong: dict[str, Any] = {}
        for each in WITHIN:
            first, last = self.days_of(each)
            if (first is None) != (last is None):
                wrong[f"{each}_until_on" if first else f"{each}_from_on"] = BOTH_OR_NONE
            elif first and last and last < first:
                wrong[f"{each}_until_on"] = TURNED
        wrong |= {name: OUTSIDE for name in self._days() if not self._holds(getattr(self, name))}
        wrong |= self._against_the_law()
        if wrong:
            raise ValidationError(wrong)

    def _days(self) -> list[str]:
        return [field.name for field in self._meta.concrete_fields if field.name.endswith("_on")]

    def _holds(self, day: dt.date | None) -> bool:
        return day is None or self.starts_in is None or lies_in(day, self.starts_in)

    def _against_the_law(self) -> dict[str, Any]:
        holiday = last_saturday_of_june((self.starts_in or 0) + 1)
        if self.last_day_on is None or holiday is None or self.last_day_on < holiday:
            return {}
        message = _("Sommerferien begynder efter loven %(day)s. Sidste skoledag ligger før.")
        return {"last_day_on": message % {"day": date_words(holiday)}}


class ClosedDays(OrganisationPart):
    """Days on which the municipality's schools are closed beyond the holidays, such as a planning day."""

    school_year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="closed_days", editable=False)
    name = models.CharField(_("navn"), max_length=60)
    from_on = models.DateField(_("fra"))
    until_on = models.DateField(_("til og med"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="closed_days_in_order",
                violation_error_message=TURNED,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where the last day is before the first."""
        refuse_turned(self.from_on, self.until_on)
