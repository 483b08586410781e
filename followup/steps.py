"""What is to be done next in a case, with when and why. Nothing forces the order; what is missing stays visible."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from .cadence import Window, follow_up_window, home_sparring_due, school_sparring_due
from .calendar import next_meeting_day
from .facts import Facts
from .models import CaseStatus

Step = CaseStatus.Step

# How long each part of the first phase may take before it is shown as late. The evaluation gives no figures: the
# set-up took about 20 weeks in all, and these leave room for a start-up meeting inside them.
ORDER_WITHIN = dt.timedelta(weeks=2)
RECEIVE_WITHIN = dt.timedelta(weeks=8)
SHARE_WITHIN = dt.timedelta(weeks=2)
START_UP_WITHIN = dt.timedelta(weeks=4)
GOALS_WITHIN = dt.timedelta(weeks=2)


@dataclass(frozen=True)
class NextStep:
    """One thing to do. ``act_on``: when it comes up; ``due_on``: when it is late."""

    step: str
    act_on: dt.date
    due_on: dt.date
    record_id: UUID | None = None
    # Why it was put off, if it was.
    postponed_for: str = ""


def window_of(facts: Facts) -> Window | None:
    """The window of the next follow-up, counted from the last start-up or follow-up meeting held."""
    if facts.last_meeting_on is None or facts.closed_on is not None:
        return None
    return follow_up_window(facts.last_meeting_on, facts.cadence, facts.calendar)


def school_sparring_due_on(facts: Facts) -> dt.date | None:
    """Eight weeks after the last school sparring, or after the first meeting if there has been none."""
    since = _counted_from(facts.school_sparring_on, facts)
    return since and school_sparring_due(since, facts.calendar, facts.municipality.school_sparring_weeks)


def home_sparring_due_on(facts: Facts) -> dt.date | None:
    """A quarter after the last home sparring, or after the first meeting if there has been none."""
    since = _counted_from(facts.home_sparring_on, facts)
    return since and home_sparring_due(since, facts.calendar, facts.municipality.home_sparring_months)


def _counted_from(last_on: dt.date | None, facts: Facts) -> dt.date | None:
    """The day a sparring's deadline is counted from; none before the first meeting and after the end."""
    if facts.meetings_held == 0 or facts.closed_on is not None:
        return None
    return last_on or facts.last_meeting_on


def steps(facts: Facts) -> list[NextStep]:
    """Everything to be done in an open case, most urgent first."""
    if facts.closed_on is not None:
        return []
    found = [*_assessment_steps(facts), *_meeting_steps(facts), *_support_steps(facts)]
    return sorted((_with_postponement(step, facts) for step in found), key=lambda step: (step.act_on, step.due_on))


def _with_postponement(step: NextStep, facts: Facts) -> NextStep:
    until_on, reason = facts.postponed.get(step.step, (step.act_on, ""))
    if until_on <= step.act_on:
        return step
    return NextStep(step.step, until_on, max(until_on, step.due_on), step.record_id, postponed_for=reason)


def _due(facts: Facts, day: dt.date) -> dt.date:
    return next_meeting_day(day, facts.calendar)


def _assessment_steps(facts: Facts) -> list[NextStep]:
    if facts.report_final_on is not None:
        return []
    if facts.assessment_ordered_on is None:
        due_on = _due(facts, facts.opened_on + ORDER_WITHIN)
        return [NextStep(Step.ORDER_ASSESSMENT, facts.opened_on, due_on)]
    if facts.parts_received < facts.parts:
        due_on = _due(facts, facts.assessment_ordered_on + RECEIVE_WITHIN)
        return [NextStep(Step.RECEIVE_ASSESSMENT, due_on, due_on, facts.assessment_id)]
    last_on = facts.last_part_on or facts.assessment_ordered_on
    due_on = _due(facts, last_on + SHARE_WITHIN)
    return [NextStep(Step.SHARE_ASSESSMENT, last_on, due_on, facts.assessment_id)]


def _meeting_steps(facts: Facts) -> list[NextStep]:
    if facts.next_meeting_on is not None:
        day = facts.next_meeting_on
        return [NextStep(Step.HOLD_MEETING, day, day, facts.next_meeting_id)]
    window = window_of(facts)
    if window is not None:
        return [NextStep(Step.BOOK_FOLLOW_UP, window.opens_on, window.closes_on)]
    if facts.report_final_on is not None:
        due_on = _due(facts, facts.report_final_on + START_UP_WITHIN)
        return [NextStep(Step.BOOK_START_UP, facts.report_final_on, due_on)]
    return []


def _support_steps(facts: Facts) -> list[NextStep]:
    found = [NextStep(Step.FOLLOW_AGREEMENT, each.due_on, each.due_on, each.id) for each in facts.agreements]
    if facts.last_meeting_on is not None and facts.open_goals == 0:
        due_on = _due(facts, facts.last_meeting_on + GOALS_WITHIN)
        found.append(NextStep(Step.SET_GOALS, facts.last_meeting_on, due_on))
    for step, due in (
        (Step.SCHOOL_SPARRING, school_sparring_due_on(facts)),
        (Step.HOME_SPARRING, home_sparring_due_on(facts)),
    ):
        if due is not None:
            found.append(NextStep(step, due, due))
    return found
