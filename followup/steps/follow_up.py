"""Phase 4: the follow-up is booked, held and written down."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import access
from core.danish import date_words, long_date
from followup.cadence import APPROACHING
from followup.calendar import previous_meeting_day

from .due import after_booked, open_day, window_of
from .kind import DAY, WEEK, Found, NextStep, Place, SameDay, StepKind, WritersOf
from .reminder import Reminder, Who

if TYPE_CHECKING:
    from followup.facts import Facts

MINUTES_WITHIN: Final = WEEK


def _booked(facts: "Facts") -> Iterator[Found]:
    for meeting_id, day, _kind in facts.booked:
        # It comes up on the last working day before the meeting.
        yield Found(previous_meeting_day(day - DAY, facts.calendar), day, meeting_id, shown_until=day)


def _why_hold(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _("Mødet er booket til %(day)s.") % {"day": long_date(step.due_on)}


def _not_written(facts: "Facts") -> Iterator[Found]:
    for meeting_id, day, _kind in facts.booked:
        yield Found(day + DAY, open_day(facts, day + MINUTES_WITHIN), meeting_id, shown_from=day + DAY)


def _why_write(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _("Mødet var booket til %(day)s. Skriv referatet, eller aflys mødet.") % {
        "day": long_date(step.act_on - DAY)
    }


def _empty(facts: "Facts") -> Iterator[Found]:
    for meeting_id, held_on in facts.empty_meetings:
        yield Found(held_on, open_day(facts, held_on + MINUTES_WITHIN), meeting_id)


def _why_fill(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _(
        "Mødet %(day)s er holdt uden indhold: ingen mål gennemgået, ingen ord fra barnet, "
        "og deltagere eller referat mangler."
    ) % {"day": date_words(step.act_on)}


def _not_booked(facts: "Facts") -> Iterator[Found]:
    window = window_of(facts)
    if window is not None:
        yield Found(window.opens_on, window.closes_on, shown_from=after_booked(facts))


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
    label=gettext_lazy("Forbered mødet"),
    find=_booked,
    why=_why_hold,
    to_do=gettext_lazy("Åbn mødet"),
    to_see=gettext_lazy("Se mødet"),
    done_at=Place("meeting", "record"),
    seen_at=Place("meeting", "record"),
    done_by=WritersOf(access.D),
    same_day=SameDay.ANYWHERE,
    is_appointment=True,
    reminders=(
        Reminder(
            rule="meeting_tomorrow",
            label=gettext_lazy("Møde på vej"),
            text=gettext_lazy("Mødet er %(day)s. Se dagsordenen, og hvordan barnet er med."),
            to=(Who.COORDINATOR, Who.INVITED),
            counted_from="act_on",
        ),
    ),
)
WRITE_MINUTES: Final = StepKind(
    key="write_minutes",
    label=gettext_lazy("Skriv referat"),
    find=_not_written,
    why=_why_write,
    to_do=gettext_lazy("Skriv referat"),
    to_see=gettext_lazy("Se mødet"),
    done_at=Place("meeting-hold", "record"),
    seen_at=Place("meeting", "record"),
    done_by=WritersOf(access.D),
    same_day=SameDay.FIRST,
    reminders=(
        Reminder(
            rule="minutes_missing",
            label=gettext_lazy("Referat mangler"),
            text=gettext_lazy("Der var booket et møde. Skriv referatet senest %(day)s, eller aflys mødet."),
            to=(Who.COORDINATOR,),
            counted_from="act_on",
            every=WEEK,
        ),
    ),
)
FILL_MINUTES: Final = StepKind(
    key="fill_minutes",
    label=gettext_lazy("Udfyld referatet"),
    find=_empty,
    why=_why_fill,
    to_do=gettext_lazy("Udfyld referatet"),
    to_see=gettext_lazy("Se mødet"),
    done_at=Place("meeting-minutes", "record"),
    seen_at=Place("meeting", "record"),
    done_by=WritersOf(access.D),
    same_day=SameDay.LAST,
    reminders=(
        Reminder(
            rule="minutes_empty",
            label=gettext_lazy("Et møde er holdt uden indhold"),
            text=gettext_lazy("Et møde er gemt uden indhold. Udfyld referatet senest %(day)s."),
            to=(Who.COORDINATOR,),
            counted_from="due_on",
            every=2 * WEEK,
        ),
    ),
)
PASSED: Final = Reminder(
    rule="window_passed",
    label=gettext_lazy("Fristen for opfølgning er overskredet"),
    text=gettext_lazy("Opfølgningen skulle have været holdt senest %(day)s."),
    to=(Who.COORDINATOR,),
    first=DAY,
    every=2 * WEEK,
    despite_postponement=True,
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
    done_by=WritersOf(access.A),
    same_day=SameDay.ANYWHERE,
    reminders=(
        Reminder(
            rule="window_soon",
            label=gettext_lazy("Opfølgning skal snart bookes"),
            text=gettext_lazy("Opfølgningen kan holdes fra %(day)s. Book den nu, så alle kan komme."),
            to=(Who.COORDINATOR,),
            counted_from="act_on",
            first=-APPROACHING,
            ends="act_on",
            last=-DAY,
            shows="act_on",
        ),
        Reminder(
            rule="window_open",
            label=gettext_lazy("Opfølgning skal holdes nu"),
            text=gettext_lazy("Opfølgningen skal holdes senest %(day)s, og der er ikke booket et møde."),
            to=(Who.COORDINATOR,),
            counted_from="act_on",
            every=WEEK,
            ends="due_on",
        ),
        PASSED,
        # The manager is reminded where the coordinator's reminder had no effect.
        replace(PASSED, to=(Who.MANAGER,), first=2 * WEEK, every=4 * WEEK),
    ),
)

# In the order of a case's course.
KINDS: Final = (HOLD_MEETING, WRITE_MINUTES, FILL_MINUTES, BOOK_FOLLOW_UP)
