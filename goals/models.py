"""Phase 2: the child's dreams, two-sided goals, and agreements: who does what, where, how often, until when."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentPart
from children.models import Case, CaseRecord
from children.models.memberkey import MemberKey, why_not
from children.models.records import ChildRecordQuerySet, before_birth
from core import access
from core.models.dates import TURNED, in_future

MISSING_PERSPECTIVE = _("Mangler barnets perspektiv")
GOAL_ENDED = _("Målet er afsluttet. Genåbn det, før du retter det.")
WHY_DROPPED = _("Skriv, hvorfor målet stoppes.")
UNTIL_WHEN = _("Datoen er passeret. Vælg, hvor længe aftalen fortsætter.")
# The remedy for a future date, in an error message.
WRITE_WHEN = _("Skriv, hvornår det var.")


class Dream(CaseRecord):
    """A dream the child has told, in the child's own words."""

    told_on = models.DateField(_("fortalt (dato)"))
    words = models.TextField(_("barnets drøm"), max_length=1000, help_text=_("Skriv, som barnet sagde det."))
    told_to = MemberKey(verbose_name=_("fortalt til"), null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.case} {self.told_on}"

    @property
    def members_on(self) -> dt.date:
        """The day on which the listener must be in the network."""
        return self.told_on or super().members_on

    def clean(self) -> None:
        """Raises ValidationError for a day before the child's birth, or in the future."""
        problems = before_birth(self.case.child, told_on=self.told_on)
        problems |= in_future(WRITE_WHEN, told_on=self.told_on)
        if problems:
            raise ValidationError(problems)


class GoalQuerySet(ChildRecordQuerySet):
    """Queries over goals."""

    def open(self) -> Self:
        """Goals that are neither reached nor dropped."""
        return self.filter(status=Goal.Status.OPEN)


class Goal(CaseRecord):
    """A shared goal. The best have two sides, academic and wellbeing, that belong together; one side is allowed."""

    class Status(models.TextChoices):
        OPEN = "open", _("I gang")
        REACHED = "reached", _("Nået")
        DROPPED = "dropped", _("Stoppet")

    class Known(models.TextChoices):
        UNKNOWN = "", _("Ved ikke")
        YES = "yes", _("Ja")
        NO = "no", _("Nej, endnu ikke")

    class Missing(models.TextChoices):
        ACADEMIC = "academic_goal", _("Mangler fagligt mål")
        WELLBEING = "wellbeing_goal", _("Mangler trivselsmål")
        WORDS = "child_words", _("Mangler barnets ord")
        TARGET = "target", _("Mangler tegn på, at det lykkes")

    dream = models.ForeignKey(
        Dream, verbose_name=_("barnets drøm"), null=True, blank=True, on_delete=models.PROTECT, related_name="goals"
    )
    # The parts of the assessment whose challenges the goal answers.
    areas = ArrayField(
        models.CharField(max_length=10, choices=AssessmentPart.Kind),
        verbose_name=_("svarer på udfordringer i afdækningen"),
        default=list,
        blank=True,
    )
    title = models.CharField(_("målet kort"), max_length=100, help_text=_("Så kort, at barnet selv kan huske det."))
    academic_goal = models.TextField(_("fagligt mål"), max_length=1000, blank=True)
    wellbeing_goal = models.TextField(_("trivselsmål"), max_length=1000, blank=True)
    child_words = models.TextField(_("barnets egne ord om målet"), max_length=1000, blank=True)
    baseline = models.TextField(_("sådan er det nu"), max_length=1000, blank=True)
    target = models.TextField(_("sådan ved vi, at det lykkes"), max_length=1000, blank=True)
    small_steps = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("små skridt"),
        default=list,
        blank=True,
        size=12,
        help_text=_("Et skridt på hver linje."),
    )
    agreed_on = models.DateField(_("aftalt (dato)"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN, editable=False)
    ended_on = models.DateField(_("afsluttet (dato)"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("hvorfor?"), max_length=500, blank=True, editable=False)
    plan_reference = models.CharField(
        _("mål i barnets plan eller ungeplanen"),
        max_length=200,
        blank=True,
        help_text=_("Hvor i planen målet står. Fra 16 år er det ungeplanen."),
    )
    caseworker_knows = models.CharField(
        _("rådgiveren kender målet"), max_length=3, choices=Known, blank=True, default=Known.UNKNOWN
    )

    objects = GoalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", ended_on=None)
                | models.Q(~models.Q(status="open"), ended_on__isnull=False),
                name="goal_ended_with_date",
            )
        ]
        indexes = [models.Index(fields=["case", "status"], name="goal_case")]

    def __str__(self) -> str:
        return self.title

    @property
    def missing(self) -> list[str]:
        """The fields that a good goal fills and this one has not (yet): shown, never required."""
        return [name.value for name in self.Missing if not getattr(self, name.value).strip()]

    def missing_label(self, name: str) -> str:
        """The words for a missing field. Where the child's perspective is a principle of its own, they name it."""
        if name == self.Missing.WORDS and self.case.intervention.has_perspective:
            return str(MISSING_PERSPECTIVE)
        return str(self.Missing(name).label)

    @property
    def is_two_sided(self) -> bool:
        """Whether it has both an academic and a wellbeing side."""
        return bool(self.academic_goal.strip() and self.wellbeing_goal.strip())

    @property
    def is_open(self) -> bool:
        """Whether it is neither reached nor dropped."""
        return self.status == self.Status.OPEN

    def clean(self) -> None:
        """Raises ValidationError for a goal without either side, a day before the child's birth or in the future, and
        another child's dream.
        """
        # A goal in a row of a meeting's form has no case yet; the meeting checks the dates.
        problems = before_birth(self.case.child, agreed_on=self.agreed_on) if hasattr(self, "case") else {}
        if not self.academic_goal.strip() and not self.wellbeing_goal.strip():
            problems["academic_goal"] = _("Skriv mindst én side af målet: den faglige eller den om trivsel.")
        problems |= in_future(WRITE_WHEN, agreed_on=self.agreed_on)
        if self.dream is not None and self.dream.child_id != self.case.child_id:
            problems["dream"] = _("Vælg en af barnets egne drømme.")
        if problems:
            raise ValidationError(problems)


class AgreementQuerySet(ChildRecordQuerySet):
    """Queries over agreements."""

    def open(self) -> Self:
        """Agreements that go on."""
        return self.filter(status=Agreement.Status.OPEN)

    def due(self, on: dt.date) -> Self:
        """Open agreements at or past their date."""
        return self.open().filter(due_on__lte=on)

    def home_activities(self) -> Self:
        """Agreements at home with a kind of activity."""
        return self.filter(place=Agreement.Place.HOME).exclude(activity="")


class Agreement(CaseRecord):
    """Something a person has agreed to do: an action strategy, a decision, a home activity, a change in a sparring."""

    class Place(models.TextChoices):
        SCHOOL = "school", _("I skolen")
        HOME = "home", _("Hjemme")
        ELSEWHERE = "elsewhere", _("Et andet sted")

    class Rhythm(models.TextChoices):
        ONCE = "once", _("Én gang")
        DAILY = "daily", _("Hver dag")
        WEEKDAYS = "weekdays", _("Hver skoledag")
        TWICE_WEEKLY = "twice_weekly", _("To gange om ugen")
        WEEKLY = "weekly", _("Hver uge")
        MONTHLY = "monthly", _("Hver måned")
        WHEN_NEEDED = "when_needed", _("Når der er brug for det")

    class Activity(models.TextChoices):
        READING = "reading", _("Læsning")
        HOMEWORK = "homework", _("Lektier med faste rammer")
        GAMES = "games", _("Spil med læring i")
        CHORES = "chores", _("Læring i hverdagens gøremål")
        EXPERIENCES = "experiences", _("Gode oplevelser med læring")

    class Status(models.TextChoices):
        OPEN = "open", _("I gang")
        DONE = "done", _("Gjort")
        STOPPED = "stopped", _("Stoppet")

    class Origin(models.TextChoices):
        CASE = "case", _("Aftalt undervejs")
        MEETING = "meeting", _("Aftalt på møde")
        SPARRING = "sparring", _("Aftalt i sparring")

    class Tried(models.TextChoices):
        UNKNOWN = "", _("Ikke svaret endnu")
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Delvist")
        NO = "no", _("Nej")

    class Helped(models.TextChoices):
        UNKNOWN = "", _("Ikke svaret endnu")
        YES = "yes", _("Ja")
        SOMEWHAT = "somewhat", _("Noget")
        NO = "no", _("Nej")

    goal = models.ForeignKey(
        Goal, verbose_name=_("mål"), null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    # Where it was agreed. The meeting or sparring lies in an app above, so its id is stored without a foreign key.
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CASE, editable=False)
    origin_id = models.UUIDField(null=True, editable=False)
    owner = MemberKey(verbose_name=_("hvem?"), related_name="agreements")
    what = models.CharField(_("gør hvad"), max_length=500)
    place = models.CharField(_("hvor?"), max_length=10, choices=Place, default=Place.SCHOOL)
    rhythm = models.CharField(_("hvor tit?"), max_length=14, choices=Rhythm, default=Rhythm.ONCE)
    activity = models.CharField(_("type aktivitet hjemme"), max_length=12, choices=Activity, blank=True)
    # "Efter aftensmaden, i sofaen": a fixed time and place helps an agreement to be kept.
    when = models.CharField(_("fast tid og sted"), max_length=120, blank=True)
    from_on = models.DateField(_("fra"))
    due_on = models.DateField(_("til"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN, editable=False)
    ended_on = models.DateField(_("afsluttet (dato)"), null=True, blank=True, editable=False)
    followed_up_on = models.DateField(_("sidst fulgt op"), null=True, blank=True, editable=False)
    tried = models.CharField(_("blev det prøvet?"), max_length=7, choices=Tried, blank=True, default="", editable=False)
    helped = models.CharField(_("hjalp det?"), max_length=8, choices=Helped, blank=True, default="", editable=False)
    outcome = models.CharField(_("hvad skete der?"), max_length=500, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on=None) | models.Q(due_on__gte=models.F("from_on")),
                name="agreement_in_order",
                violation_error_message=TURNED,
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", ended_on=None)
                | models.Q(~models.Q(status="open"), ended_on__isnull=False),
                name="agreement_ended_with_date",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "status", "due_on"], name="agreement_case"),
            models.Index(fields=["due_on"], condition=models.Q(status="open"), name="agreement_due"),
            models.Index(fields=["origin_id"], condition=models.Q(origin_id__isnull=False), name="agreement_origin"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def members_on(self) -> dt.date:
        """Check that the owner is around the child until it is done. Raises ValidationError."""
        today = super().members_on
        return max(self.due_on or today, today)

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.status == self.Status.OPEN

    @property
    def data_class(self) -> str:
        """The class of its text: home for agreements at home, else coordination."""
        return data_class_of(self.place)

    def is_passed_on(self, released: Collection[UUID]) -> bool:
        """Whether it was passed on: itself, or the sparring it was agreed in."""
        return self.pk in released or (self.origin == self.Origin.SPARRING and self.origin_id in released)

    def is_readable_by(self, user: Any, released: Collection[UUID]) -> bool:
        """Whether this user may read its text; ``released`` holds the ids passed on to them."""
        level = access.level(user.role, self.data_class, self)
        return level >= access.Level.READ or (level == access.Level.RELEASED and self.is_passed_on(released))

    def is_overdue(self, on: dt.date) -> bool:
        """Whether it is open and its date lies before ``on``."""
        return self.is_open and self.due_on is not None and self.due_on < on

    def clean(self) -> None:
        """Raises ValidationError for a first day before the child's birth, another case's goal, a home activity at
        another place, and a last day before the first.
        """
        problems = self._misplaced_in(self.case) if hasattr(self, "case") else {}
        if self.activity and self.place != self.Place.HOME:
            problems["place"] = _(
                "En aktivitet hjemme foregår hjemme. Vælg Hjemme, eller lad feltet om aktivitet stå tomt."
            )
        if self.from_on and self.due_on and self.due_on < self.from_on:
            problems["due_on"] = TURNED
        if problems:
            raise ValidationError(problems)

    def problems_in(self, case: Case) -> dict[str, Any]:
        """Why this cannot be a new agreement of a case, by field: an owner, a goal or a day that does not fit the
        child.
        """
        problems = self._misplaced_in(case)
        if hasattr(self, "owner") and (why := why_not([self.owner], case.child_id, on=self.members_on)):
            problems["owner"] = why
        return problems

    def _misplaced_in(self, case: Case) -> dict[str, Any]:
        problems = before_birth(case.child, from_on=self.from_on)
        if self.goal is not None and self.goal.case_id != case.pk:
            problems["goal"] = _("Vælg et af målene i forløbet.")
        return problems


def data_class_of(place: str) -> str:
    """The data class of agreements at a place."""
    return (access.DataClass.HOME if place == Agreement.Place.HOME else access.DataClass.COORDINATION).value
