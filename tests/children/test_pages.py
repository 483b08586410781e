"""Pages about a child, as a person uses them in a browser."""

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone

from children.models import Case, Child, Diagnosis, NetworkMember, Placement
from core.models import Change, LookUp
from tests.cast import child as make_child
from tests.children.browsing import hidden_values, queries_of, text, typed
from tests.factories import DiagnosisFactory, NetworkMemberFactory, PlacementFactory, SchoolingFactory

OUTSIDERS = ["karl", "viggo", "lars", "adam", "nora"]
CPR = "0405144320"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


PAGES = [
    "/children/{child}/",
    "/children/{child}/edit/",
    "/children/{child}/cpr/",
    "/children/{child}/cpr/edit/",
    "/children/{child}/open-case/",
    "/children/{child}/placements/new/",
    "/children/{child}/schoolings/new/",
    "/children/{child}/diagnoses/new/",
    "/children/{child}/other-measures/new/",
    "/children/{child}/network/new/",
    "/children/{child}/network/psychologist/",
    "/cases/{case}/basics/",
    "/cases/{case}/network/",
    "/cases/{case}/orphaned/",
    "/cases/{case}/close/",
    "/cases/{case}/reopen/",
    "/cases/{case}/rhythm/",
    "/cases/{case}/hand-over/",
]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_page_about_a_child_the_user_has_no_part_with_is_answered_like_an_unknown_one(cast, client_of, who):
    client = client_of(getattr(cast, who))
    unknown = {text(client.get(path.format(child=uuid.uuid4(), case=uuid.uuid4()))) for path in PAGES[:2]}
    for path in PAGES:
        hidden = client.get(path.format(child=cast.child.pk, case=cast.case.pk))
        assert hidden.status_code == 404, path
        unknown.add(text(hidden))
    assert len(unknown) == 1


def test_every_page_opens_for_the_coordinator(cast, anna):
    for path in PAGES:
        opened = anna.get(path.format(child=cast.child.pk, case=cast.case.pk), follow=True)
        assert (opened.status_code == 200) != ("reopen" in path), path
        assert "style=" not in opened.content.decode()


def test_nobody_comes_in_without_signing_in(cast, client):
    assert client.get(f"/cases/{cast.case.pk}/basics/").status_code == 302


# The list and a new child -----------------------------------------------------------------------------------------


def test_my_children_stand_in_danish_order(cast, anna):
    for name in ["Østen", "Aase", "Bo"]:
        made = make_child(name, cast.home)
        NetworkMemberFactory(
            child=made, user=cast.anna, kind="coordinator", name="Anna Prøve", from_on=dt.date(2026, 8, 17)
        )
    shown = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', anna.get("/children/").content.decode())
    assert shown == ["Barn Et Prøve", "Barn To Prøve", "Bo Prøve", "Østen Prøve", "Aase Prøve"]


def test_the_empty_list_leads_to_a_first_child(cast, client_of):
    NetworkMember.objects.filter(user=cast.karl).update(until_on=dt.date(2026, 8, 18))
    page = client_of(cast.karl).get("/children/")
    assert "Her er ingen børn endnu" in text(page)
    assert 'href="/children/new/"' in page.content.decode()


def test_the_list_needs_no_more_queries_for_many_children(cast, anna):
    few = queries_of(anna, "/children/")
    for number in range(20):
        made = make_child(f"Barn {number}", cast.home, cast.school_a)
        NetworkMemberFactory(
            child=made, user=cast.anna, kind="coordinator", name="Anna Prøve", from_on=dt.date(2026, 8, 17)
        )
    assert queries_of(anna, "/children/") == few


def test_a_child_without_a_case_leads_to_opening_one(cast, anna):
    typed(anna, "/children/new/", first_name="Ny", last_name="Prøve", born_on="2015-03-02", gender="boy", cpr="")
    child = Child.objects.get(first_name="Ny")
    assert "Åbn forløb" in text(anna.get(f"/children/{child.pk}/"))
    opened = typed(anna, f"/children/{child.pk}/open-case/", opened_on=str(timezone.localdate()))
    assert opened.url == f"/cases/{Case.objects.get(child=child).pk}/"


def test_a_refused_child_keeps_what_was_typed(cast, anna):
    refused = typed(
        anna, "/children/new/", first_name="Ny", last_name="Prøve", born_on="2999-03-02", gender="boy", cpr=""
    )
    assert refused.status_code == 422
    assert "Fødselsdatoen ligger ude i fremtiden" in text(refused)
    assert 'value="Ny"' in refused.content.decode()
    assert not Child.objects.filter(first_name="Ny").exists()


def test_a_supervisor_finds_no_page_to_make_a_child(cast, client_of):
    assert client_of(cast.vera).get("/children/new/").status_code == 404


# Base data --------------------------------------------------------------------------------------------------------


def test_a_child_with_an_open_case_leads_to_its_base_data(cast, anna):
    assert anna.get(f"/children/{cast.child.pk}/").url == f"/cases/{cast.case.pk}/basics/"


def test_shifts_of_school_are_counted_and_moving_up_is_none(cast, anna):
    SchoolingFactory(
        child=cast.child, school=cast.school_a, grade=5, from_on=dt.date(2024, 8, 1), until_on=dt.date(2025, 8, 10)
    )
    assert "Ingen skoleskift" in text(anna.get(f"/cases/{cast.case.pk}/basics/"))
    SchoolingFactory(
        child=cast.child, school=cast.school_b, grade=4, from_on=dt.date(2023, 8, 1), until_on=dt.date(2024, 7, 31)
    )
    assert "1 skoleskift" in text(anna.get(f"/cases/{cast.case.pk}/basics/"))


def test_shifts_of_placement_are_counted(cast, anna):
    PlacementFactory(
        child=cast.child,
        kind="residential",
        place="Prøvegården",
        placing_municipality="Nabostrup",
        from_on=dt.date(2020, 1, 1),
        until_on=dt.date(2022, 1, 9),
    )
    assert "1 skift af anbringelse" in text(anna.get(f"/cases/{cast.case.pk}/basics/"))


def test_a_supervisor_sees_that_there_is_a_diagnosis_and_whom_to_ask(cast, client_of):
    DiagnosisFactory(child=cast.child, name="Ordblindhed")
    page = text(client_of(cast.vera).get(f"/cases/{cast.case.pk}/basics/"))
    assert "Ordblindhed" not in page
    assert "ikke er delt med dig" in page
    assert "Spørg Anna Prøve" in page


def test_the_base_data_need_no_more_queries_for_a_long_history(cast, anna):
    path = f"/cases/{cast.case.pk}/basics/"
    few = queries_of(anna, path)
    for year in range(2015, 2023):
        period = {"from_on": dt.date(year, 1, 1), "until_on": dt.date(year, 6, 30), "child": cast.child}
        SchoolingFactory(school=cast.school_b, grade=1, **period)
        DiagnosisFactory(child=cast.child, name=f"Prøvediagnose {year}")
    assert queries_of(anna, path) == few


def test_a_child_changes_school_with_one_form(cast, anna, client_of):
    moved = typed(
        anna,
        f"/children/{cast.child.pk}/schoolings/new/",
        school=str(cast.school_b.pk),
        grade="6",
        class_name="6.x",
        provision="mainstream",
        from_on=str(timezone.localdate()),
        until_on="",
        end_present="true",
    )
    assert moved.status_code == 302, text(moved)
    assert client_of(cast.vera).get(f"/cases/{cast.case.pk}/basics/").status_code == 404
    assert client_of(cast.viggo).get(f"/cases/{cast.case.pk}/basics/").status_code == 200


def test_a_child_moves_up_a_class_with_the_next_class_filled_in(cast, anna):
    page = anna.get(f"/children/{cast.child.pk}/schoolings/new/?next=class").content.decode()
    assert 'value="7.b"' in page
    assert re.search(r'<option value="7" selected>', page)
    assert re.search(r'name="from_on"[^>]*\s+value="01-08-\d{4}"', page)


def test_an_overlap_is_an_error_at_the_date_and_keeps_what_was_typed(cast, anna):
    refused = typed(
        anna,
        f"/children/{cast.child.pk}/placements/new/",
        kind="residential",
        place="Prøvegården",
        placing_municipality="Prøvekøbing",
        from_on="2023-01-01",
        until_on="",
        basis="",
        grounds="",
        institution="",
    )
    assert refused.status_code == 422
    assert 'id="f-from_on-error"' in refused.content.decode()
    assert 'value="Prøvegården"' in refused.content.decode()


def test_two_who_change_the_same_placement_see_both_texts(cast, anna):
    placement = Placement.objects.get(child=cast.child)
    path = f"/children/{cast.child.pk}/placements/{placement.pk}/"
    seen = hidden_values(anna.get(path))
    placement.place = "Familien Først"
    placement.save(by=cast.anna)
    late = anna.post(path, seen | {"place": "Familien Sidst"})
    assert late.status_code == 412
    assert "Familien Først" in text(late)
    assert "Familien Sidst" in late.content.decode()


def test_a_mistaken_record_is_deleted_and_stays_in_the_history(cast, anna):
    diagnosis = DiagnosisFactory(child=cast.child, name="Ordblindhed")
    typed(anna, f"/children/{cast.child.pk}/diagnoses/{diagnosis.pk}/remove/")
    assert not Diagnosis.objects.filter(pk=diagnosis.pk).exists()
    assert Change.objects.get(record_id=diagnosis.pk, kind="removed").by == cast.anna


def test_a_record_of_another_child_is_not_found_here(cast, anna):
    others = Placement.objects.get(child=cast.other_child)
    assert anna.get(f"/children/{cast.child.pk}/placements/{others.pk}/").status_code == 404


# CPR --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def numbered(cast):
    cast.child.set_cpr(CPR)
    cast.child.save()
    return cast.child


def test_a_cpr_number_is_on_no_page_address_history_or_log(cast, anna, numbered):
    typed(anna, f"/children/{numbered.pk}/cpr/edit/", cpr="040514-4338", born_on="2014-05-04")
    for path in PAGES:
        page = anna.get(path.format(child=numbered.pk, case=cast.case.pk), follow=True)
        # Ids hold digits too: only digits outside them count.
        shown = re.sub(UUID, "", page.content.decode())
        assert not re.search(r"4320|4338", shown)
    kept = [*Change.objects.values_list("fields", flat=True), *LookUp.objects.values_list("route", "reason")]
    assert "4338" not in str(kept)
    assert "4320" not in str(kept)


def test_a_cpr_number_is_shown_once_to_who_says_why(cast, anna, numbered):
    path = f"/children/{numbered.pk}/cpr/"
    shown = anna.post(path, {"reason": "Skal bestille en test i PPR"})
    assert "040514-4320" in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert "4320" not in text(anna.get(path))
    assert LookUp.objects.filter(action="reveal", reason="Skal bestille en test i PPR").count() == 1


def test_without_a_reason_it_is_not_shown(cast, anna, numbered):
    refused = anna.post(f"/children/{numbered.pk}/cpr/", {"reason": "nej"})
    assert refused.status_code == 422
    assert "Skriv lidt mere" in text(refused)
    assert "4320" not in text(refused)


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_those_around_the_child_do_not_see_its_number(cast, client_of, numbered, who):
    client = client_of(getattr(cast, who))
    assert "Vis CPR-nummer" not in text(client.get(f"/cases/{cast.case.pk}/basics/"))
    assert client.post(f"/children/{numbered.pk}/cpr/", {"reason": "Vil gerne se det"}).status_code in {403, 404}


def test_the_form_for_the_cpr_number_keeps_no_draft(cast, anna, numbered):
    assert "data-draft-url" not in anna.get(f"/children/{numbered.pk}/cpr/edit/").content.decode()
