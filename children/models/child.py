"""The child."""

import datetime as dt
from typing import Any, Final

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedRecord
from core import cpr
from core.collation import DanishLoose, DanishSort
from core.encryption import EncryptedField, fingerprint
from core.models.field_errors import ErrorsAtFields

from .relation import children_of


def gender_contradicts(number: str, gender: str) -> bool:
    """Whether a CPR number's last digit contradicts the gender: a sign of a mistake, not a proof."""
    expected = "girl" if cpr.is_female(number) else "boy"
    return gender in {"girl", "boy"} and gender != expected


def whole_name(prefix: str = "") -> Concat:
    """First and last name in a query; ``prefix`` is the path to the child ("child__")."""
    return Concat(f"{prefix}first_name", models.Value(" "), f"{prefix}last_name")


# A child of today is born after this day: an earlier one is a typing mistake.
EARLIEST_BIRTH: Final = dt.date(1990, 1, 1)
BORN_LONG_AGO = _("Fødselsdatoen ligger for langt tilbage. Ret den.")
CPR_OF_ANOTHER_DAY = _("Fødselsdatoen passer ikke til CPR-nummeret. Ret datoen eller nummeret.")
CPR_OF_ANOTHER_GENDER = _("Kønnet passer ikke til CPR-nummerets sidste ciffer. Se efter, om begge er rigtige.")
BORN_IN_FUTURE = _("Fødselsdatoen ligger ude i fremtiden. Ret den.")


class ChildQuerySet(models.QuerySet["Child"]):
    """Queries over children."""

    def visible_to(self, user: Any) -> "ChildQuerySet":
        """Children the user has an active, dated relation to, in the user's own municipality."""
        return self.filter(children_of(user, "pk"), municipality=user.municipality_id)

    def in_danish_order(self) -> "ChildQuerySet":
        """Sorted by name, in Danish alphabetical order."""
        return self.order_by(DanishSort("first_name"), DanishSort("last_name"), "pk")


class Child(ErrorsAtFields, OwnedRecord):
    """A child or young person placed outside home."""

    class Gender(models.TextChoices):
        GIRL = "girl", _("Pige")
        BOY = "boy", _("Dreng")
        OTHER = "other", _("Andet")

    first_name = models.CharField(_("fornavn"), max_length=60)
    last_name = models.CharField(_("efternavn"), max_length=60)
    born_on = models.DateField(_("fødselsdato"))
    gender = models.CharField(_("køn"), max_length=10, choices=Gender)
    # Ten digits, encrypted; the digest finds a child by number without decrypting.
    cpr = EncryptedField(_("CPR-nummer"), blank=True, editable=False)
    cpr_digest = models.CharField(max_length=64, blank=True, editable=False)
    name_protected = models.BooleanField(_("navne- og adressebeskyttet"), default=False)
    reading_help = models.CharField(
        _("hjælpemidler og læsehjælp"), max_length=300, blank=True, help_text=_("For eksempel oplæsning på egen enhed.")
    )
    parents_contact = models.CharField(
        _("kontakt med forældrene"),
        max_length=10,
        blank=True,
        choices=[("regular", _("Fast kontakt")), ("some", _("Af og til")), ("none", _("Ingen kontakt"))],
    )

    objects = ChildQuerySet.as_manager()
    error_fields = {"cpr_taken": "cpr", "born_too_early": "born_on"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "cpr_digest"],
                condition=~models.Q(cpr_digest=""),
                name="one_child_a_cpr",
                violation_error_code="cpr_taken",
                violation_error_message=_("Der findes allerede et barn med det CPR-nummer. Søg barnet frem."),
            ),
            models.CheckConstraint(
                condition=models.Q(born_on__gte=EARLIEST_BIRTH),
                name="born_in_our_time",
                violation_error_code="born_too_early",
                violation_error_message=BORN_LONG_AGO,
            ),
        ]
        indexes = [
            models.Index(DanishSort("first_name"), DanishSort("last_name"), name="child_danish"),
            GinIndex(
                OpClass(DanishLoose(whole_name()), name="gin_trgm_ops"),
                name="child_search",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    def age_on(self, day: dt.date) -> int:
        """Age in whole years."""
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not had_birthday)

    def set_cpr(self, digits: str) -> None:
        """Set a CPR number of ten digits, with the digest to look it up by."""
        self.cpr = digits
        self.cpr_digest = fingerprint(digits) if digits else ""

    def clean(self) -> None:
        """Raises ValidationError for a birth date in the future, and for one that the CPR number contradicts."""
        if self.born_on and self.born_on > timezone.localdate():
            raise ValidationError({"born_on": BORN_IN_FUTURE})
        if self.born_on and self.cpr and self.cpr[:6] != self.born_on.strftime("%d%m%y"):
            raise ValidationError({"born_on": CPR_OF_ANOTHER_DAY})
