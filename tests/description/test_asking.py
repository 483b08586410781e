"""How the API is asked: known query names, paging and sorting, languages, and what may be written."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken
from core.problemtypes import KINDS
from goals.models import Goal
from tests.cast import BEGAN
from tests.factories import GoalFactory


@pytest.fixture
def goal(cast):
    return GoalFactory(case=cast.case, title="Store tal", academic_goal="Dividere", agreed_on=BEGAN)


@pytest.fixture
def program(cast):
    """A program of Anna's, with only her token."""
    _token, text = ApiToken.issue(cast.anna, "Udtræk", scope=ApiToken.Scope.READ)
    return lambda path, **headers: Client().get(
        f"/api/v1/{path}", headers={"Authorization": f"Bearer {text}", **headers}
    )


@pytest.mark.parametrize("path", ["goals/", "cases/", "account/", "notices/", "my-day/"])
def test_an_unknown_query_name_is_refused_and_named(cast, api_of, path):
    answer = api_of(cast.anna).get(path, staus="open")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "staus")


def test_a_pages_address_may_carry_names_of_its_own(cast, client_of):
    assert client_of(cast.anna).get("/cases/", {"fra": "mail"}).status_code == 200


def test_a_field_that_is_only_read_is_refused_and_makes_no_version(cast, api_of, goal):
    answer = api_of(cast.anna).patch(f"goals/{goal.pk}/", {"status": "reached"}, version=1)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "status")
    goal.refresh_from_db()
    assert goal.version == 1


def test_a_change_that_changes_nothing_makes_no_version(cast, api_of):
    url = f"placements/{cast.child.placements.get().pk}/"
    api = api_of(cast.anna)
    before = api.get(url).json()
    assert api.patch(url, {"place": before["place"]}, version=before["version"]).json()["version"] == before["version"]


def test_a_created_record_gives_its_address(cast, api_of):
    made = api_of(cast.anna).post("goals/", {"case": str(cast.case.pk), "title": "Gange", "academic_goal": "Gange"})
    assert made.headers["Location"] == made.json()["url"]
    assert api_of(cast.anna).client.get(made.headers["Location"]).status_code == 200


def test_a_list_gives_the_address_of_its_next_page(cast, api_of):
    api = api_of(cast.anna)
    first = api.get("cases/", page_size=1, state="all").json()
    assert first["previous"] is None
    second = api.client.get(first["next"]).json()
    assert (second["page"], second["results"][0]["id"] != first["results"][0]["id"]) == (2, True)
    assert second["previous"].endswith("page=1")


def test_a_list_gives_what_was_changed_since(cast, api_of, goal):
    GoalFactory(case=cast.case, title="Senere", agreed_on=BEGAN)
    Goal.objects.filter(pk=goal.pk).update(changed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    api = api_of(cast.anna)
    for since in ("2026-06-01T00:00:00+00:00", "2026-06-01T02:00:00 02:00", "2026-06-01"):
        assert [row["title"] for row in api.get("goals/", changed_since=since).json()["results"]] == ["Senere"]
    assert api.get("goals/", changed_since="i går").json()["errors"][0]["field"] == "changed_since"


def test_a_list_is_sorted_by_when_its_rows_were_changed(cast, api_of, goal):
    GoalFactory(case=cast.case, title="Senere", agreed_on=BEGAN)
    titles = [row["title"] for row in api_of(cast.anna).get("goals/", sort="-changed_at").json()["results"]]
    assert titles == ["Senere", "Store tal"]
    assert api_of(cast.anna).get("goals/", sort="child_words").status_code == 400


def test_a_case_in_a_list_names_its_child_except_to_a_manager(cast, api_of):
    rows = api_of(cast.anna).get("cases/").json()["results"]
    assert str(cast.child.pk) in {row["child"] for row in rows}
    assert all("child" not in row for row in api_of(cast.lars).get("cases/").json()["results"])


def test_a_program_is_answered_in_the_language_it_asks_for_else_in_its_users(cast, program):
    assert program("nowhere/", **{"Accept-Language": "en-GB,da;q=0.5"}).json()["title"] == "Not found"
    assert program("goals/?x=1").json()["title"] == "Noget skal rettes"
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(language="en")
    assert program("goals/?x=1").json()["title"] == "Something needs correcting"
    assert program("goals/?x=1", **{"Accept-Language": "da"}).json()["title"] == "Noget skal rettes"


@pytest.mark.parametrize("path", ["goals/?x=%00", f"goals/?x={'x' * 4001}"])
def test_an_address_no_view_sees_is_refused_in_the_language_asked_for(program, path):
    assert program(path, **{"Accept-Language": "en"}).json()["detail"] == "We could not understand what was sent."
    assert program(path).json()["detail"] == "Vi kunne ikke forstå det, der blev sendt."


def test_what_a_problem_means_is_told_to_anybody(db, client):
    told = client.get("/api/v1/goals/").json()
    assert client.get(told["type"]).json()["code"] == "not-signed-in"
    assert client.get("/api/v1/problems/").status_code == 200


def test_a_program_that_only_reads_is_told_that_it_may_do_nothing(cast, program, goal, api_of):
    path = f"goals/{goal.pk}/"
    assert any(api_of(cast.anna).get(path).json()["abilities"].values())
    assert not any(program(path).json()["abilities"].values())
    assert not any(program("goals/").json()["results"][0]["abilities"].values())
    assert not any(program(f"cases/{cast.case.pk}/overview/").json()["case"]["abilities"].values())


@pytest.mark.parametrize("media", ["application/json", "application/yaml", "application/vnd.oai.openapi", ""])
def test_the_description_is_given_by_every_usual_name(program, media):
    assert program("schema/", **({"Accept": media} if media else {})).status_code == 200


def test_only_the_users_choice_sets_the_language_and_not_the_browser(cast, client_of):
    answer = client_of(cast.anna).get("/api/v1/goals/?x=1", headers={"Accept-Language": "en"})
    assert answer.json()["title"] == "Noget skal rettes"


def test_a_problem_has_a_code_and_an_address_that_describes_it(cast, api_of):
    api = api_of(cast.anna)
    told = api.get(f"goals/{cast.case.pk}/").json()
    assert told["code"] == "not-found"
    assert told["type"].endswith(reverse("api:problem-detail", args=["not-found"]))
    assert api.get("problems/not-found/").json()["type"] == told["type"]
    assert [each["code"] for each in api.get("problems/").json()["results"]] == [kind.code for kind in KINDS]


def test_the_detail_of_an_api_error_does_not_refer_to_the_fields_below_it(cast, api_of):
    told = api_of(cast.anna).post("goals/", {}).json()
    assert "herunder" not in told["detail"]
