"""Booking, moving and cancelling a meeting."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from children.models import Case, CaseEvent, NetworkMember
from children.models.memberkey import refuse_outside_network
from core.models import Change
from core.problems import Refused
from core.whole import whole

from ..agenda import agenda_for
from ..models import Attendance, Meeting


@whole()
def book(*, case: Case, by: Any, invited: Collection[NetworkMember] = (), **details: Any) -> Meeting:
    """Book a meeting, with the child's words first on its agenda. Raises ValidationError."""
    # When two users book the same follow-up at once, the second is refused; so is a booking in a case just closed.
    case.lock_open()
    meeting = Meeting(case=case, child=case.child, municipality=case.municipality, **details)
    meeting.agenda = meeting.agenda.strip() or agenda_for(meeting.kind)
    meeting.full_clean()
    meeting.save(by=by)
    invite(meeting, invited, by=by)
    CaseEvent.note(case, CaseEvent.Kind.MEETING_BOOKED, record_id=meeting.pk, by=by, detail=meeting.get_kind_display)
    return meeting


@whole()
def book_together(*, by: Any, meetings: Collection[dict[str, Any]]) -> list[Meeting]:
    """Book one meeting for each of several children, all of them or none. Raises ValidationError.

    In the order of their cases' ids: two users who book the same children do not wait for each other.
    """
    booked = [book(by=by, **details) for details in sorted(meetings, key=lambda each: str(each["case"].pk))]
    return sorted(booked, key=lambda meeting: meeting.starts_at)


@whole()
def change(
    meeting: Meeting,
    *,
    by: Any,
    expected_version: int,
    invited: Collection[NetworkMember] | None = None,
    **fields: Any,
) -> Meeting:
    """Change or move a booked meeting. Raises Refused, Conflict."""
    if not meeting.is_planned:
        raise Refused(_("Mødet er holdt eller aflyst. Ret referatet i stedet."))
    moved = "starts_at" in fields and fields["starts_at"] != meeting.starts_at
    for name, value in fields.items():
        setattr(meeting, name, value)
    others = invited is not None and set(invited) != set(meeting.invited)
    meeting.save(by=by, expected_version=expected_version, beside=others)
    if invited is not None:
        invite(meeting, invited, by=by)
    if moved:
        _ask_again(meeting, by=by)
        details = {"record_id": meeting.pk, "by": by, "detail": meeting.get_kind_display}
        CaseEvent.note(meeting.case, CaseEvent.Kind.MEETING_MOVED, **details)
    return meeting


@whole()
def cancel(meeting: Meeting, *, by: Any, expected_version: int, reason: str) -> Meeting:
    """Cancel a booked meeting, with the reason. Raises Refused, Conflict."""
    if not meeting.is_planned:
        raise Refused(_("Mødet er allerede holdt eller aflyst."))
    meeting.state, meeting.cancelled_reason = Meeting.State.CANCELLED, reason
    meeting.save(by=by, expected_version=expected_version)
    CaseEvent.note(
        meeting.case, CaseEvent.Kind.MEETING_CANCELLED, record_id=meeting.pk, by=by, detail=meeting.get_kind_display
    )
    return meeting


def _ask_again(meeting: Meeting, *, by: Any) -> None:
    """Take the answers away: they were about another time."""
    for invitation in meeting.attendances.exclude(answer=Attendance.Answer.NONE):
        invitation.forget_answer()
        invitation.save(by=by)
    getattr(meeting, "_prefetched_objects_cache", {}).pop("attendances", None)


def invite(meeting: Meeting, members: Collection[NetworkMember], *, by: Any) -> None:
    """Set the invited adults to exactly these. Raises ValidationError for one outside the network on that day."""
    there = {row.member_id: row for row in meeting.attendances.all()}
    refuse_outside_network(members, meeting.child_id, field="invited", on=meeting.members_on, but=there)
    Change.note_chosen(meeting, "invited", before=meeting.invited, after=members, by=by)
    wanted = {member.pk for member in members}
    for member_id, row in there.items():
        if member_id not in wanted:
            row.remove(by=by)
    for member in members:
        if member.pk not in there:
            Attendance(case=meeting.case, meeting=meeting, member=member).save(by=by)
    # Drop the prefetched rows, which are out of date now.
    getattr(meeting, "_prefetched_objects_cache", {}).pop("attendances", None)
