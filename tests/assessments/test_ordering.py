"""Ordering an assessment and its parts."""

import datetime as dt

import pytest

from assessments.actions import order_assessment
from assessments.models import Assessment, AssessmentPart
from children.actions import close_case
from children.models import CaseEvent, Child, NetworkMember

from .conftest import TODAY, WEEK_AGO


def test_ordering_an_assessment_makes_its_four_parts(cast, api_of):
    made = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk), "purpose": "Hvad virker?"})
    assert made.status_code == 201, made.json()
    assert made.json()["round"] == 1
    kinds = AssessmentPart.objects.filter(assessment=made.json()["id"]).in_order().values_list("kind", flat=True)
    assert list(kinds) == ["cognitive", "academic", "social", "own_words"]


def test_a_part_is_ordered_when_somebody_is_named_for_it(cast, api_of):
    data = {"case": str(cast.case.pk), "academic_by": str(cast.supervisor_member.pk)}
    made = api_of(cast.anna).post("assessments/", data).json()
    rows = api_of(cast.anna).get("assessment-parts/", assessment=made["id"]).json()["results"]
    assert [row["state"] for row in rows] == ["not_ordered", "ordered", "not_ordered", "not_ordered"]


def test_ordering_is_on_the_timeline(cast, assessment):
    event = CaseEvent.objects.get(case=cast.case, kind=CaseEvent.Kind.ASSESSMENT_ORDERED)
    assert (event.record_id, event.happened_on, event.by) == (assessment.pk, WEEK_AGO, cast.anna)


def test_ordering_twice_with_one_key_orders_once(cast, api_of):
    api, data = api_of(cast.anna), {"case": str(cast.case.pk)}
    first, second = (api.post("assessments/", data, key="once").json()["id"] for _ in range(2))
    assert first == second
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_only_the_coordinator_orders(cast, api_of, who):
    answer = api_of(getattr(cast, who)).post("assessments/", {"case": str(cast.case.pk)})
    assert answer.status_code == 403
    assert not Assessment.objects.exists()


def test_a_stranger_cannot_order_for_a_child_she_may_not_know_of(cast, api_of):
    answer = api_of(cast.nora).post("assessments/", {"case": str(cast.case.pk)})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "case"


def test_nothing_is_ordered_in_a_closed_case(cast, api_of):
    close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    answer = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk)})
    assert (answer.status_code, "Genåbn det" in answer.json()["detail"]) == (409, True)


def test_a_psychologist_who_is_asked_gets_a_part_in_the_network(cast, api_of):
    assert not Child.objects.visible_to(cast.petra).filter(pk=cast.other_child.pk).exists()
    data = {"case": str(cast.other_case.pk), "psychologist": str(cast.petra.pk)}
    assert api_of(cast.anna).post("assessments/", data).status_code == 201
    assert Child.objects.visible_to(cast.petra).filter(pk=cast.other_child.pk).exists()


@pytest.mark.parametrize("who", ["vera", "nora", "lars"])
def test_only_the_municipalitys_psychologists_can_be_chosen(cast, api_of, who):
    data = {"case": str(cast.case.pk), "psychologist": str(getattr(cast, who).pk)}
    answer = api_of(cast.anna).post("assessments/", data)
    assert answer.json()["errors"][0]["field"] == "psychologist"
    assert not NetworkMember.objects.filter(child=cast.case.child, user=cast.nora).exists()


def test_somebody_from_another_childs_network_cannot_be_named(cast, api_of):
    other = NetworkMember.objects.get(child=cast.other_child, kind="coordinator")
    answer = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk), "social_by": str(other.pk)})
    assert answer.status_code == 400
    assert not Assessment.objects.exists()


def test_an_order_is_not_dated_ahead(cast, api_of):
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    answer = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk), "ordered_on": tomorrow})
    assert answer.json()["errors"][0]["field"] == "ordered_on"


def test_a_part_is_ordered_later_from_a_psychologist(cast, api_of, part):
    social = part("social")
    url, petra = f"assessment-parts/{social.pk}/order/", {"psychologist": str(cast.petra.pk)}
    answer = api_of(cast.anna).post(url, petra, version=social.version)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["responsible_name"] == "Petra Prøve"
    assert CaseEvent.objects.filter(record_id=social.pk, kind="assessment_ordered").exists()


def test_a_part_is_ordered_from_one_person(cast, api_of, part):
    url = f"assessment-parts/{part('social').pk}/order/"
    api, version = api_of(cast.anna), part("social").version
    named = {"psychologist": str(cast.petra.pk), "responsible": str(cast.coordinator_member.pk)}
    nobody, both = api.post(url, {}, version=version), api.post(url, named, version=version)
    assert nobody.status_code == both.status_code == 400
    assert "Vælg, hvem der skal lave delen" in nobody.json()["errors"][0]["message"]


def test_others_do_not_order_a_part(cast, api_of, part):
    url = f"assessment-parts/{part('academic').pk}/order/"
    assert api_of(cast.vera).post(url, {"responsible": str(cast.teacher.pk)}).status_code == 403


def test_a_new_round_cannot_begin_before_the_first_has_a_result(cast, api_of, assessment):
    answer = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk)})
    assert "allerede en afdækning i gang" in answer.json()["errors"][0]["message"]


def test_a_second_round_begins_with_the_first_ones_texts(cast, api_of, received):
    made = api_of(cast.anna).post("assessments/", {"case": str(cast.case.pk), "reuse": True}).json()
    cognitive = AssessmentPart.objects.get(assessment=made["id"], kind="cognitive")
    assert (made["round"], cognitive.strengths, cognitive.state) == (2, "Ser mønstre", "not_ordered")
    assert cognitive.reused_from.assessment == received


def test_a_second_round_can_begin_empty(cast, received):
    again = order_assessment(case=cast.case, by=cast.anna, reuse=False)
    assert not any(part.is_written or part.reused_from for part in again.parts.all())
