"""The dates that steps are counted from: the window of the next meeting of the cycle, and the sparring deadlines."""

import datetime as dt
from typing import TYPE_CHECKING, Final

from followup.cadence import Window, follow_up_window, home_sparring_due, school_sparring_due
from followup.calendar import DAY, next_meeting_day

if TYPE_CHECKING:
    from followup.facts import Facts

START_UP_WITHIN: Final = dt.timedelta(weeks=4)


def window_of(facts: "Facts") -> Window | None:
    """The window of the next follow-up, counted from the last start-up or follow-up meeting held; None before one."""
    if facts.last_meeting_on is None or facts.closed_on is not None:
        return None
    return follow_up_window(facts.since(facts.last_meeting_on), facts.cadence, facts.calendar)


def start_up_window(facts: "Facts") -> Window | None:
    """The days for the start-up meeting: four weeks from the day a report was shared. None before, and after it."""
    if facts.last_shared_on is None or facts.meetings_held or facts.closed_on is not None:
        return None
    since = facts.since(facts.last_shared_on)
    return Window(open_day(facts, since), open_day(facts, since + START_UP_WITHIN))


def school_sparring_due_on(facts: "Facts") -> dt.date | None:
    """Eight weeks after the last school sparring, or after the first meeting if there has been none."""
    since = _counted_from(facts.school_sparring_on, facts)
    return since and school_sparring_due(since, facts.calendar, facts.municipality.school_sparring_weeks)


def home_sparring_due_on(facts: "Facts") -> dt.date | None:
    """A quarter after the last home sparring, or after the first meeting if there has been none."""
    since = _counted_from(facts.home_sparring_on, facts)
    return since and home_sparring_due(since, facts.calendar, facts.municipality.home_sparring_months)


def _counted_from(last_on: dt.date | None, facts: "Facts") -> dt.date | None:
    """The last sparring, or else the first meeting: a follow-up does not excuse a sparring that was never held.

    None before the first meeting and after the end.
    """
    if facts.first_meeting_on is None or facts.closed_on is not None:
        return None
    return facts.since(last_on or facts.first_meeting_on)


def after_booked(facts: "Facts") -> dt.date | None:
    """The day after the booked meeting, from which the next one must be booked; None when none is booked."""
    return facts.next_meeting_on and facts.next_meeting_on + DAY


def open_day(facts: "Facts", day: dt.date) -> dt.date:
    """``day``, or the next meeting day."""
    return next_meeting_day(day, facts.calendar)
