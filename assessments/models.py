"""Phase 1: an assessment of four parts, and the short report a teacher or a foster parent can use."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord, NetworkMember, Release
from children.models.memberkey import MemberKey
from children.models.records import ChildRecordQuerySet, before_birth
from core.access import DataClass, Role
from core.models.dates import refuse_future

# The remedy for a future date, in an error message.
A_PAST_DAY = _("Skriv en dag, der har været.")


class Assessment(CaseRecord):
    """An assessment (afdækning) ordered by the coordinator. It is passed on when its report is."""

    round = models.PositiveSmallIntegerField(_("runde"), default=1, editable=False)
    ordered_on = models.DateField(_("bestilt (dato)"))
    purpose = models.TextField(_("hvad vil vi gerne vide?"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                name="assessment_round_once",
                violation_error_message=_("Afdækningen er allerede bestilt. Hent siden igen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.round}"

    def clean(self) -> None:
        """Raises ValidationError for an order before the child's birth, or in the future."""
        if problems := before_birth(self.case.child, ordered_on=self.ordered_on):
            raise ValidationError(problems)
        refuse_future(A_PAST_DAY, ordered_on=self.ordered_on)


class AssessmentPartQuerySet(ChildRecordQuerySet):
    """Queries over parts."""

    def asked_for(self) -> Self:
        """Parts that are ordered and not received yet."""
        return self.filter(ordered_on__isnull=False, received_on=None)

    def with_passing_on(self) -> Self:
        """With the columns that tell whether each part was passed on, in its report or by itself."""
        own = Release.objects.filter(item_id=models.OuterRef("pk"), withdrawn_at=None)
        return self.annotate(
            has_release=models.Exists(own), report_final_on=models.F("assessment__report__final_on")
        ).select_related("assessment", "responsible")

    def in_order(self) -> Self:
        """Cognitive, academic, social, the child's own words."""
        kinds = enumerate(AssessmentPart.Kind.values)
        return self.order_by(models.Case(*(models.When(kind=kind, then=place) for place, kind in kinds)))


class AssessmentPart(CaseRecord):
    """One of the four parts: ordered, received, passed on. Strengths come before challenges."""

    class Kind(models.TextChoices):
        COGNITIVE = "cognitive", _("Kognitiv")
        ACADEMIC = "academic", _("Faglig")
        SOCIAL = "social", _("Social trivsel")
        OWN_WORDS = "own_words", _("Barnets egne ord")

    class Source(models.TextChoices):
        PPV = "ppv", _("Pædagogisk-psykologisk vurdering (PPV)")
        CHILD_STUDY = "child_study", _("Børnefaglig undersøgelse")
        NATIONAL_TESTS = "national_tests", _("Nationale færdighedstest (tidligere nationale test)")
        SCHOOL_TESTS = "school_tests", _("Skolens egne test")
        WELLBEING_SURVEY = "wellbeing_survey", _("National trivselsmåling")
        FTF = "ftf", _("5-15")
        SDQ = "sdq", _("SDQ")
        TALK = "talk", _("Samtale med barnet")
        OTHER = "other", _("Andet")

    class State(models.TextChoices):
        NOT_ORDERED = "not_ordered", _("Ikke bestilt")
        ORDERED = "ordered", _("Bestilt")
        RECEIVED = "received", _("Modtaget")
        PASSED_ON = "passed_on", _("Formidlet")

    # The data class of each kind of part's text.
    DATA_CLASSES = {
        Kind.COGNITIVE: DataClass.HEALTH,
        Kind.ACADEMIC: DataClass.SCHOOLING,
        Kind.SOCIAL: DataClass.HEALTH,
        Kind.OWN_WORDS: DataClass.OWN_WORDS,
    }
    WRITING = ("words", "strengths", "challenges", "in_class", "at_home")
    TEXT = ("sources", "source_note", *WRITING)

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="parts", editable=False)
    kind = models.CharField(_("del"), max_length=10, choices=Kind, editable=False)
    responsible = MemberKey(verbose_name=_("hvem laver den?"), null=True, blank=True, related_name="+")
    ordered_on = models.DateField(_("bestilt (dato)"), null=True, blank=True)
    carried_out_on = models.DateField(_("lavet (dato)"), null=True, blank=True)
    received_on = models.DateField(_("modtaget (dato)"), null=True, blank=True)
    sources = ArrayField(
        models.CharField(max_length=20, choices=Source), verbose_name=_("bygger på"), default=list, blank=True
    )
    source_note = models.CharField(_("om kilderne"), max_length=300, blank=True)
    # The child's words verbatim; only the part of the child's own words has them.
    words = models.TextField(_("barnets egne ord"), max_length=2000, blank=True)
    strengths = models.TextField(_("styrker"), max_length=4000, blank=True)
    challenges = models.TextField(_("udfordringer"), max_length=4000, blank=True)
    in_class = models.TextField(_("det betyder i klassen"), max_length=4000, blank=True)
    at_home = models.TextField(_("det betyder hjemme"), max_length=4000, blank=True)
    # The cognitive part is closed to others until the psychologist hands it to the coordinator.
    handed_over_on = models.DateField(_("givet til læringskoordinatoren (dato)"), null=True, blank=True, editable=False)
    # The part of an earlier round whose text this one started from.
    reused_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = AssessmentPartQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "kind"],
                name="one_part_a_kind",
                violation_error_message=_("Den del af afdækningen er allerede bestilt. Hent siden igen."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Raises ValidationError for dates out of order, and for a received part without the child's words or its
        strengths.
        """
        self._clean_dates()
        if self.received_on and not (self.words or self.strengths):
            if self.kind == self.Kind.OWN_WORDS:
                raise ValidationError({"words": _("Skriv, hvad barnet selv siger, før delen er modtaget.")})
            raise ValidationError(
                {"strengths": _("Begynd med barnets styrker. De skal stå der, før delen er modtaget.")}
            )

    def _clean_dates(self) -> None:
        days = {"ordered_on": self.ordered_on, "carried_out_on": self.carried_out_on}
        refuse_future(A_PAST_DAY, **days, received_on=self.received_on)
        if self.child_id and (problems := before_birth(self.child, **days)):
            raise ValidationError(problems)
        if self.received_on and self.ordered_on and self.received_on < self.ordered_on:
            raise ValidationError({"received_on": _("Delen kan ikke være modtaget, før den blev bestilt. Ret datoen.")})
        if self.received_on and self.carried_out_on and self.received_on < self.carried_out_on:
            raise ValidationError({"received_on": _("Delen kan ikke være modtaget, før den blev lavet. Ret datoen.")})

    @property
    def text_class(self) -> Any:
        """The data class of the part's text."""
        return self.DATA_CLASSES[self.Kind(self.kind)]

    @property
    def is_written(self) -> bool:
        """Whether it has any text."""
        return any(getattr(self, name) for name in self.WRITING)

    @property
    def is_with_psychologist(self) -> bool:
        """Whether a psychologist has it and has not handed it over yet."""
        return (
            self.kind == self.Kind.COGNITIVE
            and self.handed_over_on is None
            and self.responsible is not None
            and self.responsible.kind == NetworkMember.Kind.PSYCHOLOGIST
        )

    def is_closed_to(self, user: Any) -> bool:
        """Whether the text is closed to a user whose role may read its class.

        A manager follows the work, not the child's text; the coordinator gets the cognitive part when it is handed
        over.
        """
        return user.role == Role.MANAGER or (self.is_with_psychologist and user.role == Role.COORDINATOR)

    @property
    def state(self) -> State:
        """How far the part has come. Derived, never set; needs ``with_passing_on``."""
        if self.received_on:
            return self.State.PASSED_ON if self._is_passed_on() else self.State.RECEIVED
        return self.State.ORDERED if self.ordered_on else self.State.NOT_ORDERED

    def _is_passed_on(self) -> bool:
        row: Any = self if hasattr(self, "report_final_on") else type(self).objects.with_passing_on().get(pk=self.pk)
        in_report = bool(row.report_final_on and self.received_on and self.received_on <= row.report_final_on)
        return bool(row.has_release) or in_report


class AssessmentReportQuerySet(ChildRecordQuerySet):
    """Queries over reports."""

    def final(self) -> Self:
        """Reports that somebody has."""
        return self.exclude(final_on=None)


class AssessmentReport(CaseRecord):
    """The result of the assessment, in words a teacher or a foster parent can use. Final while somebody has it."""

    TEXT = ("strengths", "challenges", "child_words", "in_class", "at_home")

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="report", editable=False)
    strengths = models.TextField(_("styrker"), max_length=4000)
    challenges = models.TextField(_("udfordringer"), max_length=4000, blank=True)
    child_words = models.TextField(_("barnets egne ord"), max_length=2000, blank=True)
    in_class = models.TextField(_("det betyder i klassen"), max_length=4000, blank=True)
    at_home = models.TextField(_("det betyder hjemme"), max_length=4000, blank=True)
    # The day it was first passed on; empty again when it is withdrawn from everybody.
    final_on = models.DateField(_("færdig (dato)"), null=True, blank=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = AssessmentReportQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return f"{self.case} {self.final_on or ''}"
