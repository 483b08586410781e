"""Phase 3: sparring at school and at home, the changes agreed in it, and fixed activities at home."""

import datetime as dt
from typing import Any

from accounts.models import User
from children.models import CaseEvent, NetworkMember
from core import access
from followup.cadence import add_months
from goals.models import Agreement, Goal
from support.models import Sparring

from . import goals
from .days import DAY, weeks
from .facts import SUBJECTS
from .story import Story

Setting, Form = Sparring.Setting, Sparring.Form
SCHOOL_FORMS = [Form.TALK, Form.TALK, Form.TEAM, Form.OBSERVATION, Form.TEACHING_TOGETHER, Form.STAFF_MEETING]


def days_of_school_sparring(story: Story) -> list[dt.date]:
    """A meeting every six to eight weeks from the start-up; now and then one is left out."""
    if not story.plot.held or story.supervisor is None:
        return []
    longest_ago = 8.6 if story.plot.chapter == "school_late" else 0
    found, day = [], story.plot.held[0] + weeks(story.by_chance.uniform(2, 4))
    while day <= story.last_day - weeks(longest_ago):
        on = story.day(day, day + 9 * DAY)
        is_last = day + weeks(8) > story.last_day - weeks(longest_ago)
        if is_last or story.chance_of(0.88):
            found.append(on)
        day += weeks(story.by_chance.uniform(6, 8))
    return [on for on in found if on <= story.last_day - weeks(longest_ago)]


def days_of_home_sparring(story: Story) -> list[dt.date]:
    """Three or four a year, visits and calls."""
    if not story.plot.held:
        return []
    is_late = story.plot.chapter == "home_late"
    latest = add_months(story.last_day, -3) - 6 * DAY if is_late else story.last_day
    found, day = [], story.plot.held[0] + weeks(story.by_chance.uniform(3, 8))
    while day <= latest:
        on = story.day(day, day + 9 * DAY)
        if on <= latest:
            found.append(on)
        day += weeks(story.by_chance.uniform(9, 12.5))
    return found


def spar_at_school(story: Story, on: dt.date) -> None:
    """The supervisor spars with the child's teachers."""
    giver = story.supervisor or story.coordinator
    form = story.by_chance.choice(SCHOOL_FORMS)
    with_whom = ["teacher", "colleague"] if form in (Form.TEAM, Form.STAFF_MEETING) else ["teacher"]
    _spar(
        story, on, giver, [story.members[key] for key in with_whom],
        setting=Setting.SCHOOL, form=form, minutes=story.by_chance.choice([20, 30, 30, 45]),
    )  # fmt: skip


def spar_at_home(story: Story, on: dt.date) -> None:
    """The coordinator visits or calls the home; in the revised model the supervisor does so every other time."""
    form = story.by_chance.choice([Form.HOME_VISIT, Form.HOME_VISIT, Form.PHONE])
    both = form == Form.HOME_VISIT and "caregiver2" in story.members and story.chance_of(0.5)
    with_whom = ["caregiver", "caregiver2"] if both else ["caregiver"]
    _spar(
        story, on, _giver_at_home(story, on), [story.members[key] for key in with_whom],
        setting=Setting.HOME, form=form, minutes=60 if form == Form.HOME_VISIT else 20,
    )  # fmt: skip


def _giver_at_home(story: Story, on: dt.date) -> User:
    supervisor = story.supervisor
    is_hers = supervisor is not None and on.toordinal() % 2 and access.may_write(supervisor, access.E, story.case)
    return supervisor if supervisor is not None and is_hers else story.coordinator


def _spar(story: Story, on: dt.date, giver: User, receivers: list[NetworkMember], **fields: Any) -> None:
    file = "school" if fields["setting"] == Setting.SCHOOL else "home"
    said = story.say(file, "sparrings")
    if said is None:
        return
    goal = _goal_of(story, said, on)
    nothing = story.chance_of(0.14)
    sparring = Sparring(
        held_on=on,
        giver=giver,
        question=said["question"] if story.chance_of(0.9) else "",
        advised=said["advised"] if not nothing or story.chance_of(0.5) else "",
        nothing_agreed=nothing,
        focus=said.get("focus") or _focus(said),
        **fields,
    )
    story.keep(sparring, on=on, by=giver)
    detail = sparring.get_form_display()  # type: ignore[attr-defined]
    story.add_event(CaseEvent.Kind.SPARRING, sparring, on=on, by=giver, detail=detail)
    _link(story, sparring, receivers, goal)
    if not nothing:
        _differently(story, sparring, said, receivers[0], giver, goal)


def _focus(said: dict[str, Any]) -> str:
    """What a sparring at school is about: the subject, wellbeing or both."""
    sides = set(said.get("about", "").split())
    subject, wellbeing = bool(sides & set(SUBJECTS)), bool(sides - set(SUBJECTS))
    return "subject" if subject and not wellbeing else "wellbeing" if wellbeing and not subject else "both"


def _goal_of(story: Story, said: dict[str, Any], on: dt.date) -> Goal | None:
    """The goal a sparring serves: an open one with a side in common."""
    about = set(said.get("about", "").split())
    serving = [goal for goal in story.goals if goal.is_open and goal.agreed_on <= on and story.sides[goal.pk] & about]
    return serving[0] if serving else None


def _link(story: Story, sparring: Sparring, receivers: list[NetworkMember], goal: Goal | None) -> None:
    for member in receivers:
        story.archive.link(Sparring.receivers.through, sparring_id=sparring.pk, networkmember_id=member.pk)
    if goal is not None:
        story.archive.link(Sparring.goals.through, sparring_id=sparring.pk, goal_id=goal.pk)


def _differently(
    story: Story, sparring: Sparring, said: dict[str, Any], owner: NetworkMember, giver: User, goal: Goal | None
) -> None:
    """Write what is done differently from now on, and later whether it was tried and helped."""
    on, chance = sparring.held_on, story.by_chance
    place = Agreement.Place.SCHOOL if sparring.setting == Setting.SCHOOL else Agreement.Place.HOME
    terms = {"what": said["change"], "rhythm": said["rhythm"], "place": place, "when": said.get("when", "")}
    due_on = on + weeks(chance.uniform(3, 6))
    agreement = goals.agree(story, owner, terms, on=on, goal=goal, sparring=sparring, until=due_on, by=giver)
    answered_on = story.days.between(due_on - weeks(1), due_on, chance)
    if answered_on > story.last_day or answered_on < on or chance.random() < 0.12:
        return
    tried = chance.choices(["yes", "partly", "no"], (6, 3, 1))[0]
    helped = (
        "" if tried == "no" else chance.choice(["yes", "yes", "somewhat", "no"] if tried == "yes" else ["somewhat"])
    )
    kind = "in_vain" if helped == "no" else tried
    learnt = story.say_joined("around", f"learnt_{kind}", f"learnt_{kind}_more") if chance.random() < 0.8 else ""
    story.archive.alter(sparring, on=answered_on, by=giver, tried=tried, helped=helped, afterthought=learnt)
    detail = "Fulgt op"
    story.add_event(CaseEvent.Kind.SPARRING, sparring, on=answered_on, by=giver, detail=detail)
    status = Agreement.Status.STOPPED if tried == "no" else Agreement.Status.DONE
    goals.follow_up(
        story, agreement, status=status, on=answered_on, tried=tried, helped=helped,
        outcome=goals.outcome_words(story, agreement, "outcomes") if tried == "yes" else "", by=giver,
    )  # fmt: skip


def begin_home_activity(story: Story, on: dt.date) -> None:
    """Write a fixed activity at home: the same person, the same time."""
    said = story.say("home", "activities")
    if said is not None:
        goals.agree(story, "caregiver", said | {"place": Agreement.Place.HOME}, on=on)
