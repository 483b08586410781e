from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from followup.calendar import (
    Break,
    NoMeetingDay,
    SchoolCalendar,
    break_after,
    break_around,
    closed_reason,
    is_meeting_day,
    meeting_days,
    next_meeting_day,
    previous_meeting_day,
)
from followup.schoolyear import Year, starts_in

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
CLOSED = st.builds(lambda start, length: (start, start + timedelta(length), "pædagogisk dag"), DAYS, st.integers(0, 5))
YEARS = st.builds(lambda closed: Year(starts_in(closed[0]), closed=(closed,)), CLOSED)
CALENDARS = st.builds(SchoolCalendar, years=st.lists(YEARS, max_size=3).map(tuple), winter_week=st.sampled_from([7, 8]))


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2027, 1, 1), "nytårsdag"),
        (date(2027, 1, 2), "juleferie"),
        (date(2027, 2, 17), "vinterferie"),
        (date(2027, 3, 20), "påskeferie"),
        (date(2027, 3, 24), "påskeferie"),
        (date(2027, 3, 25), "skærtorsdag"),
        (date(2027, 3, 26), "langfredag"),
        (date(2027, 3, 29), "anden påskedag"),
        (date(2027, 5, 6), "Kristi himmelfartsdag"),
        (date(2027, 5, 7), "Kristi himmelfartsferie"),
        (date(2027, 5, 17), "anden pinsedag"),
        (date(2026, 6, 5), "grundlovsdag"),
        (date(2027, 7, 5), "sommerferie"),
        (date(2027, 6, 28), "sommerferie"),
        (date(2027, 8, 8), "sommerferie"),
        (date(2027, 10, 20), "efterårsferie"),
        (date(2027, 12, 22), "juleferie"),
        (date(2027, 12, 24), "juleaftensdag"),
        (date(2027, 12, 31), "nytårsaften"),
        (date(2027, 3, 6), "weekend"),
    ],
)
def test_a_closed_day_says_why(day, reason):
    assert closed_reason(day) == reason


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 18),
        date(2027, 3, 30),
        date(2028, 5, 1),
        date(2027, 6, 25),
        date(2027, 8, 9),
        date(2027, 12, 21),
        date(2028, 1, 3),
    ],
)
def test_an_ordinary_school_day_is_open(day):
    assert closed_reason(day) is None
    assert is_meeting_day(day)


def test_store_bededag_is_a_working_day_from_2024():
    assert closed_reason(date(2023, 5, 5)) == "store bededag"
    assert is_meeting_day(date(2024, 4, 26))


def test_each_municipality_has_its_own_winter_week():
    assert is_meeting_day(date(2027, 2, 16), SchoolCalendar(winter_week=8))
    assert closed_reason(date(2027, 2, 23), SchoolCalendar(winter_week=8)) == "vinterferie"


def test_a_municipality_may_close_on_days_of_its_own():
    calendar = SchoolCalendar((Year(2026, closed=((date(2027, 3, 15), date(2027, 3, 16), "pædagogiske dage"),)),))
    assert closed_reason(date(2027, 3, 15), calendar) == "pædagogiske dage"
    assert next_meeting_day(date(2027, 3, 15), calendar) == date(2027, 3, 17)


def test_english_readers_get_english_holidays():
    with override("en"):
        assert closed_reason(date(2027, 3, 26)) == "Good Friday"


def test_a_meeting_day_is_looked_for_in_both_directions():
    maundy_thursday = date(2027, 3, 25)
    assert next_meeting_day(maundy_thursday) == date(2027, 3, 30)
    assert previous_meeting_day(maundy_thursday) == date(2027, 3, 19)
    assert next_meeting_day(date(2027, 3, 18)) == previous_meeting_day(date(2027, 3, 18)) == date(2027, 3, 18)


def test_the_summer_is_six_weeks():
    assert previous_meeting_day(date(2027, 7, 20)) == date(2027, 6, 25)
    assert next_meeting_day(date(2027, 7, 20)) == date(2027, 8, 9)


def test_meeting_days_of_easter_week():
    assert meeting_days(date(2027, 3, 19), date(2027, 3, 31)) == [
        date(2027, 3, 19),
        date(2027, 3, 30),
        date(2027, 3, 31),
    ]


def test_the_last_day_before_a_school_holiday_is_known():
    assert break_after(date(2027, 6, 25)) == Break.SUMMER
    assert break_after(date(2027, 3, 19)) == Break.EASTER
    assert break_after(date(2027, 6, 24)) is None


def test_a_long_weekend_is_no_school_holiday():
    assert break_after(date(2027, 6, 18)) is None
    assert break_after(date(2027, 5, 5)) is None


@pytest.mark.parametrize(("until_on", "is_holiday"), [(date(2026, 10, 18), False), (date(2026, 10, 19), True)])
def test_a_holiday_is_at_least_seven_closed_days_in_a_row(until_on, is_holiday):
    autumn = Year(2026, breaks={Break.AUTUMN: (date(2026, 10, 13), until_on)})
    assert break_after(date(2026, 10, 12), SchoolCalendar((autumn,))) == (Break.AUTUMN if is_holiday else None)


def test_a_day_lies_in_a_school_holiday_or_not():
    assert break_around(date(2027, 7, 20)).definite == "sommerferien"
    assert break_around(date(2027, 3, 26)) == Break.EASTER
    assert break_around(date(2027, 3, 6)) is None
    assert break_around(date(2027, 3, 18)) is None


def test_a_year_of_closed_days_is_refused():
    closed = SchoolCalendar(
        tuple(Year(year, closed=((date(year, 8, 1), date(year + 1, 7, 31), "lukket"),)) for year in (2025, 2026, 2027))
    )
    with pytest.raises(NoMeetingDay, match="Ret kommunens lukkedage"):
        next_meeting_day(date(2026, 6, 1), closed)


def test_an_impossible_calendar_is_refused():
    with pytest.raises(ValueError, match="uge 7 eller 8"):
        SchoolCalendar(winter_week=9)
    with pytest.raises(ValueError, match="før den begynder"):
        Year(2026, closed=((date(2027, 3, 2), date(2027, 3, 1), "lukket"),))
    with pytest.raises(ValueError, match="før den begynder"):
        Year(2026, breaks={Break.AUTUMN: (date(2026, 10, 18), date(2026, 10, 10))})


@given(DAYS, CALENDARS)
def test_the_next_meeting_day_is_open_and_no_open_day_is_skipped(day, calendar):
    found = next_meeting_day(day, calendar)
    assert is_meeting_day(found, calendar)
    assert meeting_days(day, found, calendar) == [found]


@given(DAYS, CALENDARS)
def test_the_previous_meeting_day_is_open_and_no_open_day_is_skipped(day, calendar):
    found = previous_meeting_day(day, calendar)
    assert meeting_days(found, day, calendar) == [found]


@given(st.integers(2024, 2040))
def test_a_year_has_about_forty_school_weeks(year):
    assert 195 <= len(meeting_days(date(year, 1, 1), date(year, 12, 31))) <= 206


@pytest.mark.parametrize("year", [1, 1582, 4000, 9999])
def test_a_year_typed_by_a_slip_of_the_finger_has_no_easter(year):
    assert closed_reason(date(year, 4, 14), SchoolCalendar()) in {None, "weekend"}
    assert closed_reason(date(year, 9, 1), SchoolCalendar()) in {None, "weekend"}
    assert closed_reason(date(year, 7, 15), SchoolCalendar()) == "sommerferie"
