"""One case from its opening to today, each event on its day."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from accounts.models import User
from children.models import CaseEvent

from . import assessment, children, contacts, dreams, goals, meetings, network, support, turns
from .days import weeks
from .plot import OWN_WORDS
from .story import Story


def write_story(story: Story, nth: int, taken_over_by: User | None = None) -> None:
    """Write everything that has happened in a case."""
    with story.archive.one_save():
        _open(story)
    with story.archive.one_save():
        assessment.assess(story)
    for on, happen in sorted(_course(story, taken_over_by), key=lambda each: each[0]):
        with story.archive.one_save():
            happen(story, on=on)
    with story.archive.one_save():
        _end(story, nth)


def _open(story: Story) -> None:
    """The case is opened, with all that is known of the child and the adults around it."""
    story.archive.keep(story.case, on=story.plot.opened_on, by=story.coordinator)
    story.add_event(CaseEvent.Kind.CASE_OPENED, story.case, on=story.plot.opened_on)
    story.know()
    dreams.draw_dreams(story)
    children.add_background(story)
    network.gather(story)


def _end(story: Story, nth: int) -> None:
    """The case as it is today: closed, or with what lies ahead."""
    plot = story.plot
    goals.end_single_agreements(story, before=story.last_day)
    if plot.closed_on is not None:
        turns.close(story, nth, plot.closed_on)
        return
    goals.renew_rhythms(story)
    goals.leave_open(story)
    meetings.book_next(story)
    if plot.chapter == "postponed":
        turns.postpone(story)


def _course(story: Story, taken_over_by: User | None) -> list[tuple[dt.date, Callable[..., None]]]:
    """The events between the opening and today, each with its day."""
    held = story.plot.held
    course: list[tuple[dt.date, Callable[..., None]]] = []
    plot = story.plot
    told_on = plot.received_on[OWN_WORDS]
    if told_on is not None:
        course.append((told_on, dreams.dream))
    course += [(on, partial(meetings.hold, nth=nth)) for nth, on in enumerate(held)]
    story.busy.update(held, [on for on in (plot.shared_on, plot.booked_on, plot.closed_on) if on])
    course += [(on, support.spar_at_school) for on in support.days_of_school_sparring(story)]
    course += [(on, support.spar_at_home) for on in support.days_of_home_sparring(story)]
    if len(held) >= 3:
        talk_on = story.day(held[2] - weeks(3), held[2] - weeks(1))
        course += [(talk_on, meetings.talk_with_child), (talk_on, dreams.dream)]
    if held:
        first_on = story.days.past(held[0] + weeks(1), held[0] + weeks(3), story.by_chance)
        course.append((first_on, support.begin_home_activity))
    if len(held) >= 3:
        course.append((held[2], support.begin_home_activity))
    for earlier, later in pairwise([*held, story.last_day]):
        if (later - earlier).days > 42 and story.chance_of(0.6):
            course.append((story.day(earlier + weeks(2), later - weeks(3)), contacts.get_in_touch))
    if taken_over_by is not None and len(held) >= 2:
        on = story.day(held[1] + weeks(2), held[1] + weeks(6))
        course.append((min(on, story.last_day), partial(turns.hand_over, to_user=taken_over_by)))
    return course
