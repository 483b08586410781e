"""Where each case is in the cycle today, and the days that led there, worked out backwards from today."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from followup.calendar import next_meeting_day
from followup.steps.assessment import RECEIVE_WITHIN

from .days import DAY, WEEK, Days, weeks

# One coordinator's cases: the chapter of each, and how many meetings of the cycle have been held.
CHAPTERS: list[tuple[str, int]] = [
    ("window", 3), ("booked_this_week", 2), ("overdue", 3), ("assessing", 0), ("support", 2), ("support", 4),
    ("agreement_late", 3), ("agreement_this_week", 2), ("just_opened", 0), ("sharing", 0), ("support", 1),
    ("booked_this_week", 4), ("assessment_late", 0), ("goals_missing", 1), ("school_late", 3), ("home_late", 2),
    ("starting", 0), ("unwritten", 3), ("window", 4), ("booked_later", 2), ("postponed", 5),
]  # fmt: skip

# The index, among the four parts of the assessment, of the child's own words.
OWN_WORDS = 3

# Chapters in which something is overdue.
LATE = {"overdue", "agreement_late", "school_late", "home_late", "unwritten"}


@dataclass
class Plot:
    """The days that decide one case."""

    chapter: str
    opened_on: dt.date
    ordered_on: dt.date | None = None
    received_on: tuple[dt.date | None, ...] = (None, None, None, None)
    shared_on: dt.date | None = None
    held: tuple[dt.date, ...] = ()
    booked_on: dt.date | None = None
    closed_on: dt.date | None = None

    @property
    def is_assessed(self) -> bool:
        """Whether every part of the assessment has been received."""
        return all(self.received_on)


def plot(chapter: str, rounds: int, days: Days, by: Random) -> Plot:
    """The days of a case that is in this chapter today."""
    if chapter in BEFORE:
        return BEFORE[chapter](chapter, days, by)
    last = _last_meeting(chapter, days, by)
    held = [days.taken(last)]
    while len(held) < rounds:
        held.insert(0, days.taken(days.held_before(held[0], by)))
    found = _up_to_start_up(chapter, held[0], days, by)
    found.held = tuple(held)
    found.booked_on = _booked(chapter, days, by)
    if chapter == "closed":
        found.closed_on = days.past(last + weeks(3), last + weeks(12), by)
    return found


def _last_meeting(chapter: str, days: Days, by: Random) -> dt.date:
    """The day of the last meeting that puts the next follow-up where the chapter says."""
    most, least = {
        "goals_missing": (2, 0.6),
        "school_late": (12, 10),
        "home_late": (13, 11),
        "closed": (34, 16),
        "booked_this_week": (17, 14),
        "booked_later": (15, 12),
        "unwritten": (17.5, 15),
    }.get(chapter, (11, 2))
    if chapter in ("window", "overdue", "postponed"):
        return _standing(chapter, days, by)
    return days.ago(most, least, by)


def _standing(chapter: str, days: Days, by: Random) -> dt.date:
    """A day that makes the follow-up open (window) or late (overdue) today."""
    ages = list(range(85, 124) if chapter == "window" else range(130, 190))
    by.shuffle(ages)
    for age in ages if chapter == "window" else sorted(ages, key=lambda age: age > 150):
        held_on = days.ago(age / 7, age / 7, by)
        window = days.window_after(held_on)
        is_late = days.today > window.closes_on
        if is_late if chapter != "window" else window.opens_on <= days.today <= window.closes_on:
            return held_on
    return days.ago(15, 14, by)


def _booked(chapter: str, days: Days, by: Random) -> dt.date | None:
    """The day of the next meeting of the cycle, if it is booked."""
    if chapter in ("booked_this_week", "starting"):
        return days.within_a_week(by)
    if chapter == "booked_later":
        return days.next_open(days.today + DAY * by.randint(11, 26))
    if chapter == "unwritten":
        return days.ago(0.6, 0.3, by)
    return None


def _up_to_start_up(chapter: str, start_up: dt.date, days: Days, by: Random) -> Plot:
    """From the opening to the start-up meeting: about twenty weeks at most."""
    shared_on = days.between(start_up - weeks(3), start_up - weeks(1), by)
    last = shared_on - weeks(by.uniform(0.6, 2))
    ordered_on = days.between(last - weeks(10), last - weeks(6), by)
    received = [days.between(ordered_on + weeks(2), last, by, ordered_on) for _part in range(3)]
    received.append(days.between(last - WEEK, last, by, ordered_on))
    opened_on = days.between(ordered_on - weeks(2.5), ordered_on - 3 * DAY, by)
    return Plot(chapter, opened_on, ordered_on, tuple(by.sample(received, 4)), shared_on)


def _just_opened(chapter: str, days: Days, by: Random) -> Plot:
    return Plot(chapter, days.ago(1.4, 0.6, by))


def _assessing(chapter: str, days: Days, by: Random) -> Plot:
    """Two or three parts are still awaited, due within a week or two."""
    ordered_on = next(
        (day for day in (days.today - RECEIVE_WITHIN + DAY * ahead for ahead in range(3, 13)) if _due(day, days)),
        days.ago(7, 6, by),
    )
    ordered_on = days.past(ordered_on, ordered_on, by)
    received = [None, days.past(ordered_on + weeks(2), ordered_on + weeks(4), by, ordered_on), None, None]
    if by.random() < 0.5:
        received[3] = days.past(ordered_on + weeks(3), ordered_on + weeks(5), by, ordered_on)
    opened_on = days.between(ordered_on - weeks(2), ordered_on - 3 * DAY, by)
    return Plot(chapter, opened_on, ordered_on, tuple(received))


def _due(ordered_on: dt.date, days: Days) -> bool:
    """Whether an assessment ordered that day is due in the coming fortnight."""
    due_on = next_meeting_day(ordered_on + RECEIVE_WITHIN, days.calendar)
    return days.today <= due_on <= days.today + 2 * WEEK and days.next_open(ordered_on) == ordered_on


def _assessment_late(chapter: str, days: Days, by: Random) -> Plot:
    ordered_on = days.ago(11, 9.5, by)
    received = [None, *(days.past(ordered_on + weeks(2), ordered_on + weeks(7), by, ordered_on) for _part in range(3))]
    return Plot(chapter, days.between(ordered_on - weeks(2), ordered_on - DAY, by), ordered_on, tuple(received))


def _sharing(chapter: str, days: Days, by: Random) -> Plot:
    """Everything is received; the report has not been passed on."""
    last = days.ago(1.6, 0.5, by)
    found = _up_to_start_up(chapter, last + weeks(4), days, by)
    found.received_on = tuple(min(day, last) for day in found.received_on if day)
    found.shared_on = None
    return found


def _starting(chapter: str, days: Days, by: Random) -> Plot:
    """The start-up meeting is booked."""
    shared_on = days.ago(2.5, 1, by)
    found = _up_to_start_up(chapter, shared_on + weeks(2), days, by)
    found.received_on = tuple(min(day, shared_on) for day in found.received_on if day)
    found.shared_on, found.booked_on = shared_on, _booked(chapter, days, by)
    return found


BEFORE: dict[str, Callable[[str, Days, Random], Plot]] = {
    "just_opened": _just_opened,
    "assessing": _assessing,
    "assessment_late": _assessment_late,
    "sharing": _sharing,
    "starting": _starting,
}
