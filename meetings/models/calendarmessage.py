"""What each invited adult's calendar was told about a meeting, and when."""

import datetime as dt
import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.utils import timezone

from children.models import Case
from children.models.memberkey import MemberKey
from core.encryption import EncryptedField, fingerprint
from core.models import uuid7

from .meeting import Meeting

# All that a message says: the time, the length, and a digest of place and link.
Told = tuple[dt.datetime, int, str]
# A calendar is the member, and the fingerprint of the address.
Calendar = tuple[UUID, str]


class CalendarMessageQuerySet(models.QuerySet["CalendarMessage"]):
    """Queries over calendar messages."""

    def last_told(self, meetings: Collection[UUID]) -> "dict[tuple[UUID, Calendar], CalendarMessage]":
        """The last message to each calendar about each of these meetings, by meeting and calendar."""
        rows = self.filter(meeting__in=list(meetings)).order_by("sequence")
        return {(row.meeting_id, row.calendar): row for row in rows}


class CalendarMessage(models.Model):
    """One message to one adult about one meeting: an invitation, a change of it, or its cancellation.

    The sequence numbers are the meeting's: each that tells something new is higher than any before. Of what was told
    the row keeps time and address, for a later cancellation, and a digest of the rest, to see whether it differs.
    """

    class Method(models.TextChoices):
        REQUEST = "request"
        CANCEL = "cancel"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calendar_messages")
    member = MemberKey(related_name="+")
    # The address it goes to, and what it is found by. A cancellation goes where the invitation went.
    address = EncryptedField(default="")
    receiver = models.CharField(max_length=64, default="")
    sequence = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=7, choices=Method)
    starts_at = models.DateTimeField()
    minutes_planned = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CalendarMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member", "receiver", "sequence"], name="calendar_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.sequence}"

    @property
    def calendar(self) -> Calendar:
        """Whose calendar, at which address."""
        return self.member_id, self.receiver

    def tells(self, meeting: Meeting) -> bool:
        """Whether its receiver knows the meeting as it is."""
        told = (self.starts_at, self.minutes_planned, self.digest)
        return self.method == self.Method.REQUEST and told == told_of(meeting)


def receiver_of(address: str) -> str:
    """What an address is found by."""
    return fingerprint(address.lower())


def told_of(meeting: Meeting) -> Told:
    """All that a message about a meeting says."""
    rest = "\n".join([meeting.place, meeting.video_link])
    return meeting.starts_at, meeting.minutes_planned, hashlib.sha256(rest.encode()).hexdigest()
