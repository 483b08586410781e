"""The link by which somebody without an account gets in: one person, one task, a code, a last day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord
from children.models.memberkey import MemberKey
from children.models.records import ChildRecordQuerySet
from core import textmessages
from core.access import GuestKind
from core.actors import Guest
from core.models import Change

from . import codes
from .registry import of_a_task_that_holds

TRIES = 10
NO_MAIL = _("Personen har ingen e-mailadresse. Skriv den i netværket, eller vælg papir.")
NO_PHONE = _("Personen har intet telefonnummer til sms. Skriv det i netværket, eller vælg noget andet.")


class LinkQuerySet(ChildRecordQuerySet):
    """Queries over links."""

    def with_standing(self) -> Self:
        """Links with ``stands``: an open case, somebody without an account whose part has gone on since, a task that
        holds.
        """
        today = timezone.localdate()
        begun = Q(member__from_on__lte=today) & (Q(member__until_on=None) | Q(member__until_on__gte=today))
        has_part = Q(member__user=None) & begun & ~Exists(_ends_undone())
        stands = Q(case__closed_on=None) & (Q(member=None) | has_part) & of_a_task_that_holds()
        return self.annotate(stands=ExpressionWrapper(stands, output_field=models.BooleanField()))

    def live(self) -> Self:
        """Links that hold now: standing, and neither used up, withdrawn nor too old.

        The one rule for it. A session asks it at every page, so a link that is ended ends it too.
        """
        unended = self.filter(revoked_at=None, used_at=None, expires_at__gt=timezone.now())
        return unended.with_standing().filter(stands=True)

    def openable(self) -> Self:
        """Live links with tries left for the code."""
        return self.live().filter(tries_left__gt=0)


def _ends_undone() -> QuerySet[Change]:
    """The changes that took back or moved the end of a link's part since it was given: it does not come back."""
    changes = Change.objects.filter(record_id=OuterRef("member_id"), at__gt=OuterRef("created_at"))
    return changes.filter(fields__has_key="until_on").exclude(fields__until_on__0=None)


class Link(CaseRecord):
    """One link. Token and code are stored as keyed digests only."""

    class Way(models.TextChoices):
        MAIL = "mail", _("Som e-mail")
        TEXT = "text", _("Som sms")
        LETTER = "letter", _("På papir med QR-kode")

    class CodeWay(models.TextChoices):
        TOLD = "told", _("Jeg siger den selv, i telefonen eller når vi ses")
        TEXT = "text", _("Som sms")

    # None: the child's own link.
    member = MemberKey(verbose_name=_("hvem?"), null=True, blank=True, related_name="links")
    task = models.CharField(_("hvad skal linket bruges til?"), max_length=30)
    # What the task is about: the meeting, say.
    record_id = models.UUIDField()
    way = models.CharField(_("hvordan sendes linket?"), max_length=6, choices=Way)
    code_way = models.CharField(_("hvordan får personen koden?"), max_length=4, choices=CodeWay, default=CodeWay.TOLD)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    code_digest = models.CharField(max_length=64, editable=False)
    # The number of the present code; a new one makes the former worthless.
    code_number = models.PositiveSmallIntegerField(default=1, editable=False)
    tries_left = models.PositiveSmallIntegerField(default=TRIES, editable=False)
    expires_at = models.DateTimeField(_("virker til"), editable=False)
    # First opened with the code; the task done, where it can be done once; ended before its time.
    opened_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = LinkQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["case", "-created_at"], name="link_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.task}"

    @property
    def needs_open_case(self) -> bool:
        """Whether it is new: ending a link is always possible."""
        return self._state.adding

    @property
    def kind(self) -> str:
        """The kind of guest it lets in."""
        return self.member.kind if self.member is not None else GuestKind.CHILD.value

    @property
    def name(self) -> str:
        """Who has it."""
        return self.member.name if self.member is not None else str(self.case.child.first_name)

    @property
    def token(self) -> str:
        """The secret part of its address."""
        return codes.token_of(self.pk)

    @property
    def code(self) -> str:
        """Its present code: for whoever gives it on, once."""
        return codes.code_of(self.pk, self.code_number)

    def seal(self) -> None:
        """Set what is stored of token and code."""
        self.token_digest, self.code_digest = codes.digest(self.token), codes.digest(self.code)

    def guest(self, session_key: str = "") -> Guest:
        """The one it lets in."""
        return Guest(
            link_id=self.pk,
            member_id=self.member_id,
            role=self.kind,
            child_id=self.child_id,
            case_id=self.case_id,
            task=self.task,
            link=self,
            session_key=session_key,
        )

    def state(self, now: dt.datetime | None = None) -> str:
        """A key of STATES: what has become of it."""
        now = now or timezone.now()
        if self.revoked_at:
            return "revoked"
        if self.used_at:
            return "used"
        if self.expires_at <= now:
            return "expired"
        if not self._stands():
            return "ended"
        return "live" if self.tries_left else "locked"

    def _stands(self) -> bool:
        """Whether it stands, as ``with_standing`` found it, or asked for this link alone."""
        found = getattr(self, "stands", None)
        if found is None:
            found = Link.objects.with_standing().filter(pk=self.pk, stands=True).exists()
        return bool(found)

    @property
    def is_live(self) -> bool:
        """Whether it still lets somebody in, or would with a new code."""
        return self.state() in {"live", "locked"}

    @classmethod
    def ways_to(cls, contact: Mapping[str, str]) -> list["Link.Way"]:
        """The ways a link can reach somebody with this contact."""
        has = {cls.Way.MAIL: bool(contact.get("email")), cls.Way.TEXT: _takes_texts(contact), cls.Way.LETTER: True}
        return [way for way in cls.Way if has[way]]

    @classmethod
    def code_ways_to(cls, contact: Mapping[str, str]) -> list["Link.CodeWay"]:
        """The ways the code can."""
        return [way for way in cls.CodeWay if way == cls.CodeWay.TOLD or _takes_texts(contact)]

    def clean(self) -> None:
        """Raises ValidationError for a member who gets no links, a way the member cannot be reached by, and a link and
        a code sent the same way.
        """
        if self.member is not None:
            _demand_guest(self.member)
        contact = self.member.contact if self.member is not None else {}
        if self.way and self.way not in self.ways_to(contact):
            raise ValidationError({"way": NO_MAIL if self.way == self.Way.MAIL else NO_PHONE})
        if self.code_way not in self.code_ways_to(contact):
            raise ValidationError({"code_way": NO_PHONE})
        if self.way == self.Way.TEXT and self.code_way == self.CodeWay.TEXT:
            raise ValidationError({"code_way": _("Link og kode må ikke komme samme vej. Sig koden selv.")})


def _takes_texts(contact: Mapping[str, str]) -> bool:
    return textmessages.is_offered() and textmessages.is_number(contact.get("phone", ""))


def _demand_guest(member: Any) -> None:
    """Raises ValidationError for a member who needs no link."""
    if member.user_id is not None or member.kind not in GuestKind.values:
        raise ValidationError({"member": _("Personen har selv adgang til Rød Tråd og skal ikke bruge et link.")})
