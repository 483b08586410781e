"""A municipality and its parts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from core.models.field_errors import ErrorsAtFields

NAME_TAKEN = "name_taken"
WHICH_SCHOOL = _("Vælg, hvilken skole enheden er.")
CADENCE_TURNED = _("Det seneste tidspunkt skal ligge efter det tidligste.")


def unique_name(name: str, message: Any) -> models.UniqueConstraint:
    """A constraint: no two parts of a municipality share a name."""
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
    # The three digits of the authority.
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

    coordinator_share_percent = models.PositiveSmallIntegerField(
        _("så stor en del af et forløbs aftaler bør koordinatoren højst stå for (procent)"),
        default=33,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Ansvaret hører til hos de voksne omkring barnet. Står koordinatoren for flere, viser siden det."),
    )
    closing_needs_approval = models.BooleanField(_("lederen godkender, at et forløb afsluttes"), default=False)

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
        """Raises ValidationError where the longest time between meetings is not above the shortest."""
        lowest, highest = self.follow_up_min_months, self.follow_up_max_months
        if lowest is not None and highest is not None and highest <= lowest:
            raise ValidationError({"follow_up_max_months": CADENCE_TURNED})


class OrganisationQuerySet(models.QuerySet[Any]):
    """Parts of an organisation, visible to everyone with an account in the same municipality."""

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """The parts of the user's own municipality."""
        return self.filter(municipality=user.municipality_id)


class OrganisationPart(ErrorsAtFields, Record):
    """A record that belongs to one municipality and is about no child."""

    error_fields = {NAME_TAKEN: "name"}

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        abstract = True


class Unit(OrganisationPart):
    """A part of the administration, or a school or an area with a leader of its own.

    Its kind decides whose cases it leads: ``children/models/leading.py``.
    """

    class Kind(models.TextChoices):
        PPR = "ppr", _("PPR")
        AUTHORITY = "authority", _("Socialmyndighed")
        SCHOOL = "school", _("Skole")
        AREA = "area", _("Område med flere skoler")
        SCHOOLS = "schools", _("Skoleforvaltning")
        WHOLE = "whole", _("Hele forvaltningen")

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(
        _("type"),
        max_length=10,
        choices=Kind,
        help_text=_(
            "Typen afgør, hvilke forløb lederen ser, uden navne: skolens, områdets, enhedens, "
            "dem for børn, kommunen selv har anbragt, eller alle."
        ),
    )
    school = models.ForeignKey(
        "accounts.School",
        verbose_name=_("skole"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_as",
        help_text=_("Kun når enheden er en skole."),
    )

    class Meta:
        constraints = [
            unique_name("unit_once", _("Der er allerede en enhed med det navn. Skriv et andet.")),
            models.CheckConstraint(
                condition=models.Q(kind="school", school__isnull=False)
                | ~models.Q(kind="school") & models.Q(school=None),
                name="a_school_unit_has_a_school",
                violation_error_message=WHICH_SCHOOL,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a school unit without its school, another unit with one, and an area that becomes
        another kind while schools belong to it.
        """
        if self.kind == self.Kind.SCHOOL and self.school_id is None:
            raise ValidationError({"school": WHICH_SCHOOL})
        if self.kind != self.Kind.SCHOOL and self.school_id is not None:
            raise ValidationError({"school": _("Kun en enhed af typen Skole har en skole. Vælg Ingen.")})
        if self.kind != self.Kind.AREA and not self._state.adding and self.schools_of_area.exists():
            raise ValidationError({"kind": _("Der hører skoler til området. Flyt dem først til et andet.")})


class School(OrganisationPart):
    """A school a child goes to, in or outside the municipality."""

    class Kind(models.TextChoices):
        MAINSTREAM = "mainstream", _("Almen skole")
        SPECIAL = "special", _("Specialskole")
        INTERNAL = "internal", _("Intern skole på institution")

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.MAINSTREAM)
    area = models.ForeignKey(
        Unit, verbose_name=_("område"), null=True, blank=True, on_delete=models.PROTECT, related_name="schools_of_area"
    )
    closed = models.BooleanField(_("nedlagt"), default=False)

    class Meta:
        constraints = [unique_name("school_once", _("Der er allerede en skole med det navn. Skriv et andet."))]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for an area that is another kind of unit."""
        if self.area is not None and self.area.kind != Unit.Kind.AREA:
            raise ValidationError({"area": _("Vælg en enhed af typen Område.")})


class Institution(OrganisationPart):
    """A residential institution or opholdssted."""

    class Kind(models.TextChoices):
        RESIDENTIAL = "residential", _("Børne- og ungehjem (døgninstitution)")
        OPHOLDSSTED = "opholdssted", _("Børne- og ungehjem (opholdssted)")

    name = models.CharField(_("navn"), max_length=80)
    kind = models.CharField(_("type"), max_length=12, choices=Kind)

    class Meta:
        constraints = [
            unique_name("institution_once", _("Der er allerede en institution med det navn. Skriv et andet."))
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a name of spaces alone."""
        if not self.name.strip():
            raise ValidationError({"name": _("Skriv institutionens navn.")})
