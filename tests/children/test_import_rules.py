"""What an imported row becomes: recognised, added to what there is, or refused with what to do."""

import datetime as dt

import pytest
import time_machine

from accounts.models import School
from children.models import Case, CaseEvent, Child, Schooling
from core.models import Change, LookUp
from tests.children import sheets
from tests.children.importing import carried_out, remarks, tried


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


def test_rows_are_written_with_their_history(anna, cast):
    carried_out(anna, sheets.child())
    child = Child.objects.get(first_name="Nyt Barn")
    placement, schooling = child.placements.get(), child.schoolings.get()
    assert (placement.kind, placement.place, placement.from_on) == ("foster", "Familien Opdigtet", dt.date(2024, 2, 1))
    assert (schooling.school, schooling.grade, schooling.class_name) == (cast.school_a, 5, "5.b")
    adults = child.networkmembers.filter(user=None).order_by("kind").values_list("kind", "name", "organisation")
    assert list(adults) == [
        ("caregiver", "Kim Opdigtet", ""),
        ("caseworker", "Gry Opdigtet", "Prøvekøbing"),
        ("school_professional", "Pia Opdigtet", "Aaskolen"),
    ]
    written = Change.objects.filter(child_id=child.pk, kind="created", by=cast.anna).values_list("record_id", flat=True)
    members = child.networkmembers.values_list("pk", flat=True)
    assert {child.pk, child.cases.get().pk, placement.pk, schooling.pk, *members} == set(written)


def test_the_supervisor_of_the_school_is_let_in(anna, cast, api_of):
    carried_out(anna, sheets.child(), sheets.child(Fornavn="Et Andet", Skole="Østskolen"))
    child = Child.objects.get(first_name="Nyt Barn")
    assert api_of(cast.vera).get(f"children/{child.pk}/").status_code == 200
    assert api_of(cast.viggo).get(f"children/{child.pk}/").status_code == 404


def test_an_unknown_school_is_named_and_made_when_the_file_is_carried_out(anna):
    rows = [sheets.child(Skole="Østskole"), sheets.child(Fornavn="Et Til", Skole="Helt Andet Navn")]
    job = tried(anna, *rows)
    assert [message for _column, _rows, message in remarks(job, "warning")] == [
        "Skolen »Østskole« findes ikke og bliver oprettet. Ret navnet, hvis du mener »Østskolen«.",
        "Skolen »Helt Andet Navn« findes ikke og bliver oprettet. Tjek, at navnet er stavet rigtigt.",
    ]
    carried_out(anna, *rows)
    assert School.objects.filter(name__in=["Østskole", "Helt Andet Navn"]).count() == 2


def test_a_school_is_recognised_however_its_letters_are_written(anna, cast):
    job = carried_out(anna, sheets.child(Skole="ÅSKOLEN"), sheets.child(Fornavn="Et Til", Skole="oestskolen"))
    assert job["counts"]["schools"] == 0
    assert set(
        Schooling.objects.filter(child__first_name__in=["Nyt Barn", "Et Til"]).values_list("school", flat=True)
    ) == {
        cast.school_a.pk,
        cast.school_b.pk,
    }


def test_empty_cells_with_a_sensible_meaning_are_warned_of_and_do_not_stop_anything(anna):
    job = carried_out(anna, sheets.child(Skolestart="", Skoletilbud="", Anbringende_kommune=""))
    assert [column for column, _rows, _message in remarks(job, "warning")] == [
        "Skoletilbud", "Skolestart", "Anbringende kommune",
    ]  # fmt: skip
    child = Child.objects.get(first_name="Nyt Barn")
    assert child.schoolings.get().from_on == dt.date(2026, 8, 1)
    assert child.placements.get().placing_municipality == "Prøvekøbing"


def test_a_child_who_has_moved_ends_the_one_and_begins_the_other(anna):
    carried_out(anna, sheets.child())
    moved = sheets.child(Anbringelsessted="Familien Ny", Anbragt_fra="01-10-2026", Klassetrin="6.b", Skolestart="")
    job = carried_out(anna, moved)
    child = Child.objects.get(first_name="Nyt Barn")
    assert list(child.placements.order_by("from_on").values_list("until_on", flat=True)) == [dt.date(2026, 9, 30), None]
    assert list(child.schoolings.order_by("from_on").values_list("grade", "until_on")) == [
        (5, dt.date(2026, 7, 31)),
        (6, None),
    ]
    assert job["counts"]["placements"] == job["counts"]["schoolings"] == 1


def test_an_existing_placement_gets_no_further_warning(anna):
    row = sheets.child(Anbringende_kommune="", Skolestart="", Skoletilbud="")
    carried_out(anna, row)
    assert remarks(tried(anna, row), "warning") == []


def test_a_class_without_a_day_that_does_not_fit_the_present_one_asks_for_the_day(anna):
    carried_out(anna, sheets.child(Skolestart="15-10-2026"))
    assert remarks(tried(anna, sheets.child(Skole="Østskolen", Skolestart="")), "error") == [
        (
            "Skolestart",
            [2],
            "Barnet går et andet sted eller i en anden klasse den dag. Skriv, hvornår det nye begyndte.",
        )
    ]


def test_a_child_who_moves_takes_the_supervisor_of_the_new_school_along(anna, cast, api_of):
    carried_out(anna, sheets.child())
    carried_out(anna, sheets.child(Skole="Østskolen", Skolestart="01-10-2026"))
    child = Child.objects.get(first_name="Nyt Barn")
    assert api_of(cast.vera).get(f"children/{child.pk}/").status_code == 404
    assert api_of(cast.viggo).get(f"children/{child.pk}/").status_code == 200
    kinds = CaseEvent.objects.filter(child=child).order_by("recorded_at").values_list("kind", flat=True)
    assert list(kinds) == ["case_opened"]


def test_the_timeline_is_kept_in_danish_though_the_coordinator_reads_english(anna, cast):
    cast.anna.language = "en"
    cast.anna.save(update_fields=["language"])
    carried_out(anna, sheets.child(Fornavn="Barn Et", Fødselsdato="04-05-2014", Klassetrin="6.b"))
    told = CaseEvent.objects.filter(case=cast.case, kind="network").values_list("detail", flat=True)
    assert "Rådgiver i kommunen" in set(told)


def test_records_added_during_the_case_are_on_its_timeline(anna, cast):
    Case.objects.filter(pk=cast.case.pk).update(opened_on=dt.date(2026, 8, 17))
    row = sheets.child(Fornavn="Barn Et", Fødselsdato="04-05-2014", Anbragt_fra="01-10-2026", Klassetrin="6.b")
    before = list(CaseEvent.objects.values_list("pk", flat=True))
    carried_out(anna, row)
    kinds = CaseEvent.objects.filter(case=cast.case).exclude(pk__in=before).values_list("kind", flat=True)
    assert sorted(kinds) == ["network", "network", "network", "placement"]


def test_two_children_of_one_name_and_day_are_two_when_their_numbers_differ(anna):
    job = carried_out(
        anna,
        sheets.child(CPR_nummer="0303154004", Fødselsdato=""),
        sheets.child(CPR_nummer="0303154006", Fødselsdato=""),
    )
    assert job["counts"]["children"] == 2


def test_several_rows_of_one_child_are_its_history(anna):
    earlier = sheets.child(
        Anbringelsessted="Familien Før",
        Anbragt_fra="01-02-2020",
        Skole="",
        Klassetrin="",
        Skoletilbud="",
        Skolestart="",
    )
    job = carried_out(anna, sheets.child(), earlier)
    assert (job["counts"]["children"], job["counts"]["placements"]) == (1, 2)
    child = Child.objects.get(first_name="Nyt Barn")
    assert child.placements.get(place="Familien Før").until_on == dt.date(2024, 1, 31)


def test_two_places_on_the_same_day_are_refused_with_what_to_do(anna):
    job = tried(anna, sheets.child(), sheets.child(Anbringelsessted="Familien Anden"))
    assert remarks(job, "error") == [
        ("Anbragt fra", [3], "Barnet bor et andet sted den dag. Ret datoen, eller ret anbringelsen under stamdata.")
    ]


def test_a_colleagues_child_is_passed_over_and_the_look_is_logged(anna, cast):
    cast.karls_child.set_cpr("0405144004")
    cast.karls_child.save()
    job = carried_out(anna, sheets.child(CPR_nummer="0405144004", Fødselsdato="", Fornavn="Barn Tre"))
    assert (job["counts"]["skipped"], job["counts"]["children"]) == (1, 0)
    assert not cast.karls_child.networkmembers.filter(user=cast.anna).exists()
    looks = LookUp.objects.filter(user=cast.anna, child_ids=[cast.karls_child.pk]).order_by("pk")
    assert list(looks.values_list("route", "action", "classes")) == [
        ("api:import-list", "write", "ABC"),
        ("api:import-carry-out", "write", "ABC"),
    ]
