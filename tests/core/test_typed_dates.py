"""Days and times are read as people type them."""

import datetime as dt

import pytest
import time_machine

from core.typed_dates import typed_clock, typed_date, typed_moment, whole_date

# A Wednesday.
TODAY = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def on_a_wednesday_in_november():
    with time_machine.travel(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        *["03-08-2026", "3/8-26", "3/8 2026", "3.8.26", "03082026", "030826", "2026-08-03", "3 August 2026"],
        *["3. august 2026", "d. 3. aug. 2026", "mandag d. 3. august 2026", "Den 3. august 26"],
    ],
)
def test_a_date_with_its_year_is_read_however_it_is_written(typed):
    assert typed_date(typed) == dt.date(2026, 8, 3)


@pytest.mark.parametrize("typed", ["3/8", "3-8", "3.8.", "3. august", "3 aug"])
def test_a_day_without_a_year_is_the_nearest_or_the_next_where_the_field_looks_ahead(typed):
    assert typed_date(typed) == dt.date(2026, 8, 3)
    assert typed_date(typed, ahead=True) == dt.date(2027, 8, 3)


def test_new_year_is_near_in_december():
    assert typed_date("2/1", on=dt.date(2026, 12, 20)) == dt.date(2027, 1, 2)
    assert typed_date("20/12", on=dt.date(2027, 1, 5)) == dt.date(2026, 12, 20)


def test_the_29th_of_february_is_that_of_the_nearest_leap_year():
    assert typed_date("29/2") == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("i dag", 0),
        ("idag", 0),
        ("I morgen", 1),
        ("i går", -1),
        ("i overmorgen", 2),
        ("om 14 dage", 14),
        ("om 3 uger", 21),
        ("på mandag", 5),
        ("på onsdag", 7),
        ("i mandags", -2),
        ("i onsdags", -7),
        ("onsdag", 0),
        ("today", 0),
        ("on Friday", 2),
    ],
)
def test_a_day_can_be_given_relative_to_today(typed, days):
    assert typed_date(typed) == TODAY + dt.timedelta(days=days)


def test_a_bare_weekday_is_the_nearest_or_the_next():
    assert typed_date("tirsdag") == dt.date(2026, 11, 24)
    assert typed_date("tirsdag", ahead=True) == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed", ["", "31/2", "31-02-2026", "3/13", "snart", "3. martius", "12", "99. maj", "i", "på", "uge 32"]
)
def test_a_text_that_is_no_day_is_not_guessed(typed):
    assert typed_date(typed) is None


@pytest.mark.parametrize("typed", ["14", "kl. 14", "14.00", "14:00", "1400", "14,00", "14:00:00"])
def test_an_hour_is_read_however_it_is_written(typed):
    assert typed_clock(typed) == dt.time(14)


def test_minutes_are_read_and_what_is_no_hour_is_not():
    assert [typed_clock(each) for each in ("930", "9.30", "9")] == [dt.time(9, 30), dt.time(9, 30), dt.time(9)]
    assert [typed_clock(each) for each in ("", "25", "14.75", "to", "14.5")] == [None] * 5


@pytest.mark.parametrize(
    "typed",
    ["3/8-26 kl. 14.30", "03-08-2026 14:30", "2026-08-03T14:30", "3. august 2026 kl 1430", "03-08-2026 at 14:30"],
)
def test_day_and_hour_are_read_together(typed):
    assert typed_moment(typed).isoformat() == "2026-08-03T14:30:00+02:00"


def test_a_moment_without_its_hour_is_not_read():
    assert typed_moment("3/8-26") is None


def test_a_whole_date_has_a_year_and_is_in_the_calendar():
    assert whole_date("3. august") is None
    assert whole_date("i dag") is None
    with pytest.raises(ValueError):
        whole_date("31-02-2026")
