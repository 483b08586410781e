"""Answers to invitations: comes, comes not, or sends somebody else."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from children.models import NetworkMember
from core import access
from core.actors import Guest
from core.danish import moment
from core.problems import Refused
from core.whole import whole

from ..models import Attendance, Meeting


@whole()
def answer(
    meeting: Meeting,
    *,
    member: NetworkMember,
    answer: str,
    stand_in: str = "",
    starts_at: dt.datetime | None = None,
    by: Any = None,
) -> Meeting:
    """Record what an invited adult answers. ``by``: the user or guest who does; None where a calendar does.

    ``starts_at``: the time the answer is about, as it was read; a meeting moved since is asked about again. None: the
    time it has now. Raises Refused, PermissionDenied, ValidationError.
    """
    _refuse_another_time(meeting, starts_at)
    invitation = Attendance.objects.select_for_update().filter(meeting=meeting, member=member, invited=True).first()
    if invitation is None:
        raise Refused(_("Personen er ikke inviteret mere. Hent siden igen."))
    if by is not None and not may_answer(by, member):
        raise PermissionDenied(access.MAY_NOT_CHANGE)
    if (invitation.answer, invitation.stand_in) == (answer, stand_in):
        return meeting
    invitation.note_answer(answer, stand_in=stand_in, by=by)
    invitation.clean()
    invitation.save(by=by)
    getattr(meeting, "_prefetched_objects_cache", {}).pop("attendances", None)
    return meeting


def _refuse_another_time(meeting: Meeting, read: dt.datetime | None) -> None:
    """Raises Refused for a meeting that is over, or that has moved since it was read. Nobody moves it afterwards."""
    # The case before the meeting, as whoever moves it locks them.
    meeting.case.lock_open()
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not now.is_planned:
        raise Refused(_("Mødet er holdt eller aflyst."))
    if read is not None and read != now.starts_at:
        raise Refused(_("Mødet er flyttet til %(when)s. Svar igen.") % {"when": moment(now.starts_at)})


def may_answer(user: Any, member: NetworkMember) -> bool:
    """Whether a user or guest may answer for an invited adult: for themselves, and the coordinator for everybody."""
    if isinstance(user, Guest):
        return user.member_id == member.pk
    return bool(member.user_id == user.pk or user.role == access.Role.COORDINATOR)
