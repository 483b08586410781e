"""A case in the API: opened, changed, closed, opened again, handed over, overseen."""

import uuid
from functools import partial

import pytest
from django.utils import timezone

from children.models import Case, CaseEvent, Handover, NetworkMember
from core.models import LookUp

OUTSIDERS = ["karl", "viggo", "lars", "adam", "nora"]


@pytest.fixture
def new_child(cast, api_of):
    made = api_of(cast.anna).post(
        "children/", {"first_name": "Ny", "last_name": "Prøve", "born_on": "2015-03-02", "gender": "boy"}
    )
    return made.json()["id"]


def close(api, case, **answers):
    data = {"close_reason": "moved", "closed_on": "2026-11-01", **answers}
    return api.client.post(
        f"/api/v1/cases/{case.pk}/close/", data, "application/json", headers={"If-Match": str(case.version)}
    )


def hand_over(api, case, to_user, **answers):
    data = {"to_user": str(to_user.pk), "must_know": "Ring altid før kl. 14.", **answers}
    return api.client.post(
        f"/api/v1/cases/{case.pk}/hand-over/", data, "application/json", headers={"If-Match": str(case.version)}
    )


def test_a_case_is_opened_for_a_child_with_a_number_of_its_own(cast, api_of, new_child):
    made = api_of(cast.anna).post("cases/", {"child": new_child})
    assert made.status_code == 201, made.json()
    assert made.json()["number"].startswith(f"{timezone.localdate().year}-")
    assert CaseEvent.objects.get(case=made.json()["id"]).kind == "case_opened"


def test_a_child_has_one_open_case_at_a_time(cast, api_of):
    answer = api_of(cast.anna).post("cases/", {"child": str(cast.child.pk)})
    assert answer.status_code == 400
    assert "allerede et åbent forløb" in answer.json()["errors"][0]["message"]


def test_a_case_is_not_opened_in_the_future(cast, api_of, new_child):
    answer = api_of(cast.anna).post("cases/", {"child": new_child, "opened_on": "2999-01-01"})
    assert answer.json()["errors"][0]["field"] == "opened_on"


def test_a_supervisor_opens_no_case(cast, api_of):
    assert api_of(cast.vera).post("cases/", {"child": str(cast.child.pk)}).status_code == 403


def test_nobody_opens_a_case_for_a_child_they_may_not_know(cast, api_of):
    answer = api_of(cast.karl).post("cases/", {"child": str(cast.child.pk)})
    assert answer.json()["errors"][0]["field"] == "child"


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("page", ["", "header/", "hand-over-form/"])
def test_a_case_the_user_has_no_part_in_is_answered_like_an_unknown_one(cast, api_of, who, page):
    api = api_of(getattr(cast, who))
    hidden, unknown = api.get(f"cases/{cast.case.pk}/{page}"), api.get(f"cases/{uuid.uuid4()}/{page}")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


def test_a_case_may_have_its_own_rhythm_with_a_reason(cast, api_of):
    api, path = api_of(cast.anna), f"cases/{cast.case.pk}/"
    rhythm = {"own_min_months": 2, "own_max_months": 3}
    refused = api.patch(path, rhythm, version=cast.case.version)
    assert refused.json()["errors"][0]["field"] == "cadence_reason"
    kept = api.patch(path, rhythm | {"cadence_reason": "Skoleskift på vej"}, version=cast.case.version)
    assert (kept.status_code, kept.json()["own_max_months"]) == (200, 3)


def test_a_supervisor_does_not_change_the_rhythm(cast, api_of):
    answer = api_of(cast.vera).patch(f"cases/{cast.case.pk}/", {"opened_on": "2026-01-01"}, version=cast.case.version)
    assert answer.status_code == 403


def test_closing_ends_the_others_access_and_the_coordinator_still_reads(cast, api_of):
    answer = close(api_of(cast.anna), cast.case, closing_note="Flytter til Nabostrup.")
    assert (answer.status_code, answer.json()["is_open"]) == (200, False)
    assert api_of(cast.vera).get(f"cases/{cast.case.pk}/").status_code == 404
    assert api_of(cast.petra).get(f"cases/{cast.case.pk}/").status_code == 404
    assert api_of(cast.anna).get(f"cases/{cast.case.pk}/").json()["closing_note"] == "Flytter til Nabostrup."


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"close_reason": ""}, "close_reason"), ({"closed_on": "2026-01-01"}, "closed_on"), ({"x": "1"}, "x")],
)
def test_an_impossible_closing_names_the_field(cast, api_of, answers, field):
    answer = close(api_of(cast.anna), cast.case, **answers)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert Case.objects.get(pk=cast.case.pk).is_open


def test_a_case_is_not_closed_in_the_future(cast, api_of):
    assert close(api_of(cast.anna), cast.case, closed_on="2999-01-01").json()["errors"][0]["field"] == "closed_on"


def test_a_case_someone_else_has_changed_is_not_closed(cast, api_of):
    api = api_of(cast.anna)
    api.patch(f"cases/{cast.case.pk}/", {"opened_on": "2026-08-18"}, version=cast.case.version)
    assert close(api, cast.case).status_code == 412
    assert Case.objects.get(pk=cast.case.pk).is_open


def test_a_second_click_on_close_is_no_conflict(cast, api_of):
    headers = {"If-Match": str(cast.case.version), "Idempotency-Key": "once"}
    data = {"close_reason": "moved", "closed_on": "2026-11-01"}
    path = f"/api/v1/cases/{cast.case.pk}/close/"
    answers = [api_of(cast.anna).client.post(path, data, "application/json", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]


def test_closing_needs_a_version(cast, api_of):
    assert api_of(cast.anna).post(f"cases/{cast.case.pk}/close/", {"close_reason": "moved"}).status_code == 428


def test_a_closed_case_is_opened_again_and_the_supervisor_is_back(cast, api_of):
    api = api_of(cast.anna)
    closed = close(api, cast.case).json()
    headers = {"If-Match": str(closed["version"])}
    answer = api.client.post(f"/api/v1/cases/{cast.case.pk}/reopen/", {}, "application/json", headers=headers)
    assert (answer.status_code, answer.json()["is_open"], answer.json()["close_reason"]) == (200, True, "")
    assert api_of(cast.vera).get(f"cases/{cast.case.pk}/").status_code == 200


def test_a_closed_case_is_not_changed(cast, api_of):
    api = api_of(cast.anna)
    closed = close(api, cast.case).json()
    assert (
        api.patch(f"cases/{cast.case.pk}/", {"opened_on": "2026-08-01"}, version=closed["version"]).status_code == 409
    )


def test_a_handover_moves_the_access_with_the_case(cast, api_of):
    answer = hand_over(api_of(cast.anna), cast.case, cast.karl, promised="Besøg på skolen inden jul.")
    assert (answer.status_code, answer.json()["to"]) == (200, "Karl Prøve")
    assert api_of(cast.anna).get(f"cases/{cast.case.pk}/").status_code == 404
    assert api_of(cast.karl).get(f"cases/{cast.case.pk}/").status_code == 200
    assert Handover.objects.get(case=cast.case).promised == "Besøg på skolen inden jul."


def test_a_handover_sent_twice_is_answered_as_the_first_time(cast, api_of):
    headers = {"If-Match": str(cast.case.version), "Idempotency-Key": "once"}
    data, path = {"to_user": str(cast.karl.pk), "must_know": "Ring først."}, f"/api/v1/cases/{cast.case.pk}/hand-over/"
    send = partial(api_of(cast.anna).client.post, path, content_type="application/json", headers=headers)
    answers = [send(data) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == {"number": cast.case.number, "to": "Karl Prøve"}
    assert Handover.objects.count() == 1
    assert send(data | {"must_know": "Andet."}).status_code == 422


def test_only_the_one_who_handed_over_is_answered_again(cast, api_of):
    headers = {"If-Match": str(cast.case.version), "Idempotency-Key": "once"}
    data, path = {"to_user": str(cast.karl.pk), "must_know": "Ring først."}, f"/api/v1/cases/{cast.case.pk}/hand-over/"
    api_of(cast.anna).client.post(path, data, "application/json", headers=headers)
    assert api_of(cast.nora).client.post(path, data, "application/json", headers=headers).status_code == 404
    again = api_of(cast.anna).client.post(path, data, "application/json", headers=headers | {"Idempotency-Key": "new"})
    assert again.status_code == 404


def test_a_handover_from_an_old_page_is_refused_with_the_reason(cast, api_of):
    api = api_of(cast.anna)
    api.patch(f"cases/{cast.case.pk}/", {"opened_on": "2026-08-18"}, version=cast.case.version)
    assert hand_over(api, cast.case, cast.karl).status_code == 412


@pytest.mark.parametrize("who", ["vera", "nora", "anna"])
def test_a_case_goes_to_another_coordinator_of_the_municipality_only(cast, api_of, who):
    answer = hand_over(api_of(cast.anna), cast.case, getattr(cast, who))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "to_user"
    assert not Handover.objects.exists()


def test_a_handover_holds_what_the_next_coordinator_must_know(cast, api_of):
    answer = hand_over(api_of(cast.anna), cast.case, cast.karl, must_know="")
    assert answer.json()["errors"][0]["field"] == "must_know"


def test_a_supervisor_hands_nothing_over(cast, api_of):
    assert hand_over(api_of(cast.vera), cast.case, cast.karl).status_code == 403


def test_the_handover_page_names_the_other_coordinators(cast, api_of):
    page = api_of(cast.anna).get(f"cases/{cast.case.pk}/hand-over-form/").json()
    assert [choice["label"] for choice in page["choices"]["to_user"]] == ["Karl Prøve"]
    assert page["case"]["child"]["full_name"] == "Barn Et Prøve"


def test_a_manager_opens_one_child_with_a_reason_that_stays(cast, api_of):
    api = api_of(cast.lars)
    answer = api.post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en forælder skal besvares"})
    assert answer.status_code == 201
    assert api.get(f"cases/{cast.case.pk}/").status_code == 200
    assert api.get(f"cases/{cast.other_case.pk}/").status_code == 404
    assert NetworkMember.objects.get(kind="oversight").reason == "Klage fra en forælder skal besvares"


def test_the_coordinator_sees_on_the_timeline_who_opened_the_case_and_on_the_network_why(cast, api_of):
    api_of(cast.lars).post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en forælder skal besvares"})
    event = api_of(cast.anna).get(f"cases/{cast.case.pk}/timeline/").json()["results"][0]
    assert (event["kind"], event["by"], event["detail"]) == ("oversight", "Lars Prøve", "")
    seen = api_of(cast.anna).get(f"cases/{cast.case.pk}/network/").json()["oversight"]
    assert [row["reason"] for row in seen] == ["Klage fra en forælder skal besvares"]


def test_the_coordinator_sees_why_a_manager_opened_the_case(cast, api_of):
    api_of(cast.lars).post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en forælder skal besvares"})
    assert api_of(cast.vera).get(f"cases/{cast.case.pk}/network/").json()["oversight"] == []


def test_the_second_to_open_a_case_is_refused(cast, api_of):
    for _time in range(2):
        api_of(cast.lars).post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en forælder skal besvares"})
    assert CaseEvent.objects.filter(case=cast.case, kind="oversight").count() == 1


def test_a_manager_opens_no_child_without_a_reason(cast, api_of):
    answer = api_of(cast.lars).post(f"cases/{cast.case.pk}/oversee/", {"reason": "kort"})
    assert answer.json()["errors"][0]["field"] == "reason"
    assert api_of(cast.lars).get(f"cases/{cast.case.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["anna", "vera", "adam", "nora"])
def test_nobody_else_finds_a_case_that_way(cast, api_of, who):
    answer = api_of(getattr(cast, who)).post(f"cases/{cast.case.pk}/oversee/", {"reason": "Vil bare gerne se det"})
    assert answer.status_code == 404


def test_a_manager_next_door_opens_nothing_here(cast, api_of):
    hidden = api_of(cast.lars).post(f"cases/{cast.noras_case.pk}/oversee/", {"reason": "Vil bare gerne se det"})
    assert hidden.status_code == 404


def test_every_look_at_a_case_names_the_child_in_the_log(cast, api_of):
    api_of(cast.anna).get(f"cases/{cast.case.pk}/header/")
    row = LookUp.objects.latest("at")
    assert (row.child_ids, row.classes, row.route) == ([cast.child.pk], "ABF", "api:case-header")
