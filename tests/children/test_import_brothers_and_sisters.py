"""Whose row is it? A CPR number with another first name is another child, however much else they share."""

import pytest

from children.models import Child
from tests.children import sheets
from tests.children.importing import carried_out, remarks, tried, upload

SISTER = (
    b"Fornavn;Efternavn;CPR-nummer;K\xc3\xb8n;Skole;Klassetrin;Skolestart\n"
    b"Opdigtet;S\xc3\xb8skende;0303154004;Pige;Aaskolen;5.b;11-08-2025\n"
)
BROTHER = (
    b"Fornavn;Efternavn;CPR-nummer;K\xc3\xb8n;Skole;Klassetrin;Skolestart;Anbringelsestype;"
    b"Anbringelsessted;Anbragt fra\n"
    b"Bror;S\xc3\xb8skende;0303154004;Dreng;\xc3\x98stskolen;3.a;10-08-2026;D\xc3\xb8gninstitution;Pr\xc3\xb8vehuset;01-10-2026\n"
)
TWO_NAMES = "CPR-nummeret står også i række 2 ved et andet fornavn. Ret en af rækkerne."
WRONG_GENDER = "Kønnet passer ikke til CPR-nummerets sidste ciffer. Se efter, om begge er rigtige."


@pytest.fixture
def anna(cast, api_of):
    return api_of(cast.anna)


def numbered(first_name, **cells):
    return sheets.child(Fornavn=first_name, CPR_nummer="0303154004", Fødselsdato="", **cells)


def test_a_brother_is_not_put_on_the_sister_whose_number_he_was_given(anna):
    job = upload(anna, SISTER).json()
    anna.post(f"imports/{job['id']}/carry-out/")
    sister = Child.objects.get(first_name="Opdigtet")
    job = upload(anna, BROTHER).json()
    case = sister.cases.get().number
    assert remarks(job, "error") == [
        (
            "CPR-nummer",
            [2],
            f"CPR-nummeret hører til barnet i forløb {case}, der har et andet fornavn. Ret nummeret eller navnet.",
        )
    ]
    assert anna.post(f"imports/{job['id']}/carry-out/").status_code == 409
    assert sister.schoolings.get().grade == 5
    assert not sister.placements.exists()


def test_two_rows_with_one_number_and_two_first_names_are_both_named(anna):
    job = tried(anna, numbered("Søster"), numbered("Bror", Køn="Pige"))
    assert remarks(job, "error") == [("CPR-nummer", [3], TWO_NAMES)]
    assert job["counts"]["children"] == 1


@pytest.mark.parametrize("other", ["Anna Marie", "anna-marie", "Marie"])
def test_a_middle_name_more_or_less_is_the_same_child(anna, other):
    job = carried_out(anna, numbered("Anna Marie"), numbered(other))
    assert job["counts"]["children"] == 1


def test_a_child_who_has_got_another_last_name_is_recognised(anna):
    carried_out(anna, numbered("Anna"))
    job = tried(anna, numbered("Anna", Efternavn="Helt Anden"))
    assert (job["counts"]["existing"], job["counts"]["children"]) == (1, 0)


def test_a_number_of_a_colleagues_child_with_another_first_name_reveals_only_that_it_is_taken(anna, cast):
    cast.karls_child.set_cpr("0405144004")
    cast.karls_child.save()
    job = tried(anna, sheets.child(Fornavn="Bror", CPR_nummer="0405144004", Fødselsdato=""))
    message = "CPR-nummeret hører til et barn i kommunen med et andet fornavn. Ret nummeret eller navnet."
    assert remarks(job, "error") == [("CPR-nummer", [2], message)]


def test_a_boy_with_a_girls_number_is_imported_with_a_warning(anna):
    job = carried_out(anna, numbered("Nyt Barn", Køn="Dreng"))
    assert ("Køn", [2], WRONG_GENDER) in remarks(job, "warning")
    assert Child.objects.get(first_name="Nyt Barn").gender == "boy"


def test_the_form_warns_once_of_a_gender_that_does_not_fit_the_number(anna, cast, client_of):
    path, page = f"children/{cast.child.pk}/", f"/children/{cast.child.pk}/cpr/edit/"
    sent = {"cpr": "0405144005", "born_on": "2014-05-04", "version": cast.child.version}
    answer = client_of(cast.anna).post(page, sent, follow=True)
    assert WRONG_GENDER in answer.content.decode()
    child = anna.get(path).json()
    assert child["warnings"] == []
    answer = anna.patch(path, {"gender": "girl", "reading_help": "Oplæsning"}, version=child["version"])
    assert answer.json()["warnings"] == []
    assert anna.patch(path, {"gender": "boy"}, version=child["version"] + 1).json()["warnings"] == []


def test_a_new_child_with_the_other_genders_number_is_warned_of(anna):
    new = {"first_name": "Barn", "last_name": "Prøve", "born_on": "2015-03-03", "gender": "boy", "cpr": "0303154004"}
    assert anna.post("children/", new).json()["warnings"] == [WRONG_GENDER]
    assert anna.post("children/", new | {"cpr": "", "gender": "girl"}).json()["warnings"] == []
