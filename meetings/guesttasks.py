"""What a guest's link can be for around a meeting."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.danish import date_words
from guests.registry import GuestTask

from .models import Attendance, Meeting

# The child has a link to meetings it is at.
CHILD_IS_THERE = (Meeting.ChildPart.WHOLE, Meeting.ChildPart.PART)


def _booked_for(case: Any, member: Any) -> QuerySet[Meeting]:
    """The booked meetings a member is invited to; for the child those it takes part in."""
    booked = Meeting.objects.planned().filter(case=case).order_by("starts_at")
    if member is None:
        return booked.filter(child_part__in=CHILD_IS_THERE)
    return booked.filter(pk__in=Attendance.objects.filter(member=member, invited=True).values("meeting"))


def _still_booked() -> Q:
    """Links to a meeting that is still booked: to somebody invited ever since, or to the child who is at it."""
    booked = Meeting.objects.planned().filter(pk=OuterRef("record_id"), case=OuterRef("case"))
    # Who is invited anew is given a new link.
    asked = Attendance.objects.filter(member=OuterRef("member"), invited=True, created_at__lte=OuterRef("created_at"))
    invited = asked.filter(meeting=OuterRef("record_id"), meeting__state=Meeting.State.PLANNED)
    at_it = booked.filter(child_part__in=CHILD_IS_THERE)
    return Q(Exists(invited), member__isnull=False) | Q(Exists(at_it), member=None)


def _end_of(meeting: Meeting) -> dt.datetime:
    return meeting.starts_at + dt.timedelta(minutes=meeting.minutes_planned)


def _in_words(meeting: Meeting) -> str:
    return f"{meeting.get_kind_display()} {date_words(timezone.localdate(meeting.starts_at))}"  # type: ignore[attr-defined]


TASKS = (
    GuestTask(
        key="meeting",
        label=_("Svare på invitationen og se egne aftaler"),
        asks=_("har inviteret dig til et møde"),
        page="guest-meeting",
        offered=_booked_for,
        holds=_still_booked,
        describe=_in_words,
        over_at=_end_of,
    ),
)
