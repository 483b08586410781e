"""Meetings as calendar objects (RFC 5545), the messages about them (RFC 5546), and the feed of one user's meetings.

A calendar is read by phones, assistants and colleagues: an object holds the word "Møde", the case number, time, place
and links, and nothing else. Its ``UID`` is the meeting's id and never changes. Times are in UTC, which every calendar
shows in its owner's own time; a meeting happens once, so no time zone's rules are needed to find it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from icalendar import Event

PROGRAM = "-//Roed Traad//Meetings//DA"
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class CalendarMeeting:
    """All that a calendar may know of a meeting."""

    id: UUID
    case_number: str
    starts_at: dt.datetime
    minutes: int
    place: str = ""
    video_link: str = ""
    # Whether its reader has an account, and can open the meeting's page.
    has_page: bool = True

    @property
    def summary(self) -> str:
        """The word and the number it is known by."""
        return _("Møde %(number)s") % {"number": self.case_number}

    @property
    def ends_at(self) -> dt.datetime:
        """When it is over."""
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def page(self) -> str:
        """The address of its page in the application."""
        return settings.SITE_URL + reverse("meeting", args=[self.id])


def organizer() -> str:
    """The address that stands for the application, and takes the answers where one is set up."""
    return settings.CALENDAR_REPLY_ADDRESS or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message(
    meeting: CalendarMeeting, *, method: str, sequence: int, stamp: dt.datetime, to: str, answer: str = "NEEDS-ACTION"
) -> bytes:
    """An invitation, a change of it, or its cancellation, to one receiver. ``stamp``: when it was decided."""
    from icalendar import vCalAddress

    event = _event(meeting, sequence=sequence, stamp=stamp, is_cancelled=method == CANCEL)
    event.add("organizer", vCalAddress(f"mailto:{organizer()}"), parameters={"CN": "Rød Tråd"})
    takes_answers = bool(settings.CALENDAR_REPLY_ADDRESS) and method == REQUEST
    how = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": answer, "RSVP": "TRUE" if takes_answers else "FALSE"}
    event.add("attendee", vCalAddress(f"mailto:{to}"), parameters=how)
    return _calendar([event], method=method)


def feed(meetings: Iterable[tuple[CalendarMeeting, int, dt.datetime, bool]]) -> bytes:
    """A calendar of several meetings: each with its sequence, when it last changed, and whether it is cancelled."""
    events = [
        _event(meeting, sequence=sequence, stamp=stamp, is_cancelled=is_cancelled)
        for meeting, sequence, stamp, is_cancelled in meetings
    ]
    return _calendar(events, name=_("Møder i Rød Tråd"))


def _event(meeting: CalendarMeeting, *, sequence: int, stamp: dt.datetime, is_cancelled: bool) -> "Event":
    # Imported here because the library is heavy and only these functions need it.
    from icalendar import Event

    event = Event()
    event.add("uid", str(meeting.id))
    event.add("sequence", sequence)
    event.add("dtstamp", _utc(stamp))
    event.add("dtstart", _utc(meeting.starts_at))
    event.add("dtend", _utc(meeting.ends_at))
    event.add("summary", meeting.summary)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    # Colleagues who share the calendar see that the time is taken, and no more.
    event.add("class", "PRIVATE")
    for name, value in _where(meeting, is_cancelled=is_cancelled).items():
        event.add(name, value)
    return event


def _where(meeting: CalendarMeeting, *, is_cancelled: bool) -> dict[str, str]:
    """Place and links; none where the meeting is cancelled for the reader, who may have left."""
    if is_cancelled:
        return {}
    lines = []
    if meeting.video_link:
        lines.append(_("Videomøde: %(link)s") % {"link": meeting.video_link})
    if meeting.has_page:
        lines.append(_("Åbn mødet i Rød Tråd: %(link)s") % {"link": meeting.page})
    found = {
        "location": meeting.place or meeting.video_link,
        "description": "\n".join(lines),
        "url": meeting.page if meeting.has_page else "",
    }
    return {name: value for name, value in found.items() if value}


def _calendar(events: "Iterable[Event]", *, method: str = "", name: str = "") -> bytes:
    from icalendar import Calendar

    calendar: Calendar = Calendar()
    calendar.add("prodid", PROGRAM)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        # How often a subscriber asks again; Outlook reads the second.
        calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    written: Any = calendar.to_ical()
    return bytes(written)


def _utc(moment: dt.datetime) -> dt.datetime:
    """In UTC, in whole seconds, as the format has them."""
    return moment.astimezone(dt.UTC).replace(microsecond=0)
