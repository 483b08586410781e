"""A secret address at which a user's own calendar reads the user's meetings."""

import datetime as dt
import secrets
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.models.token import digest
from core.models import Record

from .meeting import Attendance, Meeting

# How far back a calendar keeps showing meetings.
KEPT_FOR = dt.timedelta(days=60)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Queries over feeds."""

    def live(self) -> Self:
        """Feeds that open: not revoked, and of users who have not been switched off since."""
        return self.filter(revoked_at=None, user__is_active=True, user__times_switched_off=F("times_switched_off"))


class CalendarFeed(Record):
    """One user's feed. Only the digest of its address is stored; the address is shown once.

    A new one ends the one before, and being switched off ends it for good.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    times_switched_off = models.PositiveSmallIntegerField(editable=False)
    last_used_on = models.DateField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(revoked_at=None), name="one_feed_a_user")
        ]

    def __str__(self) -> str:
        return f"feed {self.created_at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def issue(cls, user: Any) -> "tuple[CalendarFeed, str]":
        """Make the user's feed in place of the one before; gives it with the secret of its address."""
        # Locked, so that two presses of the button make one after the other.
        current = User.objects.select_for_update().get(pk=user.pk)
        for former in cls.objects.filter(user=current, revoked_at=None):
            former.revoke(by=user)
        text = secrets.token_urlsafe(32)
        feed = cls(user=current, digest=digest(text), times_switched_off=current.times_switched_off)
        feed.save(by=user)
        return feed, text

    @classmethod
    def find(cls, text: str) -> "CalendarFeed | None":
        """The live feed with this secret."""
        return cls.objects.live().select_related("user").filter(digest=digest(text)).first()

    def revoke(self, *, by: Any) -> None:
        """End it as of now."""
        self.revoked_at = timezone.now()
        self.save(by=by)

    def invitations(self) -> models.QuerySet[Attendance]:
        """What it shows: the user's invitations around children they have a part with, without those they declined."""
        since = timezone.now() - KEPT_FOR
        seen = Meeting.objects.visible_to(self.user).filter(starts_at__gte=since)
        declined = [Attendance.Answer.COMES_NOT, Attendance.Answer.SENDS_OTHER]
        rows = Attendance.objects.filter(member__user=self.user, invited=True, meeting__in=seen)
        rows = rows.exclude(answer__in=declined).select_related("meeting__case", "member")
        return rows.order_by("meeting__starts_at", "meeting_id").distinct("meeting__starts_at", "meeting_id")
