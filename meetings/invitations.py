"""Sends calendar messages to invited adults: an invitation, each change of it, and its cancellation.

Nobody has to remember to send one. After every change in a case, what each calendar was told last is compared with what
is true now, and the difference is queued in the same transaction. So a meeting that is moved, an adult who is no longer
invited or whose part ends, a corrected address and a closed case are all told of by one rule.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from children.models import NetworkMember
from core import outbox
from core.danish import moment
from core.models import OutboxMessage
from core.outgoing import MessageKind
from core.prepared import CompiledLookup
from core.tasks import wake
from core.whole import whole

from . import ics
from .models import Attendance, CalendarMessage, Meeting, MeetingQuerySet
from .models.calendarmessage import Calendar, Told, receiver_of, told_of

Method = CalendarMessage.Method
# Answers in the words of calendars (RFC 5545, 3.2.12).
UNANSWERED = "NEEDS-ACTION"
PARTSTAT: dict[str, str] = {
    Attendance.Answer.COMES: "ACCEPTED",
    Attendance.Answer.COMES_NOT: "DECLINED",
    Attendance.Answer.SENDS_OTHER: "DECLINED",
}


def tell_calendars(case_ids: Collection[UUID]) -> int:
    """Queue what invited adults' calendars do not know yet of the meetings ahead in these cases. Gives the number."""
    ahead = [pk for (pk,) in _ids_ahead(list(case_ids))]
    if not ahead:
        return 0
    with whole():
        meetings = list(_with_invited(ahead))
        last = CalendarMessage.objects.last_told([meeting.pk for meeting in meetings])
        news = [message for meeting in meetings for message in _news(meeting, last)]
        CalendarMessage.objects.bulk_create(news)
        for message in news:
            outbox.queue_message(INVITATION.key, message.pk, occasion=f"{INVITATION.key}/{message.pk}")
        if news:
            transaction.on_commit(wake)
    return len(news)


def tell_all() -> int:
    """The same for every case with a meeting ahead, nightly: a user's address changes outside the cases."""
    told = 0
    for case_id in sorted(set(_from_today().values_list("case", flat=True))):
        # Somebody may change the same case just now, and tell it: the unique number keeps the second out.
        with suppress(IntegrityError):
            told += tell_calendars([case_id])
    return told


def tell_calendar_of(user: Any) -> int:
    """The same for the meetings ahead one user is invited to."""
    theirs = _from_today().filter(attendances__member__user=user.pk)
    return tell_calendars(sorted(set(theirs.values_list("case", flat=True))))


# Most changes are in a case without any: 0.2 ms of each save, and 0.9 as a queryset.
@CompiledLookup
def _ids_ahead(cases: Sequence[UUID]) -> Any:
    """Booked and cancelled meetings from today on."""
    return _from_today().filter(case__in=cases).values_list("pk")


def _with_invited(meeting_ids: Collection[UUID]) -> Iterable[Meeting]:
    members = Attendance.objects.filter(invited=True).select_related("member__user", "member__adult")
    return Meeting.objects.filter(pk__in=meeting_ids).prefetch_related(Prefetch("attendances", members))


def _from_today() -> MeetingQuerySet:
    today = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time()))
    return Meeting.objects.filter(starts_at__gte=today).exclude(state=Meeting.State.HELD)


def _news(meeting: Meeting, last: dict[tuple[UUID, Calendar], CalendarMessage]) -> list[CalendarMessage]:
    """The messages that are missing about one meeting."""
    told = {calendar: row for (meeting_id, calendar), row in last.items() if meeting_id == meeting.pk}
    highest = max((row.sequence for row in told.values()), default=-1)
    addresses = {member.pk: address for member in _coming(meeting) if (address := address_of(member))}
    coming = {(member_id, receiver_of(address)): address for member_id, address in addresses.items()}
    known = [row.sequence for calendar, row in told.items() if calendar in coming and row.tells(meeting)]
    found = []
    for calendar, address in coming.items():
        row = told.get(calendar)
        if row is None or not row.tells(meeting):
            # Somebody invited later joins in at the number the others have.
            sequence = max(known) if row is None and known else highest + 1
            found.append(_message(meeting, calendar, sequence, Method.REQUEST, told_of(meeting), address))
    for calendar, row in told.items():
        if row.method == Method.REQUEST and calendar not in coming:
            before = (row.starts_at, row.minutes_planned, row.digest)
            found.append(_message(meeting, calendar, highest + 1, Method.CANCEL, before, row.address))
    return found


def _message(
    meeting: Meeting, calendar: Calendar, sequence: int, method: Method, told: Told, address: str
) -> CalendarMessage:
    member_id, receiver = calendar
    starts_at, minutes, digest = told
    return CalendarMessage(
        municipality_id=meeting.municipality_id,
        case_id=meeting.case_id,
        meeting=meeting,
        member_id=member_id,
        address=address,
        receiver=receiver,
        sequence=sequence,
        method=method,
        starts_at=starts_at,
        minutes_planned=minutes,
        digest=digest,
    )


def _coming(meeting: Meeting) -> list[NetworkMember]:
    """The invited whose part around the child lasts until a booked meeting."""
    if not meeting.is_planned:
        return []
    return [member for member in meeting.invited if not member.has_ended(meeting.members_on)]


def address_of(member: NetworkMember) -> str:
    """Where a member's invitations go: the user's own address if they want mail, else the address in the network."""
    user = member.user
    if user is None:
        return str(member.contact["email"])
    return user.email if user.is_active and user.wants_mail else ""


def compose(row: OutboxMessage) -> EmailMessage | None:
    """The mail with a calendar message, from the meeting as it is now; None once a later message replaces it."""
    rows = CalendarMessage.objects.select_related("meeting__case", "member__user", "member__adult")
    message = rows.filter(pk=row.record_id).first() if row.record_id else None
    if message is None or not message.address or _same_calendar(message).filter(sequence__gt=message.sequence).exists():
        return None
    if message.method == Method.REQUEST and address_of(message.member) != message.address:
        return None
    user = message.member.user
    with translation.override(user.language if user else "da"):
        return _mail(message)


def _same_calendar(message: CalendarMessage) -> QuerySet[CalendarMessage]:
    """All messages about the same meeting to the same calendar."""
    return CalendarMessage.objects.filter(
        meeting=message.meeting_id, member=message.member_id, receiver=message.receiver
    )


def _mail(message: CalendarMessage) -> EmailMessage:
    meeting = calendar_meeting(message)
    method = ics.CANCEL if message.method == Method.CANCEL else ics.REQUEST
    headline, opening = _opening(message)
    mail = EmailMultiAlternatives(
        headline % {"meeting": meeting.summary},
        _words(meeting, opening, asks=method == ics.REQUEST),
        to=[message.address],
        reply_to=[settings.CALENDAR_REPLY_ADDRESS] if settings.CALENDAR_REPLY_ADDRESS else None,
    )
    calendar = ics.message(
        meeting,
        method=method,
        sequence=message.sequence,
        stamp=message.created_at,
        to=message.address,
        answer=_answer_given(message),
    )
    mail.attach_alternative(calendar.decode(), f"text/calendar; method={method}")
    return mail


def _opening(message: CalendarMessage) -> tuple[str, str]:
    """The mail's subject, for the meeting, and its first words."""
    if message.method == Method.CANCEL:
        return _("Aflyst: %(meeting)s"), _("Mødet er aflyst for dig.")
    if _same_calendar(message).filter(sequence__lt=message.sequence).exists():
        return _("Ændret: %(meeting)s"), _("Mødet er ændret.")
    return _("Indkaldelse: %(meeting)s"), _("Du er inviteret til et møde.")


def _answer_given(message: CalendarMessage) -> str:
    """The receiver's answer, in the words of calendars."""
    invitation = Attendance.objects.filter(meeting=message.meeting_id, member=message.member_id).first()
    return PARTSTAT.get(invitation.answer, UNANSWERED) if invitation else UNANSWERED


def calendar_meeting(message: CalendarMessage) -> ics.CalendarMeeting:
    """What a message says: the meeting as it is, or for a cancellation the time its reader knows."""
    meeting, is_cancelled = message.meeting, message.method == Method.CANCEL
    return ics.CalendarMeeting(
        id=meeting.pk,
        case_number=meeting.case.number,
        starts_at=message.starts_at if is_cancelled else meeting.starts_at,
        minutes=message.minutes_planned if is_cancelled else meeting.minutes_planned,
        place="" if is_cancelled else meeting.place,
        video_link="" if is_cancelled else meeting.video_link,
        has_page=message.member.gives_access,
    )


def _words(meeting: ics.CalendarMeeting, opening: str, *, asks: bool) -> str:
    """The mail's own text, for readers without a calendar: what the calendar says, and how to answer."""
    lines = [opening, "", meeting.summary, moment(meeting.starts_at)]
    if meeting.place:
        lines.append(_("Sted: %(place)s") % {"place": meeting.place})
    if meeting.video_link:
        lines.append(_("Videomøde: %(link)s") % {"link": meeting.video_link})
    if asks:
        lines += ["", _how_to_answer(meeting)]
    return "\n".join([*lines, "", _("Venlig hilsen"), "Rød Tråd"])


def _how_to_answer(meeting: ics.CalendarMeeting) -> str:
    if meeting.has_page:
        return _("Svar, om du kommer: %(link)s") % {"link": meeting.page}
    if settings.CALENDAR_REPLY_ADDRESS:
        return _("Svar i din kalender, om du kommer.")
    return _("Sig til læringskoordinatoren, hvis du ikke kan komme.")


INVITATION = MessageKind("invitation", compose)
