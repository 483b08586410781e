"""Answers that calendars send back to ``CALENDAR_REPLY_ADDRESS`` (RFC 5546, 3.2.3): recorded where they match an
invitation, and left alone where they do not.
"""

from email import policy
from email.parser import BytesParser
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from core.problems import Refused

from .actions import answer
from .invitations import address_of
from .models import Attendance, CalendarMessage

# A tentative answer is none: the question stands.
ANSWERS = {
    "ACCEPTED": Attendance.Answer.COMES,
    "DECLINED": Attendance.Answer.COMES_NOT,
    "DELEGATED": Attendance.Answer.SENDS_OTHER,
}
LONGEST = 100_000


def calendars_of(raw: bytes) -> list[str]:
    """The calendar objects of a mail; a file that begins as one is one itself."""
    if raw.lstrip().upper().startswith(b"BEGIN:VCALENDAR"):
        return [raw.decode(errors="replace")]
    mail: Any = BytesParser(policy=policy.default).parsebytes(raw)
    return [part.get_content() for part in mail.walk() if part.get_content_type() == "text/calendar"]


def take_reply(text: str) -> bool:
    """Record the answer of one calendar object. Gives whether there was an invitation it answers."""
    reply = _read(text)
    if reply is None:
        return False
    invitation = _invitation(reply["uid"], reply["attendee"])
    if invitation is None or not _is_about_the_time_now(invitation, reply["sequence"]):
        return False
    try:
        answer(invitation.meeting, member=invitation.member, answer=reply["answer"], stand_in=reply["stand_in"])
    except (Refused, ValidationError):
        return False
    return True


def _read(text: str) -> dict[str, Any] | None:
    """What a REPLY says; None where it is none, or cannot be read."""
    # Imported here because the library is heavy and only this function needs it.
    from icalendar import Calendar

    if len(text) > LONGEST:
        return None
    try:
        calendar: Any = Calendar.from_ical(text)
        (event,) = calendar.walk("VEVENT")
        attendee = event["ATTENDEE"]
        given = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
        if str(calendar.get("METHOD", "")).upper() != "REPLY" or given is None:
            return None
        return {
            "uid": UUID(str(event["UID"])),
            "sequence": int(event.get("SEQUENCE", 0)),
            "attendee": _address(attendee),
            "answer": given,
            "stand_in": _address(attendee.params.get("DELEGATED-TO", ""))[:100],
        }
    # The file comes from outside; the library raises these for what it cannot read.
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError):
        return None


def _address(value: Any) -> str:
    """``mailto:x@y`` as the address alone, in small letters."""
    return str(value).strip().lower().removeprefix("mailto:")


def _invitation(meeting_id: UUID, address: str) -> Attendance | None:
    """The invitation of whoever has this address, to this meeting."""
    rows = Attendance.objects.filter(meeting=meeting_id, invited=True)
    rows = rows.select_related("meeting__case", "member__user", "member__adult")
    return next((row for row in rows if address and address_of(row.member).lower() == address), None)


def _is_about_the_time_now(invitation: Attendance, sequence: int) -> bool:
    """Whether the message that is answered told of the time the meeting has now."""
    told = CalendarMessage.objects.filter(
        meeting=invitation.meeting_id, member=invitation.member_id, sequence=sequence, method="request"
    ).first()
    return told is not None and told.starts_at == invitation.meeting.starts_at
