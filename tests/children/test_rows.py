from datetime import date

import pytest
from django.utils.translation import override

from children.importing.columns import COLUMNS
from children.importing.rows import understand
from children.importing.values import Grade

CHILD = {"first_name": "Barn", "last_name": "Et", "cpr": "010213-4444"}


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


def errors(**cells):
    return understand({**CHILD, **cells}).errors


def test_the_number_tells_birth_date_and_gender():
    row = understand(CHILD)
    assert row.errors == {}
    assert (row.values["cpr"], row.values["born_on"], row.values["gender"]) == (
        "0102134444",
        date(2013, 2, 1),
        "girl",
    )


def test_every_column_has_a_value():
    assert set(understand(CHILD).values) == {column.key for column in COLUMNS}


def test_a_child_without_a_number_needs_birth_date_and_gender():
    assert errors(cpr="") == {
        "born_on": "Skriv barnets fødselsdato eller CPR-nummer.",
        "gender": "Skriv pige, dreng eller andet.",
    }
    assert errors(cpr="", born_on="01-02-2013", gender="pige") == {}


def test_the_typed_gender_counts():
    assert understand({**CHILD, "gender": "andet"}).values["gender"] == "other"


def test_birth_date_and_number_must_agree():
    assert "passer ikke til CPR-nummeret" in errors(born_on="02-02-2013")["born_on"]


def test_a_wrong_number_is_one_error_and_not_three():
    assert list(errors(cpr="010213-444")) == ["cpr"]


def test_every_error_of_a_row_is_told_at_once():
    wrong = errors(first_name="", born_on="igår", gender="?", caseworker_email="kim")
    assert sorted(wrong) == ["born_on", "caseworker_email", "first_name", "gender"]


def test_a_school_needs_a_grade_and_has_a_mainstream_class_by_default():
    assert errors(school="Skole Et") == {"grade": "Skriv klassetrinnet, når skolen er udfyldt."}
    row = understand({**CHILD, "school": "Skole Et", "grade": "0"})
    assert (row.errors, row.values["grade"], row.values["provision"]) == ({}, Grade(0), "mainstream")


def test_a_grade_without_a_school_gets_a_remark():
    assert list(errors(grade="0")) == ["school"]


def test_a_placement_needs_kind_place_and_date():
    assert sorted(errors(placement_kind="Børne- og ungehjem (opholdssted)")) == ["placed_from_on", "placement_name"]
    assert (
        errors(placement_kind="Børne- og ungehjem (opholdssted)", placement_name="Stedet", placed_from_on="1.2.2020")
        == {}
    )


def test_no_record_begins_before_the_child_is_born():
    wrong = errors(
        placement_kind="Børne- og ungehjem (opholdssted)", placement_name="Stedet", placed_from_on="1.2.2012"
    )
    assert wrong == {"placed_from_on": "Datoen ligger, før barnet blev født. Ret datoen eller fødselsdatoen."}


def test_an_adult_who_can_be_reached_has_a_name():
    assert list(errors(caregiver2_phone="12 34 56 78")) == ["caregiver2_name"]
    assert errors(caregiver2_phone="12 34 56 78", caregiver2_name="Bo Prøve") == {}
