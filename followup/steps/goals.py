"""Phase 2: the adults meet, and goals are agreed."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import access
from core.danish import date_words

from .due import after_booked, open_day, start_up_window
from .kind import WEEK, Found, NextStep, Place, SameDay, StepKind, WritersOf
from .reminder import Reminder, Who

if TYPE_CHECKING:
    from followup.facts import Facts

GOALS_WITHIN: Final = 2 * WEEK


def _no_start_up(facts: "Facts") -> Iterator[Found]:
    window = start_up_window(facts)
    if window is not None and facts.last_shared_on is not None:
        yield Found(facts.since(facts.last_shared_on), window.closes_on, shown_from=after_booked(facts))


def _why_meet(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _("Afdækningen blev delt %(day)s. Nu skal de voksne mødes om fælles mål.") % {
        "day": date_words(facts.last_shared_on)
    }


def _no_goals(facts: "Facts") -> Iterator[Found]:
    if facts.last_meeting_on is not None and facts.open_goals == 0:
        since = facts.since(facts.last_meeting_on)
        yield Found(since, open_day(facts, since + GOALS_WITHIN))


def _why_goals(step: NextStep, facts: "Facts", today: dt.date) -> str:
    return _("Mødet blev holdt %(day)s, og der er ingen mål i gang.") % {"day": date_words(facts.last_meeting_on)}


BOOK_START_UP: Final = StepKind(
    key="book_start_up",
    label=gettext_lazy("Book opstartsmøde"),
    find=_no_start_up,
    why=_why_meet,
    to_do=gettext_lazy("Book opstartsmøde"),
    to_see=gettext_lazy("Se møder"),
    done_at=Place("meeting-new"),
    seen_at=Place("case-meetings"),
    done_by=WritersOf(access.A),
    same_day=SameDay.ANYWHERE,
    reminders=(
        Reminder(
            rule="start_up_not_booked",
            label=gettext_lazy("Opstartsmøde skal bookes"),
            text=gettext_lazy("Afdækningen er delt. Opstartsmødet skal holdes senest %(day)s."),
            to=(Who.COORDINATOR,),
            counted_from="act_on",
            first=2 * WEEK,
            every=2 * WEEK,
        ),
    ),
)
SET_GOALS: Final = StepKind(
    key="set_goals",
    label=gettext_lazy("Aftal mål"),
    find=_no_goals,
    why=_why_goals,
    to_do=gettext_lazy("Skriv mål"),
    to_see=gettext_lazy("Se mål"),
    done_at=Place("goal-new"),
    seen_at=Place("case-goals"),
    done_by=WritersOf(access.D),
    same_day=SameDay.ANYWHERE,
    reminders=(
        Reminder(
            rule="goals_missing",
            label=gettext_lazy("Mål mangler"),
            text=gettext_lazy("Der skulle have været aftalt mål senest %(day)s, og der er ingen i gang."),
            to=(Who.COORDINATOR,),
            every=2 * WEEK,
        ),
    ),
)

# In the order of a case's course.
KINDS: Final = (BOOK_START_UP, SET_GOALS)
