"""The feed: what a user's own calendar reads at the secret address. Their meetings, and nothing of the child."""

import hashlib
import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from core.access import RELATION_FOR_ROLE, A
from core.models import LookUp
from core.throttling import MINUTE, TooMany, counts
from guests.guessing import note_failure

from . import ics
from .models import CalendarFeed, CalendarMessage, Meeting


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at one address. An unknown, revoked or ended address gives 404 with nothing in it."""
    try:
        feed = CalendarFeed.find(token)
        if feed is None:
            note_failure(request)
            return _told(404)
        _refuse_too_often(feed)
    except TooMany as refusal:
        return _told(refusal.status_code, **{"Retry-After": str(refusal.wait)})
    return _answer(request, feed)


def _told(status: int, **headers: str) -> HttpResponse:
    """An answer for a program: its status says everything."""
    return HttpResponse(status=status, content_type="text/plain", headers=headers)


def _refuse_too_often(feed: CalendarFeed) -> None:
    """Raises TooMany for an address asked more often than calendars do (``CALENDAR_FEEDS_A_MINUTE``)."""
    now = int(time.time())
    # Nothing in Redis identifies anybody, not even by an id.
    caller = salted_hmac("feeds", str(feed.pk)).hexdigest()[:20]
    if counts.add(caller, now // MINUTE) > settings.CALENDAR_FEEDS_A_MINUTE:
        raise TooMany(MINUTE - now % MINUTE)


@transaction.atomic
def _answer(request: HttpRequest, feed: CalendarFeed) -> HttpResponse:
    with translation.override(feed.user.language):
        body, children = written(feed)
    _note_use(feed)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        # Nothing is shown, so no look is logged.
        answer: HttpResponse = HttpResponseNotModified()
    else:
        _note_look(feed, children)
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="roedtraad.ics"'
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return answer


def written(feed: CalendarFeed) -> tuple[bytes, set[UUID]]:
    """The calendar object, the same until something in it changes, and the children whose meetings are in it."""
    rows = list(feed.invitations())
    told = CalendarMessage.objects.filter(meeting__in=[row.meeting_id for row in rows]).values_list("meeting")
    sequences = dict(told.annotate(highest=Max("sequence")))
    events = []
    for row in rows:
        meeting, is_off = row.meeting, row.meeting.state == Meeting.State.CANCELLED
        events.append((_meeting(meeting), sequences.get(meeting.pk, 0), meeting.changed_at, is_off))
    return ics.feed(events), {row.child_id for row in rows}


def _meeting(meeting: Any) -> ics.CalendarMeeting:
    return ics.CalendarMeeting(
        id=meeting.pk,
        case_number=meeting.case.number,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes_planned,
        place=meeting.place,
        video_link=meeting.video_link,
    )


def _note_use(feed: CalendarFeed) -> None:
    today = timezone.localdate()
    if feed.last_used_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_on=today)


def _note_look(feed: CalendarFeed, child_ids: set[UUID]) -> None:
    """Log that the user's calendar was given these children's meetings."""
    if child_ids:
        LookUp.note(
            user=feed.user,
            relation=RELATION_FOR_ROLE.get(feed.user.role, ""),
            action=LookUp.Action.READ,
            result=LookUp.Result.GIVEN,
            route="calendar-feed",
            child_ids=child_ids,
            classes=A,
            reason="",
        )
