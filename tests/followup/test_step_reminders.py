"""Each step's reminder: who gets it, when, how often, and until when."""

import datetime as dt

import pytest
from django.utils import timezone

from assessments.models import AssessmentPart
from followup.models import CaseStep, Notice
from followup.reminders import remind
from followup.status import refresh, refresh_all
from meetings.models import Meeting
from tests.factories import (
    AgreementFactory,
    AssessmentFactory,
    AssessmentPartFactory,
    AssessmentReportFactory,
    AttendanceFactory,
    MeetingFactory,
)

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
HELD_ON = dt.date(2026, 9, 1)


def told(rule):
    return sorted(Notice.objects.filter(rule=rule).values_list("user__name", flat=True))


def noon(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


@pytest.fixture
def alone(cast):
    """Only Barn Et's case can cause reminders."""
    CaseStep.objects.exclude(case=cast.case).delete()
    return cast.case


def assessed(case, *, responsible=None, received_on=None, ordered_on=dt.date(2026, 8, 20)):
    assessment = AssessmentFactory(case=case, ordered_on=ordered_on)
    fields = {
        "received_on": received_on,
        "ordered_on": ordered_on,
        "responsible": responsible,
        "strengths": "Nysgerrig",
    }
    AssessmentPartFactory(case=case, assessment=assessment, kind="cognitive", **fields)
    return assessment


def start_up(case, on=HELD_ON):
    return MeetingFactory(
        case=case, kind="start_up", starts_at=noon(on), state="held", held_on=on, child_words="Det går godt"
    )


def test_an_assessment_not_ordered_in_two_weeks_reminds_the_coordinator_every_second_week(alone):
    for weeks in range(4):
        remind(dt.date(2026, 8, 31) + weeks * WEEK)
    assert told("order_assessment") == ["Anna Prøve"] * 2


def test_nobody_is_reminded_of_an_assessment_that_may_still_be_ordered(alone):
    remind(dt.date(2026, 8, 28))
    assert not Notice.objects.exists()


def test_a_part_two_weeks_late_reminds_its_psychologist_and_the_coordinator(cast, alone):
    psychologist = alone.child.networkmembers.get(user=cast.petra)
    assessed(alone, responsible=psychologist)
    remind(dt.date(2026, 11, 1))
    assert told("part_late") == []
    remind(dt.date(2026, 11, 2))
    assert told("part_late") == ["Anna Prøve", "Petra Prøve"]


def test_a_part_ordered_later_than_the_others_has_its_own_time(cast, alone):
    psychologist = alone.child.networkmembers.get(user=cast.petra)
    assessed(alone, responsible=psychologist)
    AssessmentPart.objects.update(ordered_on=dt.date(2026, 10, 1))
    remind(dt.date(2026, 11, 2))
    assert told("part_late") == ["Anna Prøve"]


def test_a_report_not_shared_two_weeks_after_the_last_part_reminds_the_coordinator(alone):
    assessed(alone, received_on=dt.date(2026, 8, 27))
    remind(dt.date(2026, 9, 10))
    assert told("report_not_shared") == ["Anna Prøve"]


def test_a_start_up_not_booked_two_weeks_after_sharing_reminds_the_coordinator(cast, alone):
    assessment = assessed(alone, received_on=dt.date(2026, 8, 27))
    final = {"final_on": dt.date(2026, 8, 31), "written_by": cast.anna}
    AssessmentReportFactory(case=alone, assessment=assessment, **final)
    remind(dt.date(2026, 9, 14))
    assert told("start_up_not_booked") == ["Anna Prøve"]


def test_goals_missing_two_weeks_after_the_meeting_remind_the_coordinator(alone):
    start_up(alone)
    remind(dt.date(2026, 9, 15))
    assert told("goals_missing") == ["Anna Prøve"]


def booked(cast, on):
    meeting = MeetingFactory(case=cast.case, kind="start_up", starts_at=noon(on))
    for member in (cast.coordinator_member, cast.supervisor_member, cast.teacher):
        AttendanceFactory(case=cast.case, meeting=meeting, member=member)
    return meeting


def test_the_day_before_a_meeting_those_invited_are_reminded(cast, alone):
    booked(cast, dt.date(2027, 3, 18))
    remind(dt.date(2027, 3, 16))
    assert told("meeting_tomorrow") == []
    remind(dt.date(2027, 3, 17))
    assert told("meeting_tomorrow") == ["Anna Prøve", "Vera Prøve"]


def test_a_meeting_on_a_monday_reminds_the_invited_on_friday(cast, alone):
    booked(cast, dt.date(2027, 3, 15))
    remind(dt.date(2027, 3, 12))
    assert told("meeting_tomorrow") == ["Anna Prøve", "Vera Prøve"]


def test_a_meeting_past_without_minutes_reminds_the_coordinator_each_week(cast, alone):
    booked(cast, dt.date(2027, 3, 10))
    for days in range(9):
        remind(dt.date(2027, 3, 10) + days * DAY)
    assert told("minutes_missing") == ["Anna Prøve"] * 2


def test_a_talk_outside_the_cycle_is_reminded_of_and_its_minutes_too(cast, alone):
    meeting = booked(cast, dt.date(2027, 3, 18))
    Meeting.objects.filter(pk=meeting.pk).update(kind="child_talk")
    refresh([alone.pk])
    for day in (17, 19):
        remind(dt.date(2027, 3, day))
    assert told("meeting_tomorrow") == ["Anna Prøve", "Vera Prøve"]
    assert told("minutes_missing") == ["Anna Prøve"]


@pytest.mark.parametrize("due_on", ["2026-12-21", "2026-12-25", "2026-12-28", "2027-01-02", "2027-01-04", "2027-01-06"])
def test_an_agreement_that_ends_around_a_holiday_reminds_its_owner_once_before_it(cast, alone, due_on):
    ends_on = dt.date.fromisoformat(due_on)
    AgreementFactory(case=alone, owner=cast.supervisor_member, from_on=HELD_ON, due_on=ends_on)
    for days in range((ends_on - dt.date(2026, 12, 14)).days):
        remind(dt.date(2026, 12, 14) + days * DAY)
    assert told("agreement_soon") == ["Vera Prøve"]


def test_an_agreement_reminds_its_owner_three_days_before_it_ends(cast, alone):
    due_on = dt.date(2026, 11, 20)
    AgreementFactory(case=alone, owner=cast.supervisor_member, from_on=HELD_ON, due_on=due_on)
    remind(dt.date(2026, 11, 16))
    assert told("agreement_soon") == []
    remind(dt.date(2026, 11, 17))
    assert told("agreement_soon") == ["Vera Prøve"]
    assert told("agreement_due") == []


def test_a_sparring_never_held_is_told_again_every_fourth_week(alone):
    start_up(alone)
    for weeks in range(6):
        remind(dt.date(2026, 10, 28) + weeks * WEEK)
    assert told("school_sparring") == ["Anna Prøve"] * 2 + ["Vera Prøve"] * 2


@pytest.mark.parametrize("closed", ["2026-12-25", "2026-12-26", "2026-12-24", "2026-10-14"])
def test_nobody_is_reminded_on_a_day_the_municipality_is_closed(alone, closed):
    remind(dt.date.fromisoformat(closed))
    assert not Notice.objects.exists()


def test_a_reminder_of_a_closed_day_is_sent_on_the_next_working_day(alone):
    start_up(alone)
    for day in range(19, 27):
        remind(dt.date(2026, 10, day))
    remind(dt.date(2026, 10, 10))
    assert {str(row.due_on) for row in Notice.objects.filter(rule="goals_missing")} == {"2026-09-15"}
    assert told("goals_missing") == ["Anna Prøve"]


def test_a_reminder_clears_itself_when_the_thing_is_done(cast, alone):
    remind(dt.date(2026, 9, 1))
    notice = Notice.objects.get(rule="order_assessment")
    assert notice.done_at is None
    assessed(alone)
    notice.refresh_from_db()
    assert notice.done_at is not None


def test_a_reminder_of_last_rounds_window_clears_when_the_follow_up_is_held(alone):
    start_up(alone)
    remind(dt.date(2027, 1, 5))
    held = dt.date(2027, 1, 6)
    MeetingFactory(case=alone, kind="follow_up", starts_at=noon(held), state="held", held_on=held)
    assert not Notice.objects.filter(rule="window_passed").standing().exists()


def test_a_reminder_is_open_again_when_its_step_is_undone(alone):
    start_up(alone)
    remind(dt.date(2026, 12, 2))
    refresh([alone.pk], dt.date(2026, 12, 2))
    meeting = MeetingFactory(case=alone, kind="follow_up", starts_at=noon(dt.date(2026, 12, 8)))
    refresh_all(dt.date(2026, 12, 2))
    assert not Notice.objects.filter(rule="window_open").standing().exists()
    meeting.state = "cancelled"
    meeting.save()
    refresh_all(dt.date(2026, 12, 2))
    assert Notice.objects.filter(rule="window_open").standing().exists()


def test_the_reminder_of_tomorrows_meeting_clears_when_the_day_is_over(cast, alone):
    booked(cast, dt.date(2027, 3, 18))
    remind(dt.date(2027, 3, 17))
    refresh_all(dt.date(2027, 3, 18))
    assert Notice.objects.filter(rule="meeting_tomorrow").standing().exists()
    refresh_all(dt.date(2027, 3, 19))
    assert not Notice.objects.filter(rule="meeting_tomorrow").standing().exists()
