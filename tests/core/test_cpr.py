from datetime import date

import pytest
import time_machine
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core import cpr

# 1 February 2013, a girl; no real person has a serial number of four equal digits.
MADE_UP = "0102134444"


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


@pytest.mark.parametrize(
    "typed", ["010213-4444", "0102134444", "010213 4444", " 01 02 13 4444 ", "010213–4444", "010213\u00a04444"]
)
def test_a_number_is_read_however_it_is_typed(typed):
    assert cpr.normalise(typed) == MADE_UP


def test_a_number_without_a_valid_control_digit_is_accepted():
    assert cpr.normalise("010213-4445") == "0102134445"


@pytest.mark.parametrize(
    ("number", "born_on"),
    [
        ("0102134444", date(2013, 2, 1)),
        ("0102131111", date(1913, 2, 1)),
        ("0102405555", date(2040, 2, 1)),
        ("0102805555", date(1880, 2, 1)),
        ("0102369999", date(2036, 2, 1)),
        ("0102379999", date(1937, 2, 1)),
        ("2902164444", date(2016, 2, 29)),
    ],
)
@time_machine.travel(date(2045, 1, 1))
def test_the_seventh_digit_tells_the_century(number, born_on):
    assert cpr.birth_date(number) == born_on


def test_even_numbers_are_girls():
    assert cpr.is_female("010213-4444")
    assert not cpr.is_female("010213-4445")


def test_a_number_is_shown_whole_or_masked():
    assert cpr.formatted("0102134444") == "010213-4444"
    assert cpr.masked("0102134444") == "010213-••••"


def test_a_number_must_agree_with_the_date_of_birth():
    assert cpr.agrees(MADE_UP, date(2013, 2, 1))
    assert not cpr.agrees(MADE_UP, date(2013, 2, 2))


@pytest.mark.parametrize("typed", ["", "12345", "010213-444", "010213-44444"])
def test_too_few_or_too_many_digits_are_counted(typed):
    digits = len(typed.replace("-", ""))
    with pytest.raises(cpr.CprFormError, match=f"har {digits}"):
        cpr.normalise(typed)


@pytest.mark.parametrize("typed", ["010213-444X", "٠١٠٢١٣٤٤٤٤", "010213-4444\x00", "010213.4444", "²102134444"])
def test_only_digits_make_a_number(typed):
    with pytest.raises(cpr.CprFormError, match="kun bestå af tal"):
        cpr.normalise(typed)


@pytest.mark.parametrize("typed", ["320113-4444", "010013-4444", "290213-4444", "000000-0000"])
def test_the_first_six_digits_must_be_a_date(typed):
    with pytest.raises(cpr.CprDateError, match="ikke en dato"):
        cpr.normalise(typed)


def test_a_replacement_number_gets_its_own_message():
    with pytest.raises(cpr.CprDateError, match="erstatningsnummer"):
        cpr.normalise("610213-4444")


@time_machine.travel(date(2027, 3, 18))
def test_a_child_must_have_been_born():
    assert cpr.is_valid("180327-4444")
    with pytest.raises(cpr.CprDateError, match="ikke er kommet"):
        cpr.normalise("190327-4444")


@pytest.mark.parametrize("typed", ["010213-444", "320113-4444", "010213-444X", "610213-4444"])
def test_an_error_never_repeats_the_number(typed):
    with pytest.raises(cpr.CprError) as error:
        cpr.normalise(typed)
    assert typed[:6] not in str(error.value)


@given(st.text(max_size=14))
def test_every_text_is_a_number_or_refused(text):
    try:
        number = cpr.normalise(text)
    except cpr.CprError:
        number = "0" * 10
    assert len(number) == 10
    assert number.isdigit()


@given(st.dates(date(2007, 1, 1), date(2026, 1, 1)), st.sampled_from("456789"))
def test_the_date_of_birth_comes_back(born_on, century):
    assert cpr.birth_date(f"{born_on:%d%m%y}{century}444") == born_on
