"""A coordinator's spreadsheet through the API: tried, carried out, discarded."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Institution, School
from children.importing import carry_out
from children.models import Case, CaseEvent, Child, ImportJob, NetworkMember, Placement, Schooling
from core.models import Change, LookUp
from followup.models import CaseStatus
from tests.children import sheets
from tests.children.importing import carried_out, remarks, tried, upload
from tests.factories import PlacementFactory

MODELS = (Child, Case, CaseEvent, CaseStatus, NetworkMember, Placement, Schooling, School, Institution, Change)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


def everything():
    return {model: model.objects.count() for model in MODELS}


def test_a_trial_writes_nothing(anna):
    before = everything()
    job = tried(anna, sheets.child(), sheets.child(Fornavn="Et Til", Skole="Helt Ny Skole"))
    assert (job["state"], job["counts"]["children"], job["counts"]["schools"]) == ("checked", 2, 1)
    assert everything() == before


def test_every_new_child_gets_a_case_with_the_coordinator_who_uploaded_the_file(anna, cast):
    assert carried_out(anna, sheets.child())["state"] == "done"
    child = Child.objects.get(first_name="Nyt Barn")
    case = child.cases.get()
    assert case.opened_on == dt.date(2026, 11, 2)
    assert case.number == "2026-0004"
    assert NetworkMember.objects.get(child=child, kind="coordinator").user == cast.anna
    assert CaseStatus.objects.get(case=case).phase == "assessment"
    assert CaseEvent.objects.get(case=case).kind == "case_opened"
    assert anna.get(f"cases/{case.pk}/").status_code == 200


def test_the_same_file_twice_adds_nothing(anna):
    rows = [
        sheets.child(Fødselsdato="", Køn="", CPR_nummer="0303154004"),
        sheets.child(Fornavn="Uden Datoer", Skolestart="", Anbringende_kommune="", Skoletilbud=""),
        sheets.child(
            Fornavn="På Institution",
            Anbringelsestype="Børne- og ungehjem (døgninstitution)",
            Anbringelsessted="Huset Opdigtet",
        ),
    ]
    carried_out(anna, *rows)
    before = everything()
    again = carried_out(anna, *rows)
    assert everything() == before
    assert (again["counts"]["children"], again["counts"]["existing"]) == (0, 3)
    assert sum(again["counts"][name] for name in ("placements", "schoolings", "members", "schools")) == 0


def test_all_rows_or_none(anna):
    job = tried(anna, sheets.child(), sheets.child(Fornavn="Forkert", Fødselsdato="31-02-2015"))
    assert job["counts"]["errors"] == 1
    assert job["abilities"]["carry_out"] is False
    assert anna.post(f"imports/{job['id']}/carry-out/").status_code == 409
    assert not Child.objects.filter(last_name="Prøve", first_name="Nyt Barn").exists()


def test_a_failure_on_the_way_leaves_nothing_and_can_be_tried_again(anna, monkeypatch):
    job = tried(anna, sheets.child())
    before = everything()
    with monkeypatch.context() as broken:
        broken.setattr("children.importing.writing._let_supervisors_in", lambda *args: 1 / 0)
        assert anna.post(f"imports/{job['id']}/carry-out/").json()["state"] == "failed"
    assert everything() == before
    assert anna.post(f"imports/{job['id']}/carry-out/").json()["state"] == "done"


def test_the_report_names_row_and_column_and_says_what_to_do(anna):
    job = tried(anna, sheets.child(Klassetrin="11"), sheets.child(Fornavn="Et Til", Anbragt_fra="", Skole=""))
    assert remarks(job, "error") == [
        ("Skole", [3], "Skriv skolens navn, eller slet resten om skolen."),
        ("Klassetrin", [2], "Klassetrinnet skal være fra 0 til 10. Skriv for eksempel 5 eller 5.b."),
        ("Anbragt fra", [3], "Skriv den dag, barnet flyttede ind."),
    ]


def test_no_message_repeats_what_is_personal(anna):
    slipped = sheets.child(
        Køn="Barnets Hemmelige Navn", Anbringelsestype="Barnets Hemmelige Navn", Fødselsdato="030315-4004"
    )
    job = tried(anna, slipped)
    assert "Hemmelige" not in str(job)
    assert "4004" not in str(job)
    assert "Hemmelige" not in str(ImportJob.objects.filter(pk=job["id"]).values())


def test_the_number_of_queries_does_not_depend_on_the_rows(cast):
    def asked(count):
        with CaptureQueriesContext(connection) as queries:
            carry_out.try_out(sheets.csv(*sheets.many(count)), "a.csv", by=cast.anna)
        return len(queries)

    assert asked(2) == asked(50)


def test_what_is_carried_out_is_logged_with_every_child(anna, cast):
    carried_out(anna, sheets.child(), sheets.child(Fornavn="Et Til"))
    look = LookUp.objects.get(route="api:import-carry-out")
    made = Child.objects.filter(first_name__in=["Nyt Barn", "Et Til"]).values_list("pk", flat=True)
    assert (look.user, set(look.child_ids), look.classes) == (cast.anna, set(made), "AB")


def test_rows_are_kept_encrypted_and_wiped_when_they_are_in(anna):
    def stored(job):
        with connection.cursor() as cursor:
            cursor.execute("SELECT kept FROM children_importjob WHERE id = %s", [job["id"]])
            return cursor.fetchone()[0]

    job = tried(anna, sheets.child())
    assert stored(job).startswith("1:")
    assert "Nyt Barn" not in stored(job)
    anna.post(f"imports/{job['id']}/carry-out/")
    assert stored(job) == ""


def test_nobody_else_finds_an_import(anna, cast, api_of):
    job = tried(anna, sheets.child())
    for name in ("karl", "nora", "vera", "petra", "lars", "adam"):
        other = api_of(getattr(cast, name))
        assert other.get(f"imports/{job['id']}/").status_code == 404
        assert other.get(f"imports/{job['id']}/report/").status_code == 404
        assert other.post(f"imports/{job['id']}/carry-out/").status_code == 404
        assert other.post(f"imports/{job['id']}/discard/").status_code == 404


@pytest.mark.parametrize("name", ["vera", "petra", "lars", "adam"])
def test_only_coordinators_import(cast, api_of, name):
    api = api_of(getattr(cast, name))
    assert upload(api, sheets.csv(sheets.child())).status_code == 404
    assert api.get("imports/").status_code == 404
    assert api.get("imports/template/").status_code == 404


def test_a_tried_file_can_be_discarded(anna):
    job = tried(anna, sheets.child())
    assert anna.post(f"imports/{job['id']}/discard/").status_code == 204
    assert anna.get(f"imports/{job['id']}/").status_code == 404
    assert not ImportJob.objects.exists()


def test_a_tried_file_is_gone_after_a_day(anna, cast, api_of):
    job = tried(anna, sheets.child())
    with time_machine.travel(dt.datetime(2026, 11, 3, 10, tzinfo=dt.UTC), tick=False):
        assert api_of(cast.anna).get(f"imports/{job['id']}/").status_code == 404
        carry_out.pending()
    assert not ImportJob.objects.exists()


def test_a_carried_out_file_cannot_be_carried_out_again(anna):
    job = carried_out(anna, sheets.child())
    assert anna.post(f"imports/{job['id']}/carry-out/").status_code == 409
    assert anna.post(f"imports/{job['id']}/discard/").status_code == 409


def test_changes_since_the_trial_are_reported_and_nothing_is_written(anna, cast):
    job = tried(
        anna, sheets.child(Fornavn="Barn Et", Fødselsdato="04-05-2014", Anbragt_fra="01-02-2026", Klassetrin="6.b")
    )
    assert job["counts"]["errors"] == 0
    Placement.objects.filter(child=cast.child).delete()
    PlacementFactory(
        child=cast.child, kind="foster", place="Et Sted", placing_municipality="P", from_on=dt.date(2026, 2, 1)
    )
    again = anna.post(f"imports/{job['id']}/carry-out/").json()
    assert (again["state"], again["has_changed"], again["counts"]["errors"]) == ("checked", True, 1)
    assert not Placement.objects.filter(place="Familien Opdigtet").exists()


def test_a_large_file_is_left_to_a_worker_and_shows_how_far_it_is(
    anna, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(carry_out, "AT_ONCE", 1)
    woken = []
    monkeypatch.setattr("children.api.imports.wake", woken.append)
    job = tried(anna, sheets.child(), sheets.child(Fornavn="Et Til"))
    with django_capture_on_commit_callbacks(execute=True):
        assert anna.post(f"imports/{job['id']}/carry-out/").json()["state"] == "running"
    assert [str(job_id) for job_id in woken] == [job["id"]]
    assert carry_out.pending() == 1
    done = anna.get(f"imports/{job['id']}/").json()
    assert (done["state"], done["rows_done"]) == ("done", 2)
    assert carry_out.pending() == 0


def test_a_job_that_kills_its_worker_is_given_up(anna):
    job = tried(anna, sheets.child())
    ImportJob.objects.filter(pk=job["id"]).update(state="running", attempts=3)
    assert carry_out.pending() == 0
    assert anna.get(f"imports/{job['id']}/").json()["state"] == "failed"


def test_more_children_than_the_year_has_numbers_are_refused(anna, cast):
    Case.objects.filter(pk=cast.case.pk).update(number="2026-9999")
    job = tried(anna, sheets.child())
    assert remarks(job, "error")[0][0] == ""
    assert "højst oprettes 9.999 forløb" in remarks(job, "error")[0][2]
