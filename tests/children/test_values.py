from datetime import date

import pytest
import time_machine
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from children.importing import values
from children.importing.values import CellError, Grade
from children.models import Child, Placement, Schooling
from core.danish import short_date


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        "03-03-2027",
        "3-3-2027",
        "3/3/2027",
        "3.3.2027",
        "3.3.27",
        "3. 3. 2027",
        "2027-03-03",
        "2027-03-03 00:00:00",
        "2027-03-03T12:30:00",
        "3. marts 2027",
        "d. 3. mar. 2027",
        "03 03 2027",
    ],
)
def test_a_date_is_read_however_danes_write_it(typed):
    assert values.parse_date(typed) == date(2027, 3, 3)


@time_machine.travel(date(2027, 3, 18))
def test_two_digits_of_a_year_are_this_century_or_the_one_before():
    assert values.parse_date("1-2-13") == date(2013, 2, 1)
    assert values.parse_date("1-2-37") == date(2037, 2, 1)
    assert values.parse_date("1-2-38") == date(1938, 2, 1)


@pytest.mark.parametrize("typed", ["31-02-2027", "3/13/2027", "0-1-2027", "2027-13-01"])
def test_a_date_that_does_not_exist_is_refused(typed):
    with pytest.raises(CellError, match="findes ikke"):
        values.parse_date(typed)


@pytest.mark.parametrize("typed", ["46449", "i går", "marts 2027", "3-3", "3-3-2027-4", "3. martius", "٣-٣-٢٠٢٧x"])
def test_a_value_that_is_no_date_gets_a_message_on_how_to_write_one(typed):
    with pytest.raises(CellError, match="dag-måned-år"):
        values.parse_date(typed)


@given(st.dates(date(1940, 1, 1), date(2090, 1, 1)))
def test_a_date_shown_can_be_typed_again(day):
    assert values.parse_date(short_date(day)) == values.parse_date(day.isoformat()) == day


@time_machine.travel(date(2027, 3, 18))
def test_a_child_is_born_in_our_time():
    assert values.parse_birth_date("18-03-2027") == date(2027, 3, 18)
    with pytest.raises(CellError, match="fremtiden"):
        values.parse_birth_date("19-03-2027")
    with pytest.raises(CellError, match="for langt tilbage"):
        values.parse_birth_date("31-12-1989")


@pytest.mark.parametrize(
    ("typed", "grade"),
    [
        ("5", Grade(5)),
        ("5.", Grade(5)),
        ("5. klasse", Grade(5)),
        ("5.kl.", Grade(5)),
        ("5.b", Grade(5, "5.b")),
        ("5 B", Grade(5, "5.b")),
        ("10", Grade(10)),
        ("0", Grade(0)),
        ("Børnehaveklasse", Grade(0)),
        ("bh.kl.", Grade(0)),
    ],
)
def test_a_grade_is_read_with_or_without_its_class(typed, grade):
    assert values.parse_grade(typed) == grade


@pytest.mark.parametrize("typed", ["11", "-1", "femte", "5b6"])
def test_a_grade_is_from_0_to_10(typed):
    with pytest.raises(CellError, match="fra 0 til 10"):
        values.parse_grade(typed)


@pytest.mark.parametrize(
    ("parse", "typed", "code"),
    [
        (values.parse_gender, "PIGE", "girl"),
        (values.parse_gender, "d", "boy"),
        (values.parse_provision, "almen klasse", "mainstream"),
        (values.parse_provision, "Special-skole", "special_school"),
        (values.parse_placement_kind, "Slægtspleje", "network"),
        (values.parse_placement_kind, "doegninstitution", "residential"),
    ],
)
def test_words_become_codes(parse, typed, code):
    assert parse(typed) == code


def test_an_unknown_word_is_told_what_can_be_chosen():
    with pytest.raises(CellError) as error:
        values.parse_gender("boy")
    assert str(error.value) == "Det kender vi ikke. Skriv Pige, Dreng eller Andet."


def test_a_word_for_one_column_is_not_taken_for_another():
    with pytest.raises(CellError):
        values.parse_gender("institution")


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (values.GENDERS, Child.Gender),
        (values.PROVISIONS, Schooling.Provision),
        (values.PLACEMENTS, Placement.Kind),
    ],
)
def test_the_words_are_those_the_application_shows(words, choices):
    assert {code: label for label, code in words.items()} == dict(choices.choices)


def test_an_email_address_is_checked_and_tidied():
    assert values.parse_email("<Kim@Proeve.EXAMPLE>") == "Kim@proeve.example"
    with pytest.raises(CellError, match="navn@kommune"):
        values.parse_email("kim at proeve")


@pytest.mark.parametrize("typed", ["12345678", "12 34 56 78", "+45 12345678", "(12) 34-56-78", "004512345678"])
def test_a_telephone_number_is_eight_digits(typed):
    assert values.parse_phone(typed) == "12 34 56 78"


def test_a_number_from_abroad_is_kept_and_a_short_one_refused():
    assert values.parse_phone("+46 70 123 45 67") == "+46701234567"
    with pytest.raises(CellError, match="otte cifre"):
        values.parse_phone("1234")


def test_a_text_is_tidied_and_may_not_be_too_long():
    assert values.parser_of("first_name")("  Barn   Et ") == "Barn Et"
    with pytest.raises(CellError, match="højst 60 tegn"):
        values.parser_of("first_name")("x" * 61)
    assert values.parser_of("note")("To\nlinjer") == "To\nlinjer"


@pytest.mark.parametrize("key", ["cpr", "born_on", "gender", "grade", "provision", "placement_kind", "note", "school"])
def test_an_empty_cell_is_nothing(key):
    assert values.parser_of(key)("") is None


@given(st.sampled_from(sorted(values.PARSERS)), st.text(max_size=30))
def test_any_text_gives_a_value_or_an_error_that_says_what_to_do(key, text):
    try:
        values.parser_of(key)(text)
        said = "."
    except CellError as error:
        said = str(error)
    assert said.endswith(".")
