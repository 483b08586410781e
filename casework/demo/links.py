"""Links to people without an account: one for a booked meeting here and there, some of them opened."""

import datetime as dt

from guests.models import Link
from meetings.models import Meeting

from .chance import chance
from .days import DAY
from .story import Story

LASTS = dt.timedelta(days=14)


def give(story: Story, meeting: Meeting, booked_on: dt.date) -> None:
    """Give the teacher or the caregiver a link on paper, days before the meeting."""
    # Chance of its own, so that the rest of the demo stays as it is.
    by = chance("links", story.case.number)
    member = story.members.get(by.choice(["teacher", "caregiver"]))
    if member is None or meeting.starts_at <= story.archive.now or by.random() < 0.5:
        return
    # Who is invited after a link was given is given another.
    on = max(booked_on + DAY, story.days.today - by.randint(1, 4) * DAY)
    if on > story.days.today:
        return
    given_at = story.archive.moment(on)
    link = Link(member=member, task="meeting", record_id=meeting.pk, way=Link.Way.LETTER, expires_at=given_at + LASTS)
    if by.random() < 0.5:
        link.opened_at = story.archive.now
    story.keep(link, on=on)
    link.seal()
