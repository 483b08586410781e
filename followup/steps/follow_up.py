"""Phase 4: the follow-up is booked, held and written down."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import access
from core.danish import date_words, long_date

from .due import window_of
from .kind import Found, NextStep, Place, StepKind

if TYPE_CHECKING:
    from followup.facts import Facts


def _booked(facts: "Facts") -> Iterator[Found]:
    if facts.next_meeting_on is not None:
        yield Found(facts.next_meeting_on, facts.next_meeting_on, facts.next_meeting_id)


def _why_hold(step: NextStep, facts: "Facts", today: dt.date) -> str:
    if step.due_on < today:
        return _("Mødet var booket til %(day)s. Skriv referatet, eller aflys mødet.") % {"day": long_date(step.due_on)}
    return _("Mødet er booket til %(day)s.") % {"day": long_date(step.due_on)}


def _not_booked(facts: "Facts") -> Iterator[Found]:
    window = window_of(facts)
    if facts.next_meeting_on is None and window is not None:
        yield Found(window.opens_on, window.closes_on)


def _why_book(step: NextStep, facts: "Facts", today: dt.date) -> str:
    window = window_of(facts)
    if window is None:
        return ""
    words = _("Sidste møde var %(last)s. Opfølgningen holdes mellem %(opens)s og %(closes)s.") % {
        "last": date_words(facts.last_meeting_on),
        "opens": date_words(window.opens_on),
        "closes": date_words(window.closes_on),
    }
    return f"{words} {window.reason}".strip()


HOLD_MEETING: Final = StepKind(
    key="hold_meeting",
    label=gettext_lazy("Skriv referat"),
    find=_booked,
    why=_why_hold,
    to_do=gettext_lazy("Åbn mødet"),
    to_see=gettext_lazy("Se møder"),
    done_at=Place("meeting", "record"),
    seen_at=Place("case-meetings"),
    writes=access.D,
)
BOOK_FOLLOW_UP: Final = StepKind(
    key="book_follow_up",
    label=gettext_lazy("Book opfølgning"),
    find=_not_booked,
    why=_why_book,
    to_do=gettext_lazy("Book opfølgning"),
    to_see=gettext_lazy("Se møder"),
    done_at=Place("meeting-new"),
    seen_at=Place("case-meetings"),
)
