"""A goal may name the challenge of the assessment it answers; the page shows a challenge that no goal answers."""

import pytest
from django.utils import timezone

from assessments.actions import change_part, order_assessment
from assessments.models import AssessmentPart, AssessmentReport
from goals.models import Goal
from tests.factories import AssessmentReportFactory, GoalFactory


@pytest.fixture
def assessed(cast):
    """Academic and social part and own words have a challenge each and are received; the report is shared."""
    assessment = order_assessment(case=cast.case, by=cast.anna)
    for kind in ("academic", "social", "own_words"):
        part = AssessmentPart.objects.get(assessment=assessment, kind=kind)
        data = {"strengths": "Rolig", "challenges": "Bliver træt", "received_on": timezone.localdate()}
        change_part(part=part, by=cast.anna, data=data)
    AssessmentReportFactory(
        case=cast.case,
        assessment=assessment,
        strengths="Rolig",
        final_on=timezone.localdate(),
        written_by=cast.anna,
    )
    return assessment


def without_goal(api, case):
    return api.get(f"cases/{case.pk}/goals/").json()["areas_without_goal"]


def goal(cast, *areas):
    return GoalFactory(case=cast.case, agreed_on=timezone.localdate(), areas=list(areas), by=cast.anna)


def test_a_challenge_without_a_goal_is_shown(cast, api_of, client_of, assessed):
    assert without_goal(api_of(cast.anna), cast.case) == ["Faglig", "Social trivsel"]
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/goals/").content.decode()
    assert "Udfordringer uden mål: faglig og social trivsel" in page


def test_before_the_report_is_shared_no_challenge_is_without_a_goal(cast, api_of, assessed):
    AssessmentReport.objects.update(final_on=None)
    assert without_goal(api_of(cast.anna), cast.case) == []


def test_a_goal_is_asked_for_its_area_only_where_something_was_assessed(cast, client_of):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/goals/new/").content.decode()
    assert "svarer på udfordringer i afdækningen" not in page.lower()


def test_a_goal_agreed_at_a_meeting_names_its_area(cast, api_of, client_of, assessed):
    form = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/log/").content.decode()
    assert 'name="goals-0-areas"' in form
    sent = {
        "case": str(cast.case.pk),
        "kind": "other",
        "held_on": timezone.localdate().isoformat(),
        "attended": [str(cast.teacher.pk)],
        "child_part": "whole",
        "goals": [{"title": "Store tal", "academic_goal": "Dividere", "areas": ["social"]}],
    }
    answer = api_of(cast.anna).post("meetings/log-held/", sent)
    assert answer.status_code == 201, answer.json()
    assert Goal.objects.get().areas == ["social"]


def test_a_goal_that_answers_it_takes_it_away(cast, api_of, assessed):
    made = goal(cast, "academic", "social")
    assert without_goal(api_of(cast.anna), cast.case) == []
    assert api_of(cast.anna).get(f"goals/{made.pk}/").json()["areas_labels"] == ["Faglig", "Social trivsel"]


def test_a_goal_that_has_ended_answers_nothing(cast, api_of, assessed):
    made = goal(cast, "academic")
    made.status, made.ended_on = "dropped", timezone.localdate()
    made.save(by=cast.anna)
    assert "Faglig" in without_goal(api_of(cast.anna), cast.case)


def test_a_challenge_the_user_may_not_read_is_not_shown(cast, api_of, assessed):
    assert without_goal(api_of(cast.vera), cast.case) == ["Faglig"]


def test_an_area_is_chosen_in_the_form(cast, client_of, assessed):
    client, url = client_of(cast.anna), f"/cases/{cast.case.pk}/goals/new/"
    assert "svarer på udfordringer i afdækningen" in client.get(url).content.decode().lower()
    sent = {
        "case": str(cast.case.pk),
        "title": "Store tal",
        "academic_goal": "Dividere",
        "areas": ["academic"],
        "agreed_on": timezone.localdate().isoformat(),
    }
    assert client.post(url, sent).status_code == 302
    assert Goal.objects.get().areas == ["academic"]


def test_a_new_round_begins_with_the_last_one(cast, api_of, assessed):
    made = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk)})
    assert made.status_code == 201, made.json()
    social = AssessmentPart.objects.get(assessment=made.json()["id"], kind="social")
    assert (social.strengths, social.received_on) == ("Rolig", None)
