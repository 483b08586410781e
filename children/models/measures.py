"""Further facts about a child: diagnoses that affect learning, other measures for child or family."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.dates import dates_in_order, refuse_future

from .period import Period
from .records import ChildRecord


class Diagnosis(ChildRecord):
    """A diagnosis, with its meaning for learning."""

    name = models.CharField(_("diagnose"), max_length=120)
    affects_learning = models.BooleanField(_("har betydning for læring"), default=True)
    established_on = models.DateField(_("stillet (dato)"), null=True, blank=True)
    note = models.TextField(_("betydning i hverdagen"), max_length=1000, blank=True)

    error_fields = {"written_already": "name"}

    class Meta:
        verbose_name = _("diagnose")
        verbose_name_plural = _("diagnoser")
        constraints = [
            models.UniqueConstraint(
                fields=["child", "name"],
                name="diagnosis_once",
                violation_error_code="written_already",
                violation_error_message=_("Diagnosen er allerede registreret."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a day in the future."""
        refuse_future(_("Ret den."), established_on=self.established_on)


class OtherMeasure(Period):
    """Another measure for the child or the family."""

    class Kind(models.TextChoices):
        FAMILY_TREATMENT = "family_treatment", _("Familiebehandling")
        HOMEWORK_HELP = "homework_help", _("Lektiehjælp")
        SUPPORT_PERSON = "support_person", _("Støtteperson")
        OTHER = "other", _("Andet")

    kind = models.CharField(_("indsats"), max_length=20, choices=Kind)
    note = models.TextField(_("bemærkning"), max_length=1000, blank=True)

    class Meta:
        constraints = [dates_in_order("measure_in_order")]

    def __str__(self) -> str:
        return self.get_kind_display()
