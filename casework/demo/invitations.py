"""The answers to booked meetings, and the calendars that have been told of them."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from core.models import OutboxMessage
from meetings.invitations import INVITATION, tell_calendars
from meetings.models import Attendance, Meeting

from .chance import chance
from .story import Story

Answer = Attendance.Answer
ANSWERS = [Answer.COMES, Answer.NONE, Answer.COMES_NOT, Answer.SENDS_OTHER]
STAND_INS = ["Hanne Vikar", "Jens Kollega", "Mia Aflastning"]


def answer(story: Story, meeting: Meeting, booked_on: dt.date) -> None:
    """Some of the invited have answered: most come, a few do not, and the coordinator comes to her own meeting."""
    # Chance of its own, so that the rest of the demo stays as it is.
    by = chance("answers", story.case.number)
    for row in story.archive.rows[Attendance]:
        if row.meeting is not meeting:
            continue
        given = by.choices(ANSWERS, (6, 3, 1, 0.6))[0]
        if row.member.user_id == story.coordinator.pk:
            given = Answer.COMES
        if given == Answer.NONE:
            continue
        on = min(booked_on + dt.timedelta(days=by.randint(0, 3)), story.days.today)
        writer = row.member.user or story.coordinator
        story.archive.alter(
            row, on=on, by=writer,
            answer=given, stand_in=by.choice(STAND_INS) if given == Answer.SENDS_OTHER else "",
            answered_at=story.archive.moment(on), answered_by=writer,
        )  # fmt: skip


def tell(case_ids: Collection[UUID]) -> None:
    """Write what the invited adults' calendars were told when the meetings were booked: those mails have left."""
    tell_calendars(case_ids)
    OutboxMessage.objects.filter(kind=INVITATION.key, sent_at=None).update(sent_at=timezone.now(), attempts=1)
