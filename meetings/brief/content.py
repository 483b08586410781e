"""The whole brief as plain data, for the page and the PDF alike."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from children.models import Case
from core.related import known_related

from .audience import ONESELF, Audience, audience_for, choices, words_for
from .faces import changed_faces, coming_meeting, last_meeting, since_words
from .goals import goals
from .promises import promises
from .since import Since, since_last_meeting
from .sparring import sparrings
from .stillopen import still_open
from .withheld import words_about
from .words import child_words


class NobodyThere(LookupError):
    """The audience asked for is none of this meeting's, or not for this user to choose."""


def brief(case: Case, user: Any, released: frozenset[UUID], key: str = ONESELF) -> tuple[dict[str, Any], set[str]]:
    """A case's brief for an audience, and the data classes it shows. Raises NobodyThere."""
    since = since_last_meeting(case, timezone.localdate())
    there = since.there
    audience = audience_for(key, case, user, released, there)
    if audience is None:
        raise NobodyThere(key)
    data = {
        "audience": key,
        "choices": choices(audience, user, there),
        "for_text": words_for(audience),
        "since_text": since_words(since),
        **_parts(since, audience, user),
    }
    return {**data, "withheld": words_about(audience.withheld, len(audience.names))}, audience.shown


def _parts(since: Since, audience: Audience, user: Any) -> dict[str, Any]:
    """The parts of a brief, in its order. What people write before the meeting belongs after the child's words."""
    if since.coming is not None:
        _tell_who_is_invited(since)
    return {
        "child_words": child_words(since, audience),
        "last": last_meeting(since, audience),
        "coming": coming_meeting(since, audience),
        "faces": changed_faces(since, audience),
        "promises": promises(since, audience),
        "goals": goals(since, audience),
        "sparrings": sparrings(since, audience),
        "open": still_open(since, audience, user),
    }


def _tell_who_is_invited(since: Since) -> None:
    """Let the booked meeting know its attendances, which are read already."""
    rows = since.attendances.get(since.coming.pk, [])  # type: ignore[union-attr]
    for row in rows:
        row.member = since.members[row.member_id]
    known_related(since.coming, "attendances", rows)
