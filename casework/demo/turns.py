"""Rare events: a handover, a postponed step, a closing."""

import datetime as dt

from accounts.models import User
from children.models import Case, CaseEvent, Closing, Handover
from followup.models import Postponement
from followup.steps.follow_up import BOOK_FOLLOW_UP
from goals.models import Agreement

from . import goals
from .days import DAY
from .network import with_account
from .story import Story

CLOSINGS = ["returned_home", "left_school", "moved", "returned_home", "withdrew"]


def hand_over(story: Story, to_user: User, on: dt.date) -> None:
    """Another coordinator takes over, with what is agreed, due and important."""
    former, part = story.coordinator, story.members["coordinator"]
    said = story.say("around", "handovers")
    handover = Handover(from_user=former, written_by=former, to_user=to_user, handed_over_on=on, **said)
    story.keep(handover, on=on)
    story.archive.alter(part, on=on, by=former, until_on=on - DAY)
    story.members["coordinator"] = with_account(story, to_user, on, by=former)
    for agreement in story.agreements:
        if agreement.is_open and agreement.owner == part:
            story.archive.alter(agreement, on=on, by=former, owner=story.members["coordinator"])
    story.add_event(CaseEvent.Kind.HANDOVER, handover, on=on)
    story.coordinator = to_user
    story.know(coordinator=to_user.name.split()[0])


def postpone(story: Story) -> None:
    """The follow-up is postponed for a good reason, which stays visible."""
    on = story.days.ago(0.8, 0.3, story.by_chance)
    until_on = story.days.next_open(story.days.today + DAY * story.by_chance.randint(9, 16))
    put_off = Postponement(step=BOOK_FOLLOW_UP.key, until_on=until_on, **story.say("around", "postponements"))
    story.keep(put_off, on=on)
    story.add_event(CaseEvent.Kind.POSTPONED, put_off, on=on, detail=str(BOOK_FOLLOW_UP.label))


def close(story: Story, nth: int, on: dt.date) -> None:
    """The case ends with its reason; its agreements end with it."""
    for agreement in story.agreements:
        if agreement.is_open:
            goals.follow_up(story, agreement, status=Agreement.Status.STOPPED, on=on)
    reason = Case.CloseReason(CLOSINGS[nth % len(CLOSINGS)])
    if reason == Case.CloseReason.LEFT_SCHOOL and story.schooling.grade < 9:
        reason = Case.CloseReason.MOVED
    if reason == Case.CloseReason.RETURNED_HOME and "contact" not in story.facts:
        reason = Case.CloseReason.MOVED
    note = story.say("around", "closings")[reason]
    story.archive.alter(
        story.case, on=on, by=story.coordinator, closed_on=on, close_reason=reason.value, closing_note=note
    )
    closing = Closing(closed_on=on, reason=reason.value, note=note, asked_by=story.coordinator)
    story.keep(closing, on=on)
    for key, member in story.members.items():
        if key not in ("coordinator", "supervisor"):
            story.archive.link(Closing.told.through, closing_id=closing.pk, networkmember_id=member.pk)
    story.add_event(CaseEvent.Kind.CASE_CLOSED, story.case, on=on)
