"""Cases in lists, the overview, My day, search: who sees what."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import LookUp
from tests.factories import AgreementFactory, GoalFactory


def numbers(answer):
    return sorted(row["number"] for row in answer.json()["results"])


def test_a_coordinator_lists_her_own_cases_with_phase_and_next_step(cast, api_of):
    rows = api_of(cast.anna).get("cases/").json()["results"]
    assert sorted(row["first_name"] for row in rows) == ["Barn Et", "Barn To"]
    assert {row["phase_label"] for row in rows} == {"Afdækning"}
    assert rows[0]["next_step_label"] == "Bestil afdækning"


def test_a_supervisor_lists_the_cases_at_her_school(cast, api_of):
    assert numbers(api_of(cast.vera).get("cases/")) == [cast.case.number]


def test_a_manager_lists_the_units_cases_without_names(cast, api_of):
    answer = api_of(cast.lars).get("cases/")
    assert numbers(answer) == sorted([cast.case.number, cast.other_case.number, cast.karls_case.number])
    assert "Barn" not in answer.content.decode()


def test_a_manager_cannot_find_a_case_by_the_childs_name(cast, api_of):
    assert api_of(cast.lars).get("cases/", q="Barn").json()["count"] == 0
    assert api_of(cast.lars).post("search/", {"q": "Barn"}).json()["results"] == []


def test_a_list_is_one_row_in_the_log_with_all_its_children(cast, api_of):
    before = LookUp.objects.count()
    api_of(cast.anna).get("cases/")
    assert LookUp.objects.count() == before + 1
    assert set(LookUp.objects.latest("at").child_ids) == {cast.child.pk, cast.other_child.pk}


def test_the_list_is_filtered_by_phase(cast, api_of):
    assert api_of(cast.anna).get("cases/", phase="support").json()["count"] == 0
    assert api_of(cast.anna).get("cases/", phase="assessment").json()["count"] == 2


def test_an_unknown_filter_value_is_named(cast, api_of):
    answer = api_of(cast.anna).get("cases/", phase="lunch")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "phase"


def test_a_list_needs_no_more_queries_for_many_rows_than_for_few(cast, api_of):
    api = api_of(cast.anna)
    api.get("cases/")
    with CaptureQueriesContext(connection) as few:
        api.get("cases/", page_size=1)
    with CaptureQueriesContext(connection) as many:
        api.get("cases/", page_size=2)
    assert len(few) == len(many)


@pytest.mark.parametrize("typed", ["barn et", "BARN E", "prøve", "proeve"])
def test_search_finds_danish_letters_however_typed(cast, api_of, typed):
    assert "Barn Et Prøve" in [
        row["label"] for row in api_of(cast.anna).post("search/", {"q": typed}).json()["results"]
    ]


def test_search_finds_a_case_number(cast, api_of):
    found = api_of(cast.anna).post("search/", {"q": cast.case.number}).json()["results"]
    assert [row["label"] for row in found] == ["Barn Et Prøve"]


def test_search_gives_no_child_of_a_colleague(cast, api_of):
    assert api_of(cast.karl).post("search/", {"q": "Barn Et"}).json()["results"] == []


@pytest.mark.parametrize("page", ["overview", "timeline", "history", "follow-up-dates"])
@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_the_pages_of_a_case_are_closed_to_others(cast, api_of, page, who):
    assert api_of(getattr(cast, who)).get(f"cases/{cast.case.pk}/{page}/").status_code == 404


def test_the_childs_words_are_closed_to_the_supervisor_until_shared(cast, api_of):
    GoalFactory(
        case=cast.case,
        title="Store tal",
        academic_goal="Dividere",
        child_words="Det er svært",
        agreed_on=dt.date(2026, 9, 1),
    )
    goal = api_of(cast.vera).get(f"cases/{cast.case.pk}/overview/").json()["goals"][0]
    assert (goal["child_words"], goal["words_restricted"]) == (None, True)


def test_my_day_shows_what_is_due_and_why(cast, api_of):
    day = api_of(cast.anna).get("my-day/").json()
    assert day["counts"]["overdue"] == 2
    assert "afdækningen er ikke bestilt" in day["steps"][0]["why"]


def test_my_day_is_the_coordinators_only(cast, api_of):
    assert api_of(cast.vera).get("my-day/").status_code == 404


def test_my_day_needs_no_more_queries_for_many_cases_than_for_one(cast, api_of):
    with CaptureQueriesContext(connection) as two:
        api_of(cast.anna).get("my-day/")
    with CaptureQueriesContext(connection) as one:
        api_of(cast.karl).get("my-day/")
    assert len(one) == len(two)


def put_off(cast, api, days=14, step="order_assessment"):
    until_on = timezone.localdate() + dt.timedelta(days=days)
    sent = {
        "case": str(cast.case.pk),
        "step": step,
        "until_on": str(until_on),
        "cause": "change",
        "reason": "Skoleskift",
    }
    return api.post("postponements/", sent)


def test_a_step_is_postponed_with_a_reason_that_stays_on_the_timeline(cast, api_of):
    api = api_of(cast.anna)
    assert put_off(cast, api).status_code == 201
    step = api.get(f"cases/{cast.case.pk}/overview/").json()["next_step"]
    assert (step["postponed"], step["why"].endswith(": Skoleskift")) == (True, True)
    assert api.get(f"cases/{cast.case.pk}/timeline/").json()["results"][0]["kind"] == "postponed"


@pytest.mark.parametrize(
    ("days", "step", "field"),
    [(0, "order_assessment", "until_on"), (93, "order_assessment", "until_on"), (14, "set_goals", "step")],
)
def test_a_step_is_postponed_for_a_round_at_most(cast, api_of, days, step, field):
    answer = put_off(cast, api_of(cast.anna), days, step)
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_an_agreement_is_followed_up_and_not_put_off(cast, api_of):
    """The step stands for all due agreements: postponing one would hide the others."""
    owner, today = cast.supervisor_member, timezone.localdate()
    AgreementFactory(case=cast.case, owner=owner, what="Læsemakker", from_on=today, due_on=today)
    api = api_of(cast.anna)
    shown = api.get(f"cases/{cast.case.pk}/overview/").json()
    (step,) = [each for each in [shown["next_step"], *shown["further_steps"]] if each["step"] == "follow_agreement"]
    assert step["abilities"] == {"do": True, "postpone": False}
    assert put_off(cast, api, step="follow_agreement").json()["errors"][0]["field"] == "step"


@pytest.mark.parametrize(("who", "may"), [("anna", True), ("vera", False), ("petra", False)])
def test_only_the_coordinator_of_the_case_postpones_a_step(cast, api_of, who, may):
    assert (put_off(cast, api_of(getattr(cast, who))).status_code == 201) == may


def test_the_timeline_is_narrowed_by_kind(cast, api_of):
    rows = api_of(cast.anna).get(f"cases/{cast.case.pk}/timeline/", kind="case_opened").json()["results"]
    assert [row["kind"] for row in rows] == ["case_opened"]


def test_the_history_names_who_did_it_and_what_changed(cast, api_of):
    api = api_of(cast.anna)
    api.patch(f"children/{cast.child.pk}/", {"last_name": "Ny"}, version=cast.child.version)
    row = api.get(f"cases/{cast.case.pk}/history/").json()["results"][0]
    assert row["by"] == "Anna Prøve"
    assert [(field["label"], field["before"], field["after"]) for field in row["fields"]] == [
        ("efternavn", "Prøve", "Ny")
    ]


def test_a_search_is_a_look_and_not_a_writing(cast, api_of):
    api_of(cast.anna).post("search/", {"q": "Barn Et"})
    assert LookUp.objects.latest("at").action == "read"


def test_a_chosen_day_in_a_school_holiday_is_said_to_be_closed(cast, api_of):
    dates = api_of(cast.anna).get(f"cases/{cast.case.pk}/follow-up-dates/", on="2027-02-15,2027-03-01,x").json()
    assert dates["closed"] == {"2027-02-15": "vinterferie"}
