"""Start-up and follow-up meetings: who came, the child's part, what was reviewed and agreed."""

import datetime as dt
from typing import Any

from django.utils import timezone

from children.models import CaseEvent, NetworkMember, Release
from followup.calendar import next_meeting_day
from goals.models import Agreement, Goal
from meetings.agenda import agenda_for
from meetings.models import AgreementReview, Attendance, GoalReview, Meeting, Verdict

from . import goals, invitations, links
from .assessment import release
from .days import DAY, weeks
from .story import Story
from .words import stock

Kind, Part = Meeting.Kind, Meeting.ChildPart
ADULTS = ("coordinator", "supervisor", "teacher", "colleague", "caregiver", "caregiver2", "consultant", "caseworker")


def hold(story: Story, nth: int, on: dt.date) -> None:
    """Write the nth meeting of the cycle as held."""
    kind = Kind.FOLLOW_UP if nth else Kind.START_UP
    meeting = _book(story, kind, on, booked_on=on - weeks(story.by_chance.uniform(2, 5)))
    _attend(story, meeting, on)
    if meeting.child_part in (Part.WHOLE, Part.PART, Part.REPRESENTED):
        meeting.child_words = _child_says(story, nth)
    minutes = ("minutes_opening", "minutes_school", "minutes_home", "minutes_closing")
    story.archive.alter(
        meeting, on=on, by=story.coordinator,
        state=Meeting.State.HELD, held_on=on,
        minutes=story.say_joined("meetings", *minutes, now=["before"] if nth else []),
    )  # fmt: skip
    if "supervisor" in story.members and story.chance_of(0.5) and meeting.child_words:
        release(story, Release.Item.MEETING, meeting.pk, story.members["supervisor"], on)
    goals.end_single_agreements(story, before=on)
    if nth:
        _go_through(story, meeting, on)
    _agree(story, meeting, nth, on)
    story.add_event(CaseEvent.Kind.MEETING_HELD, meeting, on=on, detail=meeting.get_kind_display())  # type: ignore[attr-defined]


def _child_says(story: Story, nth: int) -> str:
    """How it goes at school and at home, and what the child wishes; not all of it each time."""
    if nth == 0:
        return story.quote("first_school", story.by_chance.choice(["first_home", "first_wish"]))
    school, home, wish = "meeting_school", "meeting_home", "meeting_wish"
    return story.quote(*story.by_chance.choice([(school, home), (school, wish), (school, home, wish), (home, wish)]))


def book_next(story: Story) -> None:
    """Write the booked meeting of the cycle, if there is one."""
    if story.plot.booked_on is None:
        return
    on = story.plot.booked_on
    if on >= story.days.today:
        on = _free_day(story, on)
    kind = Kind.FOLLOW_UP if story.plot.held else Kind.START_UP
    since = max([story.plot.shared_on or story.plot.opened_on, *story.plot.held]) + 2 * DAY
    booked_on = min(on - weeks(2), story.days.today - 3 * DAY)
    booked_on = max(booked_on, min(since, story.days.today))
    meeting = _book(story, kind, on, booked_on=booked_on)
    invitations.answer(story, meeting, booked_on)
    links.give(story, meeting, booked_on)


def _free_day(story: Story, on: dt.date) -> dt.date:
    """The day, or the first after it on which the coordinator has no other meeting."""
    while (story.coordinator.pk, on) in story.town.booked:
        on = next_meeting_day(on + DAY, story.days.calendar)
    story.town.booked.add((story.coordinator.pk, on))
    return on


def talk_with_child(story: Story, on: dt.date) -> None:
    """A talk with the child, where a dream is told."""
    meeting = Meeting(
        kind=Kind.CHILD_TALK,
        starts_at=_at(on, story.by_chance.choice([14, 15])),
        minutes_planned=30,
        place=story.by_chance.choice(stock("meetings")["talk_places"])["place"],
        agenda=agenda_for(Kind.CHILD_TALK),
        state=Meeting.State.HELD,
        held_on=on,
        child_part=Part.WHOLE,
        child_words=story.quote("meeting_school", "meeting_wish"),
    )
    story.keep(meeting, on=on)
    story.add_event(CaseEvent.Kind.MEETING_HELD, meeting, on=on, detail=meeting.get_kind_display())  # type: ignore[attr-defined]
    story.keep(Attendance(meeting=meeting, member=story.members["coordinator"], attended=True), on=on)


def _at(on: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(hour, minute)))


def _book(story: Story, kind: Any, on: dt.date, *, booked_on: dt.date) -> Meeting:
    """A booked meeting with its invitations and the child's part, decided with the child."""
    booked_on = max(story.days.past(booked_on, booked_on, story.by_chance), story.plot.opened_on)
    chance = story.by_chance
    meeting = Meeting(
        kind=kind,
        starts_at=_at(on, chance.choice([9, 10, 12, 13, 14, 15]), chance.choice([0, 0, 15, 30])),
        minutes_planned=chance.choice([45, 60, 60, 75]),
        place=chance.choice([story.schooling.school.name, story.schooling.school.name, story.home.place]),
        agenda=agenda_for(kind),
        **_childs_part(story),
    )
    if "parent" in story.members:
        answers = chance.choice([("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"), ("", "")])
        meeting.parents_child_asked, meeting.parents_authority_asked = answers
    story.keep(meeting, on=booked_on)
    story.add_event(CaseEvent.Kind.MEETING_BOOKED, meeting, on=booked_on, detail=meeting.get_kind_display())  # type: ignore[attr-defined]
    for member in _invited(story, meeting):
        story.keep(Attendance(meeting=meeting, member=member), on=booked_on)
    return meeting


def _childs_part(story: Story) -> dict[str, Any]:
    """Older children take part in more of it; some choose to be represented, some not to come."""
    weights = {"teen": (5, 5, 2, 1), "middle": (2, 6, 3, 1), "young": (0, 5, 5, 1)}[story.traits.group]
    part = story.by_chance.choices([Part.WHOLE, Part.PART, Part.REPRESENTED, Part.NOT], weights)[0]
    close = story.members[story.by_chance.choice(["caregiver", "caregiver", "teacher"])]
    found: dict[str, Any] = {"child_part": part, "prepared_by": close}
    if part == Part.REPRESENTED:
        found["represented_by"] = close
    if part in (Part.WHOLE, Part.PART):
        found["sits_next_to"] = close
        found["child_part_note"] = story.say("meetings", "part_notes" if part == Part.PART else "whole_notes") or ""
    return found


def _invited(story: Story, meeting: Meeting) -> list[NetworkMember]:
    """As a rule the same people each time; parents where the child wishes it and the authority advises it."""
    invited = [story.members[key] for key in ADULTS if key in story.members]
    if meeting.parents_child_asked == "yes" and meeting.parents_authority_asked == "yes":
        invited.append(story.members["parent"])
    return invited


def _attend(story: Story, meeting: Meeting, on: dt.date) -> None:
    """Write who came. Caseworkers stay away more often than others."""
    shares = {"caseworker": 0.6, "foster_consultant": 0.75, "parent": 0.7, "coordinator": 1.0}
    for row in story.archive.rows[Attendance][-len(ADULTS) - 1 :]:
        if row.meeting is meeting:
            here = story.chance_of(shares.get(row.member.kind, 0.92))
            story.archive.alter(row, on=on, by=story.coordinator, attended=here)


def _go_through(story: Story, meeting: Meeting, on: dt.date) -> None:
    for goal in [goal for goal in story.goals if goal.is_open]:
        _review_goal(story, meeting, goal, on)
    for agreement in [each for each in story.agreements if each.is_open]:
        _review_agreement(story, meeting, agreement, on)


def _review_goal(story: Story, meeting: Meeting, goal: Goal, on: dt.date) -> None:
    is_old = (on - goal.agreed_on).days > 150
    verdicts = [Verdict.KEEP, Verdict.ADJUST, Verdict.REACHED, Verdict.DROPPED]
    is_last = not story.goals_ahead and sum(each.is_open for each in story.goals) == 1
    weights = (3, 1, 0, 0) if is_last else (1, 1, 6, 1) if is_old else (4, 2, 3, 0)
    verdict = story.by_chance.choices(verdicts, weights)[0]
    reason = story.say("meetings", "why_stopped") if verdict == Verdict.DROPPED else ""
    if reason is None:
        verdict, reason = Verdict.KEEP, ""
    happened = "happened_well" if verdict == Verdict.REACHED else "happened_so_far"
    review = GoalReview(
        meeting=meeting,
        goal=goal,
        verdict=verdict,
        done=story.say_joined("meetings", "done", "done_more"),
        happened=story.say_joined("meetings", happened, f"{happened}_more"),
        reason=reason,
    )
    story.keep(review, on=on)
    if verdict in (Verdict.REACHED, Verdict.DROPPED):
        goals.end_goal(story, goal, Goal.Status(verdict.value), on, reason)


def _review_agreement(story: Story, meeting: Meeting, agreement: Agreement, on: dt.date) -> None:
    """An agreement ends with its goal; otherwise it more often goes on than not."""
    ended = agreement.goal is not None and not agreement.goal.is_open
    verdicts = [Verdict.KEEP, Verdict.ADJUST, Verdict.REACHED, Verdict.DROPPED]
    verdict = story.by_chance.choices(verdicts, (0, 0, 5, 1) if ended else (5, 2, 2, 1))[0]
    kind = "outcomes_stopped" if verdict == Verdict.DROPPED else "outcomes"
    note = goals.outcome_words(story, agreement, kind)
    story.keep(AgreementReview(meeting=meeting, agreement=agreement, verdict=verdict, note=note), on=on)
    status = {Verdict.REACHED: "done", Verdict.DROPPED: "stopped"}.get(verdict, "open")
    goes_on_until = agreement.due_on and on + weeks(story.by_chance.uniform(13, 16))
    goals.follow_up(
        story, agreement, status=status, on=on, outcome=note, due_on=goes_on_until,
        tried="partly" if verdict == Verdict.DROPPED else "yes",
        helped=story.by_chance.choice(["yes", "yes", "somewhat"]) if verdict != Verdict.DROPPED else "no",
    )  # fmt: skip


def _agree(story: Story, meeting: Meeting, nth: int, on: dt.date) -> None:
    """New goals where there is room for one, and other agreements."""
    if story.plot.chapter == "goals_missing":
        return
    is_open = sum(goal.is_open for goal in story.goals)
    for _goal in range(max(0, (2 if nth == 0 or story.chance_of(0.4) else 1) - is_open)):
        if goal := goals.set_goal(story, meeting, on):
            story.keep(GoalReview(meeting=meeting, goal=goal, verdict=Verdict.AGREED), on=on)
    if story.chance_of(0.6):
        goals.promise(story, on + weeks(story.by_chance.uniform(1.5, 5)), on=on)
