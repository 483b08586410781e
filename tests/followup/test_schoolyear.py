"""The rule of the school year, compared with dates worked out by hand and published by schools and municipalities."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.calendar import SchoolCalendar, is_meeting_day, meeting_days
from followup.schoolyear import (
    Break,
    Year,
    as_year,
    by_law,
    each_day,
    last_saturday_of_june,
    lies_in,
    starts_in,
    year_name,
)

YEARS = st.integers(2000, 2099)
DAY = timedelta(1)


def days(text: str, year: int) -> tuple[date, date]:
    """`10.10-18.10` as two days of a calendar year."""
    first, last = (part.split(".") for part in text.split("-"))
    return date(year, int(first[1]), int(first[0])), date(year, int(last[1]), int(last[0]))


# The school year; its first and last day; autumn; the last school day before Christmas and the first after; winter;
# Easter; Ascension. Easter Sunday: 20-4-2025, 5-4-2026, 28-3-2027, 16-4-2028, 1-4-2029, 21-4-2030, 13-4-2031,
# 28-3-2032, 17-4-2033, 9-4-2034. Last Saturday of June: 28, 27, 26, 24, 30, 29, 28, 26, 25, 24.
BY_HAND = [
    (2024, "12.8", "27.6", "12.10-20.10", "20.12", "6.1", "8.2-16.2", "12.4-21.4", "29.5-1.6"),
    (2025, "11.8", "26.6", "11.10-19.10", "19.12", "5.1", "7.2-15.2", "28.3-6.4", "14.5-17.5"),
    (2026, "10.8", "25.6", "10.10-18.10", "18.12", "4.1", "13.2-21.2", "20.3-29.3", "6.5-9.5"),
    (2027, "9.8", "23.6", "16.10-24.10", "21.12", "3.1", "12.2-20.2", "8.4-17.4", "25.5-28.5"),
    (2028, "7.8", "29.6", "14.10-22.10", "21.12", "3.1", "10.2-18.2", "24.3-2.4", "10.5-13.5"),
    (2029, "13.8", "28.6", "13.10-21.10", "21.12", "3.1", "9.2-17.2", "13.4-22.4", "30.5-2.6"),
    (2030, "12.8", "27.6", "12.10-20.10", "20.12", "6.1", "8.2-16.2", "5.4-14.4", "22.5-25.5"),
    (2031, "11.8", "25.6", "11.10-19.10", "19.12", "5.1", "7.2-15.2", "20.3-29.3", "6.5-9.5"),
    (2032, "9.8", "24.6", "9.10-17.10", "21.12", "3.1", "12.2-20.2", "9.4-18.4", "26.5-29.5"),
    (2033, "8.8", "23.6", "15.10-23.10", "21.12", "3.1", "11.2-19.2", "1.4-10.4", "18.5-21.5"),
]


@pytest.mark.parametrize("row", BY_HAND, ids=[year_name(row[0]) for row in BY_HAND])
def test_a_school_year_by_rule_is_the_one_worked_out_by_hand(row):
    begins, first, last, autumn, before, after, winter, easter, ascension = row
    year = by_law(begins)
    assert (year.first_day_on, year.last_day_on) == (
        days(f"{first}-1.1", begins)[0],
        days(f"{last}-1.1", begins + 1)[0],
    )
    assert year.breaks[Break.AUTUMN] == days(autumn, begins)
    assert year.breaks[Break.WINTER] == days(winter, begins + 1)
    assert year.breaks[Break.EASTER] == days(easter, begins + 1)
    assert year.breaks[Break.ASCENSION] == days(ascension, begins + 1)
    open_around = meeting_days(date(begins, 12, 10), date(begins + 1, 1, 12))
    christmas = year.breaks[Break.CHRISTMAS]
    assert max(day for day in open_around if day < christmas[0]) == days(f"{before}-1.1", begins)[0]
    assert min(day for day in open_around if day > christmas[1]) == days(f"{after}-1.1", begins + 1)[0]


def test_28_june_2027_is_in_the_holiday_and_9_august_is_not():
    assert not is_meeting_day(date(2027, 6, 28))
    assert all(is_meeting_day(date(2027, 8, 9) + DAY * count) for count in range(5))


@pytest.mark.parametrize(("year", "day"), [(2024, 29), (2026, 27), (2027, 26), (2028, 24), (2033, 25), (2034, 24)])
def test_the_summer_holiday_begins_on_the_last_saturday_of_june(year, day):
    assert last_saturday_of_june(year) == date(year, 6, day)


def test_a_municipality_that_starts_later_is_asked_and_not_the_rule():
    calendar = SchoolCalendar((Year(2027, first_day_on=date(2027, 8, 16)),))
    assert not is_meeting_day(date(2027, 8, 13), calendar)
    assert is_meeting_day(date(2027, 8, 16), calendar)
    assert is_meeting_day(date(2028, 8, 7), calendar)


@pytest.mark.parametrize("until_on", [date(2026, 10, 12), date(2026, 10, 14)])
def test_the_first_and_the_last_day_of_a_holiday_belong_to_it_and_one_day_may_be_all(until_on):
    calendar = SchoolCalendar((Year(2026, breaks={Break.AUTUMN: (date(2026, 10, 12), until_on)}),))
    closed = [day for day in each_day(date(2026, 10, 9), date(2026, 10, 15)) if calendar.year(2026).break_on(day)]
    assert closed == list(each_day(date(2026, 10, 12), until_on))


def test_closed_days_of_a_municipality_may_be_a_single_day():
    calendar = SchoolCalendar((Year(2026, closed=((date(2026, 9, 9), date(2026, 9, 9), "pædagogisk dag"),)),))
    assert meeting_days(date(2026, 9, 8), date(2026, 9, 10), calendar) == [date(2026, 9, 8), date(2026, 9, 10)]


def test_a_holiday_with_only_one_of_its_days_set_is_by_rule():
    year = as_year(2026, {"autumn_from_on": date(2026, 10, 1)}).filled()
    assert year.breaks[Break.AUTUMN] == by_law(2026).breaks[Break.AUTUMN]


def test_what_a_municipality_has_not_set_is_by_rule():
    year = SchoolCalendar((Year(2026, last_day_on=date(2027, 6, 24)),), winter_week=8).year(2026)
    assert year.last_day_on == date(2027, 6, 24)
    assert year.first_day_on == date(2026, 8, 10)
    assert year.breaks[Break.WINTER] == (date(2027, 2, 20), date(2027, 2, 28))


def test_a_school_year_goes_from_august_to_july():
    assert (starts_in(date(2027, 7, 31)), starts_in(date(2027, 8, 1))) == (2026, 2027)
    assert lies_in(date(2027, 7, 31), 2026)
    assert not lies_in(date(2027, 8, 1), 2026)
    assert year_name(2099) == "2099/00"


@given(YEARS)
def test_the_summer_is_six_weeks_and_two_days_and_school_begins_on_a_monday(begins):
    begins_again = by_law(begins).first_day_on
    assert begins_again.isoweekday() == 1
    assert (begins_again - by_law(begins - 1).last_day_on).days == 6 * 7 + 3


@given(YEARS)
def test_no_holiday_leaves_a_lone_school_day_beside_a_weekend_at_christmas(begins):
    first, last = by_law(begins).breaks[Break.CHRISTMAS]
    assert (first - DAY).isoweekday() != 1
    assert (last + DAY).isoweekday() != 5


@given(YEARS, st.sampled_from([7, 8]))
def test_holidays_lie_in_their_school_year_and_never_in_one_another(begins, winter_week):
    breaks = sorted(by_law(begins, winter_week).breaks.values())
    assert all(lies_in(day, begins) for each in breaks for day in each)
    assert all(one[1] < other[0] for one, other in pairwise(breaks))


@given(YEARS)
def test_a_school_year_has_about_two_hundred_days(begins):
    year = by_law(begins)
    assert 195 <= len(meeting_days(year.first_day_on, year.last_day_on)) <= 208
