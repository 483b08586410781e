"""The child's own words, first in the brief: those prepared for the meeting, those said since, and the dreams."""

from typing import Any

from django.utils.translation import gettext as _

from core.danish import date_words, inside

from . import withheld
from .audience import Audience
from .items import dream_item, dream_url, meeting_url, words_of
from .since import Since

Row = dict[str, Any]


def child_words(since: Since, audience: Audience) -> list[Row]:
    """Each thing the child has said, once, with its source: the newest first."""
    found = [*_at_meetings(since, audience), *_dreams(since, audience)]
    seen: set[str] = set()
    return [row for row in found if not (row["words"] in seen or seen.add(row["words"]))]  # type: ignore[func-returns-value]


def _at_meetings(since: Since, audience: Audience) -> list[Row]:
    rows = []
    for meeting in filter(None, [since.coming, *since.held]):
        words = meeting.child_words.strip()
        if words and audience.may_read(words_of(meeting), withheld.TALK):
            kind, day = str(meeting.get_kind_display()), date_words(meeting.held_on)
            source = _("Forberedt til mødet") if meeting.is_planned else f"{kind} {day}"
            rows.append({"words": words, "source": source, "url": meeting_url(meeting)})
    return rows


def _dreams(since: Since, audience: Audience) -> list[Row]:
    """The dreams told since the last meeting, or the latest one."""
    new = [dream for dream in since.dreams if dream.told_on >= since.last_on]
    return [
        {
            "words": dream.words.strip(),
            "source": _("Barnets drøm, %(day)s") % {"day": inside(date_words(dream.told_on))},
            "url": dream_url(since),
        }
        for dream in new or since.dreams[:1]
        if audience.may_read(dream_item(dream), withheld.DREAM)
    ]
