"""A case between two meetings: what was promised, done, said and talked about since the last one."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tests.factories import (
    AgreementFactory,
    AttendanceFactory,
    DreamFactory,
    GoalFactory,
    GoalReviewFactory,
    HeldMeetingFactory,
    MeetingFactory,
    NetworkMemberFactory,
    SparringFactory,
)

DAY = dt.timedelta(days=1)


def between_meetings(cast: Any) -> SimpleNamespace:
    """Barn Et's case: the last meeting 90 days ago, the next in five, and one thing of each kind in between."""
    today, case = timezone.localdate(), cast.case
    last = HeldMeetingFactory(
        case=case, kind="follow_up", held_on=today - 90 * DAY, child_words="Matematik er svært", minutes="Referat"
    )
    coming = MeetingFactory(
        case=case, kind="follow_up", starts_at=timezone.now() + 5 * DAY, place="Aaskolen", child_part="part"
    )
    caseworker = NetworkMemberFactory(
        child=cast.child, kind="caseworker", name="Rie Rådgiver", from_on=today - 30 * DAY
    )
    for member in (cast.teacher, cast.caregiver, cast.coordinator_member):
        AttendanceFactory(meeting=last, case=case, member=member, attended=member != cast.caregiver)
        AttendanceFactory(meeting=coming, case=case, member=member)
    AttendanceFactory(meeting=coming, case=case, member=caseworker)
    goal = GoalFactory(
        case=case,
        title="Store tal",
        academic_goal="Dividere store tal",
        wellbeing_goal="Spørge om hjælp",
        child_words="Så kan jeg regne doser",
        small_steps=["Ti stykker om dagen"],
        agreed_on=today - 90 * DAY,
    )
    GoalReviewFactory(case=case, meeting=last, goal=goal, verdict="keep", happened="Det går fremad")
    return SimpleNamespace(
        last=last,
        coming=coming,
        caseworker=caseworker,
        goal=goal,
        dream=DreamFactory(case=case, told_on=today - 20 * DAY, words="Jeg vil være dyrlæge"),
        at_school=AgreementFactory(
            case=case,
            owner=cast.teacher,
            what="Makkerlæsning",
            from_on=last.held_on,
            origin="meeting",
            origin_id=last.pk,
            status="done",
            ended_on=today - 10 * DAY,
            followed_up_on=today - 10 * DAY,
            outcome="De læste hver dag",
        ),
        at_home=AgreementFactory(
            case=case,
            owner=cast.caregiver,
            what="Højtlæsning i sofaen",
            place="home",
            from_on=last.held_on,
            due_on=today - DAY,
            origin="meeting",
            origin_id=last.pk,
        ),
        school_sparring=SparringFactory(
            case=case, giver=cast.vera, receivers=[cast.teacher], held_on=today - 40 * DAY, question="Uro i timerne"
        ),
        home_sparring=SparringFactory(
            case=case,
            giver=cast.anna,
            receivers=[cast.caregiver],
            setting="home",
            form="home_visit",
            held_on=today - 30 * DAY,
            question="Skænderier om lektier",
        ),
    )
