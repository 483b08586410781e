"""Where the cases of the demo are in the cycle."""

import datetime as dt

import pytest

from accounts.models import User
from children.models import (
    Case,
    Handover,
)
from followup.calendar import SchoolCalendar, is_meeting_day
from followup.facts import facts_of
from followup.models import CaseStatus, Postponement
from followup.status import compute
from followup.steps import steps
from meetings.models import Meeting
from support.models import Sparring

from .town import TODAY, of_town, town

# One worker makes the demo and runs all tests that look at it.
pytestmark = [pytest.mark.usefixtures("demo_town"), pytest.mark.xdist_group("demo")]


def facts_for(email):
    user = User.objects.get(email=email)
    cases = Case.objects.visible_to(user).open()
    return facts_of([case.pk for case in cases])


def test_older_cases_follow_the_model_of_2019_and_newer_ones_the_revised():
    versions = list(of_town(Case).order_by("opened_on").values_list("model_version", flat=True))
    assert versions == sorted(versions)
    assert min(versions.count(2019), versions.count(2023)) >= len(versions) / 4


def test_supervisors_spar_with_the_home_in_revised_cases_only():
    hers = of_town(Sparring).filter(setting="home", giver__role="supervisor")
    assert set(hers.values_list("case__model_version", flat=True)) == {2023}


def test_the_coordinator_has_something_late_something_this_week_and_someone_to_wait_for():
    coming = [step for facts in facts_for("koordinator@demo.example").values() for step in steps(facts, TODAY)]
    sunday = TODAY + dt.timedelta(days=6 - TODAY.weekday())
    assert 3 <= sum(step.due_on < TODAY for step in coming) <= 15
    assert any(TODAY <= step.due_on <= sunday for step in coming)
    assert any(step.step == "receive_assessment" and step.due_on >= TODAY for step in coming)
    booked = Meeting.objects.planned().filter(starts_at__date__range=(TODAY, TODAY + dt.timedelta(days=7)))
    assert booked.filter(case__in=facts_for("koordinator@demo.example")).count() >= 2


def test_every_phase_and_every_step_of_the_cycle_is_there():
    found = {facts.case_id: steps(facts, TODAY) for facts in facts_for("koordinator@demo.example").values()}
    phases = set(CaseStatus.objects.filter(case__in=found).values_list("phase", flat=True))
    assert phases == {"assessment", "goals", "support", "follow_up"}
    seen = {step.step for each in found.values() for step in each}
    assert seen >= {
        "order_assessment", "receive_assessment", "share_assessment", "hold_meeting", "set_goals", "book_follow_up",
        "school_sparring", "home_sparring", "follow_agreement",
    }  # fmt: skip
    assert of_town(Postponement).exists()
    assert of_town(Handover).exists()


def test_meetings_were_held_on_days_a_meeting_can_be_held():
    calendar = SchoolCalendar(winter_week=7)
    days = set(Meeting.objects.held().filter(municipality=town()).values_list("held_on", flat=True))
    assert len(days) > 60
    assert all(is_meeting_day(day, calendar) and day <= TODAY for day in days)


def test_no_coordinator_has_two_meetings_ahead_on_one_day():
    booked = Meeting.objects.planned().of_the_cycle().filter(starts_at__date__gte=TODAY)
    leads = booked.filter(child__networkmembers__kind="coordinator", child__networkmembers__until_on=None)
    days = list(leads.values_list("child__networkmembers__user", "starts_at__date"))
    assert len(days) == len(set(days)) > 5


def test_only_cases_with_a_recent_first_meeting_have_no_goal():
    for facts in facts_for("koordinator@demo.example").values():
        if facts.meetings_held > 1:
            assert facts.open_goals > 0


def test_the_stored_status_matches_the_facts():
    for facts in facts_for("kollega@demo.example").values():
        kept, computed = CaseStatus.objects.get(case=facts.case_id), compute(facts, TODAY)
        assert (kept.phase, kept.next_step, kept.next_step_on) == (
            computed.phase,
            computed.next_step,
            computed.next_step_on,
        )
