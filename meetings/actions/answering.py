"""Answers to invitations: comes, comes not, or sends somebody else."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from children.models import NetworkMember
from core import access
from core.actors import Guest
from core.problems import Refused
from core.whole import whole

from ..models import Attendance, Meeting


@whole()
def answer(meeting: Meeting, *, member: NetworkMember, answer: str, stand_in: str = "", by: Any = None) -> Meeting:
    """Record what an invited adult answers. ``by``: the user or guest who does; None where a calendar does.

    Raises Refused, PermissionDenied, ValidationError.
    """
    if not meeting.is_planned:
        raise Refused(_("Mødet er holdt eller aflyst."))
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


def may_answer(user: Any, member: NetworkMember) -> bool:
    """Whether a user or guest may answer for an invited adult: for themselves, and the coordinator for everybody."""
    if isinstance(user, Guest):
        return user.member_id == member.pk
    return bool(member.user_id == user.pk or user.role == access.Role.COORDINATOR)
