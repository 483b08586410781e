"""Sparring with those around the child, at school and at home."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord, NetworkMember
from children.models.records import ChildRecordQuerySet, before_birth
from core.access import DataClass
from core.models.dates import in_future
from goals.models import Agreement, Goal

Kind = NetworkMember.Kind
# What counts as sparring: at school with a school professional, at home with a caregiver or staff. A talk with anybody
# else is stored and shown, and moves no deadline.
COUNTS_WITH = {"school": {Kind.SCHOOL_PROFESSIONAL}, "home": {Kind.CAREGIVER}}


def counts(prefix: str = "") -> models.Q:
    """Condition: a sparring counts. ``prefix`` is the path to the sparring. The condition joins its receivers, so
    rows may repeat.
    """
    found = models.Q()
    for setting, kinds in COUNTS_WITH.items():
        found |= models.Q(**{f"{prefix}setting": setting, f"{prefix}receivers__kind__in": kinds})
    return found


class SparringQuerySet(ChildRecordQuerySet):
    """Queries over sparrings."""

    def counting(self) -> Self:
        """Sparrings that count for the deadline."""
        return self.filter(pk__in=self.model._base_manager.filter(counts()).values("pk"))

    def whole(self) -> Self:
        """With everything a reader is shown, in a fixed number of queries. Agreements are read by ``changes_of``."""
        return self.select_related("child", "giver", "case__child").prefetch_related("receivers", "goals")

    def newest_first(self) -> Self:
        """Sorted by day, newest first."""
        return self.order_by("-held_on", "-pk")

    def unanswered(self, on: dt.date) -> Self:
        """Sparrings with an agreed change whose day has passed, and no answer yet on whether it was tried."""
        return self.filter(nothing_agreed=False, tried="", held_on__lt=on)


class Sparring(CaseRecord):
    """One sparring. It names the agreed changes (agreements from it), or states that nothing was agreed."""

    class Setting(models.TextChoices):
        SCHOOL = "school", _("Skole")
        HOME = "home", _("Hjem")

    class Form(models.TextChoices):
        TALK = "talk", _("Samtale")
        TEAM = "team", _("Teamsparring")
        OBSERVATION = "observation", _("Observation")
        TEACHING_TOGETHER = "teaching_together", _("Fælles undervisning")
        STAFF_MEETING = "staff_meeting", _("Personalemøde")
        HOME_VISIT = "home_visit", _("Hjemmebesøg")
        PHONE = "phone", _("Telefon")

    class Focus(models.TextChoices):
        WELLBEING = "wellbeing", _("Trivsel")
        SUBJECT = "subject", _("Faget")
        BOTH = "both", _("Begge dele")
        READING = "reading", _("Læsning hjemme")
        HOMEWORK = "homework", _("Rammer for lektier")
        ACTIVITIES = "activities", _("Læringsaktiviteter")

    class Removal(models.TextChoices):
        """Why a sparring is deleted. It is shown on the timeline, so it is chosen from a list and not written."""

        WRONG_CHILD = "wrong_child", _("Skrevet på det forkerte barn")
        TWICE = "twice", _("Skrevet to gange")
        NOT_HELD = "not_held", _("Blev ikke til noget")

    # The agreements made when it was logged, for the answer. None for a sparring read from the database.
    just_agreed: list[Agreement] | None = None
    # The same answers as for any agreement.
    Tried, Helped = Agreement.Tried, Agreement.Helped

    setting = models.CharField(_("hvor?"), max_length=6, choices=Setting, default=Setting.SCHOOL)
    held_on = models.DateField(_("hvornår?"))
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("givet af"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    receivers = models.ManyToManyField(NetworkMember, verbose_name=_("med hvem?"), related_name="+")
    form = models.CharField(_("form"), max_length=20, choices=Form, default=Form.TALK)
    minutes = models.PositiveSmallIntegerField(
        _("længde i minutter"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    focus = models.CharField(_("fokus"), max_length=12, choices=Focus, blank=True)
    goals = models.ManyToManyField(Goal, verbose_name=_("om målene"), related_name="sparrings", blank=True)
    question = models.TextField(_("hvad spurgte de om?"), max_length=2000, blank=True)
    advised = models.TextField(_("hvad blev der rådet til?"), max_length=4000, blank=True)
    nothing_agreed = models.BooleanField(_("intet aftalt"), default=False)
    tried = models.CharField(_("blev det prøvet?"), max_length=7, choices=Agreement.Tried, blank=True, default="")
    helped = models.CharField(_("hjalp det?"), max_length=8, choices=Agreement.Helped, blank=True, default="")
    afterthought = models.CharField(_("hvad lærte vi?"), max_length=500, blank=True)

    objects = SparringQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["case", "setting", "-held_on"], name="sparring_case")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.held_on}"

    def clean(self) -> None:
        """Raises ValidationError for a day before the child's birth or in the future, and for changes that helped
        without having been tried.
        """
        problems = before_birth(self.child, held_on=self.held_on) if self.child_id else {}
        problems |= in_future(_("Skriv, hvornår sparringen var."), held_on=self.held_on)
        if self.helped and self.tried == self.Tried.NO:
            problems["helped"] = _("Det er ikke prøvet endnu, så vi ved ikke, om det hjalp. Vælg Ved ikke endnu.")
        if problems:
            raise ValidationError(problems)

    @property
    def data_class(self) -> str:
        """Home sparring is knowledge of the home; school sparring of schooling."""
        return data_class_of(self.setting)

    @property
    def counts(self) -> bool:
        """Whether it counts as sparring, by its receivers. One query."""
        return any(member.kind in COUNTS_WITH[self.setting] for member in self.receivers.all())

    def changes(self) -> models.QuerySet[Agreement]:
        """The agreed changes."""
        return Agreement.objects.filter(origin=Agreement.Origin.SPARRING, origin_id=self.pk)


def data_class_of(setting: str) -> str:
    """The data class of a sparring at school or at home."""
    return (DataClass.HOME if setting == Sparring.Setting.HOME else DataClass.SCHOOLING).value


def changes_of(sparrings: Iterable[Sparring]) -> dict[UUID, list[Agreement]]:
    """The agreed changes of many sparrings, by sparring, in the order they were agreed. One query at most."""
    found: dict[UUID, list[Agreement]] = defaultdict(list)
    sparrings = list(sparrings)
    found |= {sparring.pk: sparring.just_agreed for sparring in sparrings if sparring.just_agreed is not None}
    ids = [sparring.pk for sparring in sparrings if sparring.just_agreed is None]
    if not ids:
        return found
    rows = Agreement.objects.filter(origin=Agreement.Origin.SPARRING, origin_id__in=ids).select_related("owner", "case")
    for agreement in rows.order_by("pk"):
        found[agreement.origin_id].append(agreement)  # type: ignore[index]
    return found
