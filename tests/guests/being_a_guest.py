"""A guest's browser: a link, its code, and the pages behind."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from core.access import GuestKind
from core.drawnfor import HEADER, mark
from guests import sessions
from guests.actions import give_link
from guests.models import Link
from guests.registry import tasks
from meetings.models import Meeting
from tests.factories import AttendanceFactory, LinkFactory, MeetingFactory, NetworkMemberFactory


def booked(case: Any, *members: Any, **fields: Any) -> Meeting:
    """A follow-up meeting next week, with these people invited."""
    starts_at = timezone.now() + dt.timedelta(days=7)
    meeting: Meeting = MeetingFactory(case=case, kind="follow_up", starts_at=starts_at, **fields)
    for member in members:
        AttendanceFactory(meeting=meeting, member=member, case=case)
    return meeting


def link_to(meeting: Meeting, member: Any, *, by: Any, **fields: Any) -> Link:
    """A link to a meeting, given on paper unless ``way`` says otherwise."""
    given = {"way": Link.Way.LETTER, **fields}
    task = tasks()["meeting"]
    return give_link(case=meeting.case, member=member, task=task, record_id=meeting.pk, by=by, **given)


def path_of(link: Link) -> str:
    return f"/guest/link/{link.token}/"


class Telephone(Client):
    """A browser in which a link is open. Like any browser it sends the guest's cookie to the guests' addresses only."""

    def __init__(self, link: Link, key: str, **options: Any) -> None:
        super().__init__(**options)
        self.key, self.mark = key, mark(link.guest())

    def generic(self, method: str, path: str, *args: Any, **kwargs: Any) -> Any:
        for name in sessions.COOKIES.values():
            self.cookies.pop(name, None)
        for address, name in sessions.COOKIES.items():
            if path.startswith(address):
                self.cookies[name] = self.key
                # The pages' forms are marked as drawn for this guest.
                kwargs["headers"] = {**(kwargs.get("headers") or {}), HEADER: self.mark}
        return super().generic(method, path, *args, **kwargs)


def opened(link: Link) -> Telephone:
    """A telephone on which the link was opened with its code."""
    answer = Client().post(path_of(link), {"code": link.code})
    assert answer.status_code == 302, answer.content.decode()
    return Telephone(link, answer.cookies["guest"].value)


def in_by(link: Link, **options: Any) -> Telephone:
    """A telephone on which the link is open, without a code asked for."""
    return Telephone(link, sessions.begin(link), **options)


def link_for(meeting: Meeting, kind: str) -> Link:
    """A link to a meeting for somebody of this kind, who is invited to it."""
    if kind == GuestKind.CHILD:
        Meeting.objects.filter(pk=meeting.pk).update(child_part=Meeting.ChildPart.WHOLE)
        member = None
    else:
        member = NetworkMemberFactory(child=meeting.child, kind=kind)
        AttendanceFactory(meeting=meeting, member=member, case=meeting.case)
    link: Link = LinkFactory(case=meeting.case, member=member, record_id=meeting.pk)
    return link
