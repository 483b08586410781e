"""A municipality and its parts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.models.told import ToldAtField

NAME_TAKEN = "name_taken"
CADENCE_TURNED = _("Det seneste tidspunkt skal ligge efter det tidligste.")


def once(name: str, message: Any) -> models.UniqueConstraint:
    """A constraint: no two parts of a municipality have one name."""
    return models.UniqueConstraint(
        fields=["municipality", "name"],
        name=name,
        violation_error_code=NAME_TAKEN,
        violation_error_message=message,
    )


class Municipality(Record):
    """A municipality that runs the intervention, with its cadence."""

    class ModelVersion(models.IntegerChoices):
        ORIGINAL = 2019, _("Modellen fra 2019")
        REVISED = 2023, _("Den reviderede model fra 2023")

    name = models.CharField(_("navn"), max_length=60, unique=True)
    # The authority's three digits.
    code = models.CharField(_("kommunekode"), max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$")])
    model_version = models.PositiveSmallIntegerField(
        _("indsatsmodel"), choices=ModelVersion, default=ModelVersion.REVISED
    )
    follow_up_min_months = models.PositiveSmallIntegerField(
        _("opfølgning tidligst efter (måneder)"), default=3, validators=[MinValueValidator(1)]
    )
    follow_up_max_months = models.PositiveSmallIntegerField(
        _("opfølgning senest efter (måneder)"), default=4, validators=[MaxValueValidator(12)]
    )
    school_sparring_weeks = models.PositiveSmallIntegerField(
        _("uger mellem sparring i skolen, højst"), default=8, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    home_sparring_months = models.PositiveSmallIntegerField(
        _("måneder mellem sparring i hjemmet, højst"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    caseload_target = models.PositiveSmallIntegerField(
        _("forløb pr. fuldtidskoordinator"), default=21, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(follow_up_max_months__gt=models.F("follow_up_min_months")),
                name="cadence_in_order",
                violation_error_message=CADENCE_TURNED,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        lowest, highest = self.follow_up_min_months, self.follow_up_max_months
        if lowest is not None and highest is not None and highest <= lowest:
            raise ValidationError({"follow_up_max_months": CADENCE_TURNED})


class OrganisationQuerySet(models.QuerySet[Any]):
    """Parts of an organisation: seen by everyone with an account in the same municipality."""

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        return self.filter(municipality=user.municipality_id)


class OrganisationPart(ToldAtField, Record):
    """What belongs to one municipality and says nothing about any child."""

    told_at = {NAME_TAKEN: "name"}

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        abstract = True


class Unit(OrganisationPart):
    """A part of the administration."""

    class Kind(models.TextChoices):
        PPR = "ppr", _("PPR")
        AUTHORITY = "authority", _("Socialmyndighed")
        SCHOOLS = "schools", _("Skoleforvaltning")

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(_("type"), max_length=10, choices=Kind)

    class Meta:
        constraints = [once("unit_once", _("Der er allerede en enhed med det navn. Skriv et andet."))]

    def __str__(self) -> str:
        return self.name


class School(OrganisationPart):
    """A school a child goes to, also outside the municipality."""

    class Kind(models.TextChoices):
        MAINSTREAM = "mainstream", _("Almen skole")
        SPECIAL = "special", _("Specialskole")
        INTERNAL = "internal", _("Intern skole på institution")

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.MAINSTREAM)
    closed = models.BooleanField(_("nedlagt"), default=False)

    class Meta:
        constraints = [once("school_once", _("Der er allerede en skole med det navn. Skriv et andet."))]

    def __str__(self) -> str:
        return self.name


class Institution(OrganisationPart):
    """A residential institution or opholdssted."""

    class Kind(models.TextChoices):
        RESIDENTIAL = "residential", _("Børne- og ungehjem (døgninstitution)")
        OPHOLDSSTED = "opholdssted", _("Børne- og ungehjem (opholdssted)")

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(_("type"), max_length=12, choices=Kind)

    class Meta:
        constraints = [once("institution_once", _("Der er allerede en institution med det navn. Skriv et andet."))]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.name.strip():
            raise ValidationError({"name": _("Skriv institutionens navn.")})
