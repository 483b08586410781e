"""Meetings of every kind, the child's part in each, and the reviews made at them."""

import datetime as dt
from collections import Counter
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord, NetworkMember
from children.models.memberkey import MemberKey
from children.models.records import ChildRecordQuerySet, before_birth
from core.actors import Guest
from goals.models import WHY_DROPPED, Agreement, Goal


class MeetingQuerySet(ChildRecordQuerySet):
    """Queries over meetings."""

    def held(self) -> Self:
        """Meetings that were held."""
        return self.filter(state=Meeting.State.HELD)

    def planned(self) -> Self:
        """Booked meetings, neither held nor cancelled."""
        return self.filter(state=Meeting.State.PLANNED)

    def without_content(self) -> Self:
        """Held meetings without content, as ``is_empty`` says of one.

        No goal was reviewed, the child said nothing, and attendance or minutes are missing. Attendance alone is not
        enough, because the form ticks the invited beforehand.
        """
        came = Attendance.objects.filter(meeting=models.OuterRef("pk"), attended=True)
        gone_through = GoalReview.objects.filter(meeting=models.OuterRef("pk"))
        empty = self.held().of_the_cycle().filter(~models.Exists(gone_through), child_words="")
        return empty.filter(models.Q(minutes="") | ~models.Exists(came))

    def of_the_cycle(self) -> Self:
        """Start-up and follow-up meetings, from which the next follow-up is counted."""
        return self.filter(kind__in=Meeting.CYCLE_KINDS)


class Meeting(CaseRecord):
    """A meeting around the child."""

    class Kind(models.TextChoices):
        START_UP = "start_up", _("Opstartsmøde")
        FOLLOW_UP = "follow_up", _("Opfølgningsmøde")
        CHILD_TALK = "child_talk", _("Samtale med barnet")
        AUTHORITY = "authority", _("Koordinering med myndigheden")
        OTHER = "other", _("Andet møde")

    CYCLE_KINDS = (Kind.START_UP, Kind.FOLLOW_UP)

    class State(models.TextChoices):
        PLANNED = "planned", _("Booket")
        HELD = "held", _("Holdt")
        CANCELLED = "cancelled", _("Aflyst")

    class ChildPart(models.TextChoices):
        UNDECIDED = "", _("Ikke aftalt med barnet endnu")
        WHOLE = "whole", _("Hele mødet")
        PART = "part", _("En del af mødet")
        REPRESENTED = "represented", _("Repræsenteret")
        NOT = "not", _("Ikke med")

    class Answer(models.TextChoices):
        NOT_ASKED = "", _("Ikke spurgt endnu")
        YES = "yes", _("Ja")
        NO = "no", _("Nej")

    kind = models.CharField(_("type møde"), max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED, editable=False)
    starts_at = models.DateTimeField(_("hvornår?"))
    minutes_planned = models.PositiveSmallIntegerField(
        _("længde i minutter"), default=60, validators=[MinValueValidator(10), MaxValueValidator(480)]
    )
    place = models.CharField(_("hvor?"), max_length=120, blank=True)
    video_link = models.URLField(
        _("link til videomøde"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    agenda = models.TextField(_("dagsorden"), max_length=2000, blank=True)
    # The child's part is decided with the child, meeting by meeting.
    child_part = models.CharField(_("barnets deltagelse"), max_length=12, choices=ChildPart, blank=True, default="")
    child_part_note = models.CharField(
        _("hvilken del, og hvad ønsker barnet?"),
        max_length=500,
        blank=True,
        help_text=_("For eksempel: med de første 20 minutter, sidder ved siden af plejemor."),
    )
    child_words = models.TextField(_("barnets ord"), max_length=2000, blank=True)
    represented_by = MemberKey(verbose_name=_("hvem taler for barnet?"), null=True, blank=True, related_name="+")
    prepared_by = MemberKey(verbose_name=_("hvem forbereder barnet?"), null=True, blank=True, related_name="+")
    sits_next_to = MemberKey(
        verbose_name=_("hvem sidder barnet ved siden af?"), null=True, blank=True, related_name="+"
    )
    # A fixed step: the child and the placing authority are asked about the biological parents' part.
    parents_child_asked = models.CharField(
        _("barnet ønsker forældrene med"), max_length=3, choices=Answer, blank=True, default=""
    )
    parents_authority_asked = models.CharField(
        _("myndigheden tilråder, at forældrene er med"), max_length=3, choices=Answer, blank=True, default=""
    )
    held_on = models.DateField(_("holdt (dato)"), null=True, blank=True, editable=False)
    minutes = models.TextField(_("referat"), max_length=10000, blank=True)
    cancelled_reason = models.CharField(_("hvorfor aflyses mødet?"), max_length=300, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="held", held_on__isnull=False)
                | models.Q(~models.Q(state="held"), held_on=None),
                name="held_with_date",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state="planned", kind__in=["start_up", "follow_up"]),
                name="one_planned_cycle_meeting",
                violation_error_message=_("Der er allerede booket et møde. Flyt det, eller aflys det først."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "state", "-starts_at"], name="meeting_case"),
            models.Index(fields=["starts_at"], condition=models.Q(state="planned"), name="meeting_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d}"

    @property
    def members_on(self) -> dt.date:
        """The day on which people on the meeting must be in the network."""
        return self.held_on or (timezone.localdate(self.starts_at) if self.starts_at else super().members_on)

    @property
    def is_of_the_cycle(self) -> bool:
        """Whether it is a start-up or follow-up meeting."""
        return self.kind in self.CYCLE_KINDS

    @property
    def is_planned(self) -> bool:
        """Whether it is booked, neither held nor cancelled."""
        return self.state == self.State.PLANNED

    @property
    def has_brief(self) -> bool:
        """Whether the case's brief is for this meeting: the booked start-up or follow-up."""
        return self.is_planned and self.is_of_the_cycle

    @property
    def is_empty(self) -> bool:
        """Whether it was held without content: it counts, and is shown as empty until it is filled."""
        is_held = self.state == self.State.HELD and self.is_of_the_cycle
        has_content = self.attended and self.minutes
        return is_held and not (self.child_words or has_content or self.goal_reviews.all())

    @property
    def invited(self) -> list[NetworkMember]:
        """The invited adults."""
        return [each.member for each in self.attendances.all() if each.invited]

    @property
    def answers(self) -> Counter[str]:
        """The number of invited adults for each answer."""
        return Counter(each.answer for each in self.attendances.all() if each.invited)

    @property
    def attended(self) -> list[NetworkMember]:
        """The adults who came."""
        return [each.member for each in self.attendances.all() if each.attended]

    def clean(self) -> None:
        """Raises ValidationError for a represented child without a spokesperson, and for a day before its birth."""
        if self.child_part == self.ChildPart.REPRESENTED and self.represented_by_id is None:
            raise ValidationError({"represented_by": _("Vælg, hvem der taler for barnet.")})
        if self.child_id and (problems := before_birth(self.child, held_on=self.held_on)):
            raise ValidationError(problems)
        if self.starts_at and self.child_id and timezone.localdate(self.starts_at) < self.child.born_on:
            raise ValidationError({"starts_at": _("Mødet ligger, før barnet blev født. Ret datoen.")})


class Attendance(CaseRecord):
    """One adult's invitation to a meeting, the answer to it, and whether they came."""

    class Answer(models.TextChoices):
        NONE = "", _("Har ikke svaret")
        COMES = "comes", _("Kommer")
        COMES_NOT = "comes_not", _("Kommer ikke")
        SENDS_OTHER = "sends_other", _("Sender en anden")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances", editable=False)
    member = MemberKey(verbose_name=_("hvem?"), related_name="+")
    invited = models.BooleanField(_("inviteret"), default=True)
    attended = models.BooleanField(_("var med"), null=True, blank=True)
    answer = models.CharField(_("svar"), max_length=11, choices=Answer, blank=True, default=Answer.NONE)
    stand_in = models.CharField(_("hvem kommer i stedet?"), max_length=100, blank=True)
    answered_at = models.DateTimeField(_("svaret"), null=True, blank=True, editable=False)
    # Empty where the invited adult answered without an account: by a link, or from a calendar.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("svaret skrevet af"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | models.Q(~models.Q(answer=""), answered_at__isnull=False),
                name="answered_with_moment",
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"],
                name="attends_once",
                violation_error_message=_("Personen er allerede med på mødet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.member}"

    def clean(self) -> None:
        """Raises ValidationError where somebody else is sent and not named."""
        if self.answer == self.Answer.SENDS_OTHER and not self.stand_in.strip():
            raise ValidationError({"stand_in": _("Skriv, hvem der kommer i stedet.")})

    def note_answer(self, answer: str, *, stand_in: str = "", by: Any = None) -> None:
        """Set the answer and who gave it; it is not saved. ``by``: a user, a guest, or None for a calendar."""
        self.answer, self.answered_at = answer, timezone.now()
        self.answered_by = None if isinstance(by, Guest) else by
        self.stand_in = stand_in if answer == self.Answer.SENDS_OTHER else ""

    def forget_answer(self) -> None:
        """Take the answer away, where the question is asked anew; it is not saved."""
        self.answer, self.stand_in, self.answered_at, self.answered_by = self.Answer.NONE, "", None, None


class Verdict(models.TextChoices):
    """What a follow-up decides about a goal or an agreement."""

    KEEP = "keep", _("Fortsæt")
    ADJUST = "adjust", _("Justér")
    REACHED = "reached", _("Nået")
    DROPPED = "dropped", _("Stop")
    AGREED = "agreed", _("Aftalt")


class GoalReview(CaseRecord):
    """A goal reviewed at a meeting: what was done, what happened, what next. Or a new one, agreed at it."""

    # The verdicts on a goal that existed before the meeting.
    DECIDED = [(verdict.value, verdict.label) for verdict in Verdict if verdict != Verdict.AGREED]

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="goal_reviews", editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="reviews")
    done = models.CharField(_("hvad blev gjort?"), max_length=1000, blank=True)
    happened = models.CharField(_("hvad skete der?"), max_length=1000, blank=True)
    verdict = models.CharField(_("hvad nu?"), max_length=8, choices=Verdict)
    reason = models.CharField(_("hvorfor?"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "goal"],
                name="goal_reviewed_once",
                violation_error_message=_("Målet er allerede gennemgået på mødet."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal} {self.verdict}"

    def clean(self) -> None:
        """Raises ValidationError for a goal dropped without a reason."""
        if self.verdict == Verdict.DROPPED and not self.reason.strip():
            raise ValidationError({"reason": WHY_DROPPED})


class AgreementReview(CaseRecord):
    """An agreement reviewed at a meeting."""

    # A goal is reached, an agreement is done.
    VERDICTS = [
        (Verdict.KEEP.value, _("Fortsæt")),
        (Verdict.ADJUST.value, _("Justér")),
        (Verdict.REACHED.value, _("Gjort")),
        (Verdict.DROPPED.value, _("Stop")),
    ]

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreement_reviews", editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(_("hvad nu?"), max_length=8, choices=VERDICTS)
    note = models.CharField(_("hvad skete der?"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "agreement"],
                name="agreement_reviewed_once",
                violation_error_message=_("Aftalen er allerede gennemgået på mødet."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.verdict}"
