"""The year planner: when the meetings of some cases are, must be and are expected to be, and how full each week is.

Everything is dates: no database. A follow-up that is not booked stands in the middle of its window. Those after it are
expected in the same way, round by round, so that a full week is seen months before it comes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from accounts.models import Municipality

from .cadence import Window, follow_up_window
from .calendar import DAY, NoMeetingDay, SchoolCalendar, meeting_days, next_meeting_day
from .expected import expected_start_up
from .facts import Facts
from .planweeks import WORKDAYS, PlanWeek
from .steps import home_sparring_due_on, school_sparring_due_on, start_up_window, window_of

MONTHS: Final = 12
# A week is full at one and a half times an even spread: preparing, driving and writing up take the rest of it.
FULL_SHARE: Final = 1.5
# A whole year of rounds; more are no plan.
MOST_ROUNDS: Final = 12


class Kind(StrEnum):
    """What stands in a week of the plan."""

    HELD = "held"
    BOOKED = "booked"
    # The next meeting of the cycle, not booked: in the middle of its window, or as soon as possible after it.
    DUE = "due"
    # A further one, counted from the one before it.
    EXPECTED = "expected"
    # A week of the window of the next meeting, or of a further one.
    WINDOW = "window"
    LATER = "later"
    SCHOOL_SPARRING = "school_sparring"
    HOME_SPARRING = "home_sparring"


# What takes the coordinator's time: sparring at school is the supervisor's.
COUNTED: Final = frozenset({Kind.HELD, Kind.BOOKED, Kind.DUE, Kind.EXPECTED, Kind.HOME_SPARRING})


@dataclass(frozen=True, slots=True)
class Planned:
    """Something of a case on a day; a window is given by its two ends. ``meeting``: the booked or held one."""

    case_id: UUID
    kind: Kind
    on: dt.date
    until: dt.date | None = None
    meeting: UUID | None = None
    is_late: bool = False


def planned_of(facts: Facts, meetings: Iterable[Planned], today: dt.date, end: dt.date) -> list[Planned]:
    """Everything of one case until ``end``, with its held and booked meetings."""
    found = [*meetings, *_sparring(facts, today)]
    window = window_of(facts) or start_up_window(facts) or expected_start_up(facts, today)[0]
    if window is None:
        return found
    found.append(Planned(facts.case_id, Kind.WINDOW, window.opens_on, window.closes_on, facts.next_meeting_id))
    meets_on = facts.next_meeting_on
    if meets_on is None:
        meets_on = likely_day(window, today, facts.calendar)
        found.append(Planned(facts.case_id, Kind.DUE, meets_on, is_late=window.closes_on < today))
    return [*found, *_later(facts, meets_on, end)]


def likely_day(window: Window, today: dt.date, calendar: SchoolCalendar) -> dt.date:
    """The middle meeting day of what is left of a window; the next one from tomorrow once it is over."""
    days = meeting_days(max(window.opens_on, today + DAY), window.closes_on, calendar)
    return days[len(days) // 2] if days else next_meeting_day(today + DAY, calendar)


def _later(facts: Facts, meets_on: dt.date, end: dt.date) -> Iterator[Planned]:
    """The windows after the next meeting, each counted from the likely day of the one before."""
    for _round in range(MOST_ROUNDS):
        try:
            window = follow_up_window(meets_on, facts.cadence, facts.calendar)
        except NoMeetingDay:
            return
        if window.opens_on > end:
            return
        yield Planned(facts.case_id, Kind.LATER, window.opens_on, window.closes_on)
        meets_on = likely_day(window, meets_on, facts.calendar)
        yield Planned(facts.case_id, Kind.EXPECTED, meets_on)


def _sparring(facts: Facts, today: dt.date) -> Iterator[Planned]:
    """The next sparring at school and at home. One that is late is to be held now."""
    due = ((Kind.SCHOOL_SPARRING, school_sparring_due_on(facts)), (Kind.HOME_SPARRING, home_sparring_due_on(facts)))
    for kind, day in due:
        if day is not None:
            yield Planned(facts.case_id, kind, max(day, today), is_late=day < today)


def load_of(planned: Iterable[Planned], weeks: Sequence[PlanWeek]) -> Counter[dt.date]:
    """By Monday, how many meetings and visits at home the coordinator has."""
    counted: Counter[dt.date] = Counter()
    for each in planned:
        if each.kind in COUNTED:
            counted[each.on - DAY * each.on.weekday()] += 1
    return Counter({week.monday: counted[week.monday] for week in weeks})


def even_week(municipality: Municipality, hours_percent: int, weeks: Collection[PlanWeek]) -> float:
    """Meetings and visits in a school week if a full caseload were spread evenly over the year.

    From the municipality's own settings: children a full-time coordinator, months between follow-ups, months between
    sparring at home. With 21 children, 3 to 4 months and a quarter it is about 4.
    """
    between = (municipality.follow_up_min_months + municipality.follow_up_max_months) / 2
    a_year = MONTHS / between + MONTHS / municipality.home_sparring_months
    school_weeks = sum(week.open_days for week in weeks) / WORKDAYS or 1
    return municipality.caseload_target * hours_percent / 100 * a_year / school_weeks


def full_week(even: float, week: PlanWeek) -> int:
    """How many meetings and visits make this week full: fewer where days are closed."""
    return round(even * FULL_SHARE * week.open_days / WORKDAYS)
