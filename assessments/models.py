"""Phase 1: an assessment of four parts, and the short report a teacher or a foster parent can use."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord, NetworkMember
from children.models.records import ChildRecordQuerySet
from core.access import DataClass


class Assessment(CaseRecord):
    """An assessment (afdækning) ordered by the coordinator. It is passed on when its report is."""

    round = models.PositiveSmallIntegerField(_("runde"), default=1, editable=False)
    ordered_on = models.DateField(_("bestilt den"))
    purpose = models.TextField(_("hvad vil vi gerne vide"), max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="assessment_round_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.round}"


class AssessmentPart(CaseRecord):
    """One of the four parts: ordered, received, passed on. Strengths come before challenges."""

    class Kind(models.TextChoices):
        COGNITIVE = "cognitive", _("Kognitiv")
        ACADEMIC = "academic", _("Faglig")
        SOCIAL = "social", _("Social og trivsel")
        OWN_WORDS = "own_words", _("Barnets egne ord")

    class Source(models.TextChoices):
        PPV = "ppv", _("Pædagogisk-psykologisk vurdering (PPV)")
        CHILD_STUDY = "child_study", _("Børnefaglig undersøgelse")
        NATIONAL_TESTS = "national_tests", _("Nationale test")
        SCHOOL_TESTS = "school_tests", _("Skolens egne test")
        WELLBEING_SURVEY = "wellbeing_survey", _("National trivselsmåling")
        FTF = "ftf", _("5-15")
        SDQ = "sdq", _("SDQ")
        TALK = "talk", _("Samtale med barnet")
        OTHER = "other", _("Andet")

    # Whoever may read the part's text, by what it is about.
    DATA_CLASSES = {
        Kind.COGNITIVE: DataClass.HEALTH,
        Kind.ACADEMIC: DataClass.SCHOOLING,
        Kind.SOCIAL: DataClass.HEALTH,
        Kind.OWN_WORDS: DataClass.OWN_WORDS,
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="parts", editable=False)
    kind = models.CharField(_("del"), max_length=10, choices=Kind, editable=False)
    responsible = models.ForeignKey(
        NetworkMember,
        verbose_name=_("hvem laver den"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ordered_on = models.DateField(_("bestilt den"), null=True, blank=True)
    carried_out_on = models.DateField(_("lavet den"), null=True, blank=True)
    received_on = models.DateField(_("modtaget den"), null=True, blank=True)
    sources = ArrayField(
        models.CharField(max_length=20, choices=Source), verbose_name=_("bygger på"), default=list, blank=True
    )
    source_note = models.CharField(_("om kilderne"), max_length=300, blank=True)
    strengths = models.TextField(_("styrker"), max_length=4000, blank=True)
    challenges = models.TextField(_("udfordringer"), max_length=4000, blank=True)
    in_class = models.TextField(_("det betyder i klassen"), max_length=4000, blank=True)
    at_home = models.TextField(_("det betyder hjemme"), max_length=4000, blank=True)
    # The cognitive part is the psychologist's until it is handed to the coordinator.
    handed_over_on = models.DateField(_("givet til læringskoordinatoren den"), null=True, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "kind"], name="one_part_a_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        if self.received_on and self.ordered_on and self.received_on < self.ordered_on:
            raise ValidationError({"received_on": _("Delen kan ikke være modtaget, før den blev bestilt. Ret datoen.")})
        if self.received_on and not any([self.strengths, self.challenges, self.in_class, self.at_home]):
            raise ValidationError({"strengths": _("Skriv, hvad delen viser. Begynd med barnets styrker.")})

    @property
    def text_class(self) -> Any:
        """The data class of the part's text."""
        return self.DATA_CLASSES[self.Kind(self.kind)]


class AssessmentReportQuerySet(ChildRecordQuerySet):
    """Rules about many reports."""

    def final(self) -> Self:
        return self.exclude(final_on=None)


class AssessmentReport(CaseRecord):
    """What the assessment comes to, in words a teacher or a foster parent can use. Final when it is passed on."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="report", editable=False)
    strengths = models.TextField(_("styrker"), max_length=4000)
    challenges = models.TextField(_("udfordringer"), max_length=4000, blank=True)
    child_words = models.TextField(_("barnets egne ord"), max_length=2000, blank=True)
    in_class = models.TextField(_("det betyder i klassen"), max_length=4000, blank=True)
    at_home = models.TextField(_("det betyder hjemme"), max_length=4000, blank=True)
    final_on = models.DateField(_("færdig den"), null=True, blank=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = AssessmentReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.case} {self.final_on or ''}"
