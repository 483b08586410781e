"""The duties in booked meetings that depend on an adult's part around the child."""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import NetworkMember
from children.parts import Duty, Stands
from core.danish import date_words
from core.models import Change

from .models import Attendance, Meeting


def _booked() -> QuerySet[Meeting]:
    return Meeting.objects.planned().filter(case__closed_on=None).select_related("case", "child").order_by("starts_at")


def _invitations() -> QuerySet[Attendance]:
    """Invitations to booked meetings. The invited are expected to come."""
    rows = Attendance.objects.filter(meeting__in=_booked().order_by())
    return rows.select_related("case", "child", "meeting").order_by("meeting__starts_at", "pk")


def _day(meeting: Meeting) -> dt.date:
    return timezone.localdate(meeting.starts_at)


def _label(meeting: Meeting) -> str:
    return f"{meeting.get_kind_display()} {date_words(_day(meeting))}"


def _page(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def _invite_instead(invitation: Attendance, member: NetworkMember, *, by: Any) -> None:
    """Replace one invited person by another, without inviting anybody twice."""
    meeting, former = invitation.meeting, invitation.member
    there = Attendance.objects.filter(meeting=meeting, member=member).exists()
    _note(meeting, before=[former], after=[member], by=by)
    if there:
        invitation.remove(by=by)
    else:
        invitation.member = member
        invitation.forget_answer()
        invitation.save(by=by)


def _uninvite(invitation: Attendance, *, by: Any) -> None:
    _note(invitation.meeting, before=[invitation.member], after=[], by=by)
    invitation.remove(by=by)


def _note(meeting: Meeting, *, before: list[NetworkMember], after: list[NetworkMember], by: Any) -> None:
    Change.note_chosen(meeting, "invited", before=before, after=after, by=by)


def _give(meeting: Meeting, member: NetworkMember, *, by: Any, name: str) -> None:
    setattr(meeting, name, member)
    meeting.save(by=by)


def _let_go(meeting: Meeting, *, by: Any, name: str) -> None:
    setattr(meeting, name, None)
    if name == "represented_by" and meeting.child_part == Meeting.ChildPart.REPRESENTED:
        # With nobody to speak for the child, the child's part has to be decided again.
        meeting.child_part = Meeting.ChildPart.UNDECIDED
    meeting.save(by=by)


def _of_the_meeting(name: str, label: Any) -> Duty:
    return Duty(
        field=f"meetings.Meeting.{name}",
        key=name,
        label=label,
        ahead=_booked,
        describe=_label,
        url=_page,
        give=partial(_give, name=name),
        let_go=partial(_let_go, name=name),
        needed_at=lambda: F("starts_at__date"),
        needed_on=_day,
    )


PARTS = (
    Duty(
        field="meetings.Attendance.member",
        key="invitation",
        label=_("Inviteret til mødet"),
        ahead=_invitations,
        describe=lambda invitation: _label(invitation.meeting),
        url=lambda invitation: _page(invitation.meeting),
        give=_invite_instead,
        let_go=_uninvite,
        needed_at=lambda: F("meeting__starts_at__date"),
        needed_on=lambda invitation: _day(invitation.meeting),
    ),
    _of_the_meeting("represented_by", _("Taler for barnet")),
    _of_the_meeting("prepared_by", _("Forbereder barnet")),
    _of_the_meeting("sits_next_to", _("Sidder ved siden af barnet")),
    Stands("meetings.CalendarMessage.member", "What a calendar was told is the past; a part that ends is told of too."),
)
