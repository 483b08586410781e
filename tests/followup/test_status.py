"""Where a case is in the cycle, and what is next."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import AssessmentPart
from children import actions
from followup.api.overview import phase_row
from followup.facts import facts_of
from followup.models import CaseStatus
from followup.status import compute, phase_of, refresh, refresh_all, statuses
from followup.steps import home_sparring_due_on, school_sparring_due_on, steps
from tests.factories import (
    AgreementFactory,
    AssessmentFactory,
    AssessmentPartFactory,
    AssessmentReportFactory,
    GoalFactory,
    MeetingFactory,
    PostponementFactory,
    SparringFactory,
)

TODAY = dt.date(2026, 11, 2)
HELD_ON = dt.date(2026, 9, 1)


def facts(case):
    return facts_of([case.pk])[case.pk]


def step_names(case):
    return [step.step for step in steps(facts(case), TODAY)]


def held_meeting(case, kind="start_up", on=HELD_ON):
    at = dt.datetime.combine(on, dt.time(10), tzinfo=dt.UTC)
    return MeetingFactory(case=case, kind=kind, starts_at=at, state="held", held_on=on, child_words="Det går godt")


def planned_meeting(case, at, kind="follow_up"):
    MeetingFactory(case=case, kind=kind, starts_at=at)


def stepper(case):
    return {row["key"]: row["text"] for row in phase_row(facts(case), TODAY)}


def goal(case, **fields):
    GoalFactory(case=case, agreed_on=HELD_ON, **fields)


def assessed(case, by, *, received=4, final=True):
    assessment = AssessmentFactory(case=case, ordered_on=dt.date(2026, 8, 20))
    for index, kind in enumerate(AssessmentPart.Kind):
        day = dt.date(2026, 8, 27) if index < received else None
        AssessmentPartFactory(case=case, assessment=assessment, kind=kind, received_on=day)
    if final:
        AssessmentReportFactory(
            case=case, assessment=assessment, strengths="Nysgerrig", final_on=dt.date(2026, 8, 31), written_by=by
        )


def test_a_new_case_is_in_assessment_and_the_assessment_is_to_be_ordered(cast):
    assert phase_of(facts(cast.case), TODAY) == "assessment"
    assert step_names(cast.case) == ["order_assessment"]


def test_an_ordered_assessment_is_waited_for_until_all_parts_are_there(cast):
    assessed(cast.case, cast.anna, received=3, final=False)
    assert step_names(cast.case) == ["receive_assessment"]


def test_a_received_assessment_is_to_be_shared(cast):
    assessed(cast.case, cast.anna, final=False)
    assert step_names(cast.case) == ["share_assessment"]


def test_a_shared_assessment_leads_to_a_start_up_meeting(cast):
    assessed(cast.case, cast.anna)
    assert phase_of(facts(cast.case), TODAY) == "goals"
    assert step_names(cast.case) == ["book_start_up"]


def test_after_the_start_up_meeting_goals_are_to_be_agreed(cast):
    assessed(cast.case, cast.anna)
    held_meeting(cast.case)
    assert phase_of(facts(cast.case), TODAY) == "goals"
    assert step_names(cast.case)[0] == "set_goals"


def test_with_an_open_goal_the_case_is_in_support(cast):
    held_meeting(cast.case)
    goal(cast.case)
    assert phase_of(facts(cast.case), TODAY) == "support"


def test_the_case_is_in_follow_up_from_the_day_the_window_opens(cast):
    held_meeting(cast.case)
    goal(cast.case)
    assert phase_of(facts(cast.case), dt.date(2026, 11, 30)) == "support"
    assert phase_of(facts(cast.case), dt.date(2026, 12, 1)) == "follow_up"


def test_a_booked_follow_up_takes_the_place_of_booking_one(cast):
    held_meeting(cast.case)
    planned_meeting(cast.case, dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC))
    assert "hold_meeting" in step_names(cast.case)
    assert "book_follow_up" not in step_names(cast.case)


def test_a_booked_start_up_is_shown_where_goals_are_agreed_and_not_as_a_follow_up(cast):
    assessed(cast.case, cast.anna)
    planned_meeting(cast.case, dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC), kind="start_up")
    assert stepper(cast.case)["goals"] == "Opstartsmøde booket d. 12. november"
    assert stepper(cast.case)["follow_up"] == "Tælles fra opstartsmødet"
    assert phase_of(facts(cast.case), TODAY) == "goals"


def test_a_start_up_booked_again_is_no_follow_up(cast):
    held_meeting(cast.case)
    goal(cast.case)
    planned_meeting(cast.case, dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC), kind="start_up")
    assert phase_of(facts(cast.case), TODAY) == "support"


def test_a_start_up_that_is_over_is_to_be_written_down(cast):
    planned_meeting(cast.case, dt.datetime(2026, 10, 30, 9, tzinfo=dt.UTC), kind="start_up")
    assert stepper(cast.case)["goals"] == "Referat mangler fra d. 30. oktober"


def test_a_start_up_held_before_the_assessment_leaves_the_assessment_visible(cast):
    held_meeting(cast.case)
    assert "order_assessment" in step_names(cast.case)


def test_a_cancelled_meeting_counts_for_nothing(cast):
    meeting = held_meeting(cast.case)
    meeting.state, meeting.held_on = "cancelled", None
    meeting.save()
    assert facts(cast.case).last_meeting_on is None


def sparring(cast, on, receiver, setting="school"):
    SparringFactory(case=cast.case, held_on=on, giver=cast.vera, setting=setting, receivers=[receiver])


def test_sparring_at_school_is_due_eight_weeks_after_the_last(cast):
    held_meeting(cast.case)
    sparring(cast, dt.date(2026, 9, 15), cast.teacher)
    assert compute(facts(cast.case), TODAY).school_sparring_due_on == dt.date(2026, 11, 10)


def test_a_follow_up_does_not_excuse_a_missing_sparring(cast):
    held_meeting(cast.case)
    before = compute(facts(cast.case), TODAY)
    held_meeting(cast.case, "follow_up", on=dt.date(2026, 12, 3))
    after = compute(facts(cast.case), dt.date(2026, 12, 4))
    assert after.school_sparring_due_on == before.school_sparring_due_on
    assert after.home_sparring_due_on == before.home_sparring_due_on


@pytest.mark.parametrize(
    ("setting", "who", "counts"),
    [
        ("school", "teacher", True),
        ("school", "caregiver", False),
        ("school", "coordinator_member", False),
        ("home", "caregiver", True),
        ("home", "teacher", False),
        ("home", "coordinator_member", False),
    ],
)
def test_only_school_professionals_at_school_and_caregivers_at_home_count(cast, setting, who, counts):
    held_meeting(cast.case)
    before = facts(cast.case)
    sparring(cast, dt.date(2026, 9, 15), getattr(cast, who), setting)
    after = facts(cast.case)
    due = school_sparring_due_on if setting == "school" else home_sparring_due_on
    assert (due(after) > due(before)) is counts
    assert after.last_contact_on == dt.date(2026, 9, 15)


def test_the_support_phase_is_done_only_after_sparring_in_this_round(cast):
    held_meeting(cast.case)
    goal(cast.case)
    in_the_window = dt.date(2026, 12, 2)
    assert phase_row(facts(cast.case), in_the_window)[2]["state"] == "missing"
    sparring(cast, dt.date(2026, 9, 15), cast.teacher)
    assert phase_row(facts(cast.case), in_the_window)[2]["state"] == "missing"
    sparring(cast, dt.date(2026, 9, 20), cast.caregiver, setting="home")
    assert phase_row(facts(cast.case), dt.date(2026, 12, 2))[2]["state"] == "missing"
    sparring(cast, dt.date(2026, 11, 20), cast.teacher)
    assert phase_row(facts(cast.case), in_the_window)[2]["state"] == "done"


def test_a_booked_meeting_without_minutes_whose_day_is_over_silences_no_reminder(cast):
    held_meeting(cast.case)
    planned_meeting(cast.case, dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC))
    after = [step.step for step in steps(facts(cast.case), dt.date(2026, 12, 4))]
    assert {"write_minutes", "book_follow_up"} <= {*after}
    assert "hold_meeting" not in after
    assert phase_row(facts(cast.case), dt.date(2026, 12, 4))[3]["text"].startswith("Referat mangler fra ")


def test_a_new_round_of_assessment_does_not_hide_that_the_start_up_is_to_be_booked(cast):
    assessed(cast.case, cast.anna)
    AssessmentFactory(case=cast.case, round=2, ordered_on=dt.date(2026, 10, 1))
    assert {"receive_assessment", "book_start_up"} & {*step_names(cast.case)} >= {"book_start_up"}
    assert facts(cast.case).report_final_on is None


def test_in_a_case_opened_again_nothing_is_late_because_of_the_time_in_between(cast):
    assessed(cast.case, cast.anna)
    held_meeting(cast.case)
    sparring(cast, dt.date(2026, 9, 15), cast.teacher)
    case = actions.close_case(case=cast.case, by=cast.anna, reason="moved", closed_on=TODAY)
    back_on = dt.date(2028, 1, 17)
    with time_machine.travel(dt.datetime(2028, 1, 17, 9, tzinfo=dt.UTC), tick=False):
        actions.reopen_case(case=case, by=cast.anna)
    found = steps(facts(cast.case), back_on)
    assert found
    assert all(step.late_on > back_on for step in found)


def test_another_meeting_that_is_booked_is_the_next_one_and_silences_nothing(cast):
    held_meeting(cast.case)
    planned_meeting(cast.case, dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC), kind="child_talk")
    assert [step.step for step in steps(facts(cast.case), dt.date(2026, 12, 2))].count("hold_meeting") == 1
    assert "book_follow_up" in [step.step for step in steps(facts(cast.case), dt.date(2026, 12, 2))]


def test_an_agreement_past_its_date_comes_first(cast):
    held_meeting(cast.case)
    goal(cast.case)
    due_on = dt.date(2026, 9, 20)
    AgreementFactory(case=cast.case, owner=cast.teacher, from_on=HELD_ON, due_on=due_on)
    first = next(step for step in steps(facts(cast.case), TODAY) if step.step != "order_assessment")
    assert (first.step, first.due_on) == ("follow_agreement", due_on)


def test_a_postponed_step_comes_up_again_on_its_day(cast):
    until_on = dt.date(2026, 12, 1)
    PostponementFactory(case=cast.case, step="order_assessment", until_on=until_on)
    step = steps(facts(cast.case), TODAY)[0]
    assert (step.comes_on, step.postponed_for) == (until_on, "Flytter")


def test_a_closed_case_is_not_waited_for(cast):
    held_meeting(cast.case)
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    row = CaseStatus.objects.get(case=cast.case)
    assert (row.last_meeting_on, row.window_opens_on, row.window_closes_on) == (HELD_ON, None, None)
    assert (row.school_sparring_due_on, row.home_sparring_due_on) == (None, None)


@pytest.mark.parametrize("prepare", [lambda case: None, held_meeting, goal])
def test_the_stored_row_equals_the_computed_one(cast, prepare):
    prepare(cast.case)
    refresh([cast.case.pk], TODAY)
    kept, computed = CaseStatus.objects.get(case=cast.case), statuses([cast.case.pk], TODAY)[0]
    for field in CaseStatus._meta.concrete_fields:
        if field.name != "computed_at":
            assert getattr(kept, field.attname) == getattr(computed, field.attname), field.name


def test_every_write_updates_the_row(cast):
    held_meeting(cast.case)
    assert CaseStatus.objects.get(case=cast.case).last_meeting_on == HELD_ON


def test_the_nightly_job_moves_the_phase_with_the_day(cast):
    held_meeting(cast.case)
    goal(cast.case)
    refresh_all(dt.date(2026, 12, 1))
    assert CaseStatus.objects.get(case=cast.case).phase == "follow_up"


def test_facts_of_many_cases_cost_no_more_queries_than_of_one(cast):
    ids = [cast.case.pk, cast.other_case.pk, cast.karls_case.pk]
    with CaptureQueriesContext(connection) as one:
        facts_of(ids[:1])
    with CaptureQueriesContext(connection) as many:
        facts_of(ids)
    assert len(one) == len(many)
