from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from followup.cadence import (
    Cadence,
    Standing,
    State,
    Window,
    add_months,
    follow_up_window,
    home_sparring_due,
    school_sparring_due,
)
from followup.calendar import DEFAULT, NoMeetingDay, SchoolCalendar, is_meeting_day, meeting_days, next_meeting_day
from followup.schoolyear import Year

HELD = st.dates(date(2024, 1, 1), date(2040, 12, 31))
CALENDARS = st.builds(SchoolCalendar, winter_week=st.sampled_from([7, 8]))
CADENCES = st.sampled_from([Cadence(3, 4), Cadence(2, 3), Cadence(3, 5), Cadence(6, 7)])


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


def test_a_follow_up_is_due_three_to_four_months_after_the_last_one_held():
    assert follow_up_window(date(2026, 11, 18)) == Window(date(2027, 2, 22), date(2027, 3, 18))


def test_months_are_clamped_at_the_end_of_a_month():
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert add_months(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_a_window_that_opens_on_a_saturday_opens_on_monday():
    assert follow_up_window(date(2027, 1, 10)).opens_on == date(2027, 4, 12)


def test_a_window_that_closes_on_a_sunday_closes_on_friday():
    assert follow_up_window(date(2026, 12, 25)).closes_on == date(2027, 4, 23)


def test_the_last_day_before_the_summer_holiday_is_the_last_day():
    assert follow_up_window(date(2027, 3, 10)) == Window(date(2027, 6, 10), date(2027, 6, 25))


def test_a_window_in_the_summer_holiday_moves_after_it_when_that_is_nearest_and_says_so():
    window = follow_up_window(date(2027, 4, 7))
    assert (window.opens_on, window.closes_on) == (date(2027, 8, 9), date(2027, 8, 13))
    assert window.reason == "Det meste af perioden falder i sommerferien, så den er lagt efter."


def test_a_window_in_the_summer_holiday_moves_before_it_when_that_is_nearest_and_says_so():
    window = follow_up_window(date(2027, 3, 30))
    assert (window.opens_on, window.closes_on) == (date(2027, 6, 21), date(2027, 6, 25))
    assert window.reason == "Det meste af perioden falder i sommerferien, så den er lagt før."


def test_at_equal_distance_a_window_moves_before_the_holiday():
    equally_far = follow_up_window(date(2027, 4, 2))
    assert equally_far.opens_on == date(2027, 6, 21)
    assert add_months(date(2027, 4, 2), 3) - equally_far.opens_on == date(2027, 8, 13) - add_months(date(2027, 4, 2), 4)


def test_a_window_moves_after_the_holiday_when_that_is_one_day_nearer():
    begins_on_tuesday = SchoolCalendar((Year(2027, first_day_on=date(2027, 8, 10)),))
    window = follow_up_window(date(2027, 4, 4), calendar=begins_on_tuesday)
    assert (window.opens_on, window.closes_on) == (date(2027, 8, 10), date(2027, 8, 16))


def test_five_days_left_of_a_window_are_enough():
    assert follow_up_window(date(2024, 3, 22)) == Window(date(2024, 6, 24), date(2024, 6, 28))


def test_no_follow_up_is_put_on_the_day_of_the_meeting_before_it():
    closed = SchoolCalendar((Year(2026, closed=((date(2027, 2, 6), date(2027, 4, 30), "ombygning"),)),))
    assert follow_up_window(date(2027, 2, 1), Cadence(1, 2), closed).opens_on == date(2027, 5, 3)


def test_two_days_before_the_holiday_are_too_few_and_are_made_up_to_five():
    window = follow_up_window(date(2027, 3, 24))
    assert meeting_days(window.opens_on, window.closes_on)[-2:] == [date(2027, 6, 24), date(2027, 6, 25)]
    assert window.opens_on == date(2027, 6, 21)


def test_a_long_closure_of_a_municipality_is_a_reason_too():
    closed = SchoolCalendar((Year(2026, closed=((date(2027, 2, 1), date(2027, 4, 2), "ombygning"),)),))
    window = follow_up_window(date(2026, 11, 18), calendar=closed)
    assert window.opens_on == date(2027, 4, 5)
    assert "falder i kommunens lukkedage" in window.reason


def test_the_reason_names_what_closes_most_of_the_days():
    closed = SchoolCalendar((Year(2027, closed=((date(2027, 8, 2), date(2027, 8, 6), "flytning"),)),))
    assert "falder i sommerferien" in follow_up_window(date(2027, 4, 7), calendar=closed).reason


def test_a_municipality_may_have_another_cadence():
    assert follow_up_window(date(2026, 11, 18), Cadence(2, 3)).opens_on == date(2027, 1, 18)


@pytest.mark.parametrize("months", [(1, 2), (3, 4), (23, 24)])
def test_a_cadence_is_one_month_to_two_years(months):
    assert Cadence(*months).max_months == months[1]


@pytest.mark.parametrize("wrong", [(0, 4), (4, 4), (4, 3), (3, 25)])
def test_a_cadence_that_leaves_no_window_is_refused(wrong):
    with pytest.raises(ValueError, match="Ret antal måneder"):
        Cadence(*wrong)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2027, 2, 7), Standing(State.EARLY, 15)),
        (date(2027, 2, 8), Standing(State.APPROACHING, 14)),
        (date(2027, 2, 21), Standing(State.APPROACHING, 1)),
        (date(2027, 2, 22), Standing(State.OPEN, 24)),
        (date(2027, 3, 18), Standing(State.OPEN, 0)),
        (date(2027, 3, 19), Standing(State.OVERDUE, 1)),
    ],
)
def test_the_window_is_early_approaching_open_and_overdue(today, standing):
    assert follow_up_window(date(2026, 11, 18)).state_on(today) == standing


def test_the_coordinator_is_reminded_two_weeks_before():
    assert follow_up_window(date(2026, 11, 18)).remind_on == date(2027, 2, 8)


def test_school_sparring_is_due_within_eight_weeks():
    assert school_sparring_due(date(2027, 4, 6)) == date(2027, 6, 1)


def test_home_sparring_is_due_within_a_quarter():
    assert home_sparring_due(date(2027, 1, 13)) == date(2027, 4, 13)


def test_the_summer_holiday_makes_nobody_overdue():
    assert school_sparring_due(date(2027, 5, 19)) == date(2027, 8, 9)


def test_a_deadline_on_a_public_holiday_moves_past_it():
    assert home_sparring_due(date(2027, 2, 17)) == date(2027, 5, 18)


def test_the_search_for_a_meeting_day_ends_after_a_year():
    def closed_for(days):
        year_and_more = ((date(2027, 1, 4), date(2027, 1, 3) + timedelta(days), "lukket"),)
        return SchoolCalendar((Year(2026, closed=year_and_more), Year(2027, closed=year_and_more)))

    assert next_meeting_day(date(2027, 1, 4), closed_for(366)) == date(2028, 1, 5)
    with pytest.raises(NoMeetingDay):
        next_meeting_day(date(2027, 1, 4), closed_for(367))


def test_a_calendar_closed_for_years_is_refused_and_not_searched_for_ever():
    closed = SchoolCalendar(
        tuple(Year(year, closed=((date(year, 8, 1), date(year + 1, 7, 31), "lukket"),)) for year in range(2026, 2032))
    )
    with pytest.raises(NoMeetingDay):
        follow_up_window(date(2026, 11, 18), calendar=closed)


@given(HELD, CADENCES, CALENDARS)
def test_both_ends_of_a_window_are_meeting_days(held_on, cadence, calendar):
    window = follow_up_window(held_on, cadence, calendar)
    assert is_meeting_day(window.opens_on, calendar)
    assert is_meeting_day(window.closes_on, calendar)


@given(HELD, CADENCES, CALENDARS)
def test_a_window_never_has_fewer_days_than_a_school_week(held_on, cadence, calendar):
    window = follow_up_window(held_on, cadence, calendar)
    assert len(meeting_days(window.opens_on, window.closes_on, calendar)) >= 5


@given(HELD, CADENCES, CALENDARS)
def test_a_window_never_opens_early_and_never_closes_late_without_saying_why(held_on, cadence, calendar):
    window = follow_up_window(held_on, cadence, calendar)
    is_early = window.opens_on < add_months(held_on, cadence.min_months)
    is_late = window.closes_on > add_months(held_on, cadence.max_months)
    assert (is_early or is_late) == bool(window.reason)
    assert held_on < window.opens_on


@given(HELD)
def test_with_the_models_cadence_only_the_summer_moves_a_window_and_by_less_than_three_weeks(held_on):
    window = follow_up_window(held_on)
    assert not window.reason or "sommerferien" in window.reason
    assert add_months(held_on, 3) - window.opens_on <= timedelta(21)
    assert window.closes_on - add_months(held_on, 4) <= timedelta(21)


@given(HELD, st.integers(-400, 400))
def test_the_days_of_a_state_count_to_its_own_end(held_on, offset):
    window = follow_up_window(held_on)
    today = window.opens_on + timedelta(offset)
    standing = window.state_on(today)
    ends = {State.OPEN: window.closes_on, State.OVERDUE: window.closes_on}
    assert abs((ends.get(standing.state, window.opens_on) - today).days) == standing.days


@given(HELD, CALENDARS)
def test_a_sparring_deadline_is_never_shorter_and_always_on_a_meeting_day(held_on, calendar):
    due_on = school_sparring_due(held_on, calendar)
    assert due_on >= held_on + timedelta(weeks=8)
    assert is_meeting_day(due_on, calendar)
    assert home_sparring_due(held_on, DEFAULT) >= add_months(held_on, 3)
