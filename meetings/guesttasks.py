"""What a guest's link can be for around a meeting."""

from typing import Any

from django.db.models import QuerySet
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


def _in_words(meeting: Meeting) -> str:
    return f"{meeting.get_kind_display()} {date_words(timezone.localdate(meeting.starts_at))}"  # type: ignore[attr-defined]


TASKS = (
    GuestTask(
        key="meeting",
        label=_("Svare på invitationen og se egne aftaler"),
        asks=_("har inviteret dig til et møde"),
        page="guest-meeting",
        offered=_booked_for,
        describe=_in_words,
    ),
)
