from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from followup.cadence import Window, follow_up_window
from followup.calendar import SchoolCalendar, is_meeting_day, meeting_days
from followup.proposals import proposals

HELD = st.dates(date(2024, 1, 1), date(2040, 12, 31))
OFFSETS = st.sets(st.integers(0, 60), max_size=15)
SPRING = follow_up_window(date(2027, 1, 18))


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


def test_three_days_are_proposed_each_with_a_reason():
    assert [(each.on, each.reason) for each in proposals(SPRING)] == [
        (date(2027, 4, 19), "først i perioden, uge 16"),
        (date(2027, 4, 30), "midt i perioden, uge 17"),
        (date(2027, 5, 11), "sidst i perioden, uge 19"),
    ]


def test_the_last_week_before_the_summer_holiday_is_named():
    last = proposals(follow_up_window(date(2027, 3, 10)))[-1]
    assert last.reason == "sidst i perioden, uge 25, sidste uge inden sommerferien"


def test_the_first_week_after_a_holiday_is_named():
    first = proposals(follow_up_window(date(2026, 11, 18)))[0]
    assert first.reason == "først i perioden, uge 8, første uge efter vinterferien"


def test_a_day_somebody_is_busy_is_not_proposed():
    busy = [each.on for each in proposals(SPRING)]
    assert not {each.on for each in proposals(SPRING, busy)} & set(busy)
    assert len(proposals(SPRING, busy)) == 3


def test_fewer_free_days_give_fewer_proposals():
    days = meeting_days(SPRING.opens_on, SPRING.closes_on)
    assert [each.on for each in proposals(SPRING, days[1:])] == days[:1]
    assert proposals(SPRING, days) == []


def test_days_that_have_passed_are_not_proposed():
    late = proposals(SPRING, not_before=date(2027, 5, 10))
    assert [each.on >= date(2027, 5, 10) for each in late] == [True] * 3
    assert late[0].reason == "hurtigst muligt, uge 19"


def test_after_the_window_the_first_days_are_proposed():
    late = proposals(SPRING, not_before=date(2027, 6, 1))
    assert [each.on for each in late] == [date(2027, 6, 1), date(2027, 6, 7), date(2027, 6, 9)]
    assert late[0].reason == "hurtigst muligt, uge 22"


def test_a_missed_window_is_not_made_up_for_in_the_holiday():
    late = proposals(follow_up_window(date(2027, 3, 1)), not_before=date(2027, 7, 3))
    assert late[0].on == date(2027, 8, 9)


@given(HELD, OFFSETS, st.sampled_from([7, 8]))
def test_every_proposal_is_a_free_meeting_day_in_the_window(held_on, offsets, winter_week):
    calendar = SchoolCalendar(winter_week=winter_week)
    window = follow_up_window(held_on, calendar=calendar)
    busy = {window.opens_on + timedelta(offset) for offset in offsets}
    for each in proposals(window, busy, calendar):
        assert window.opens_on <= each.on <= window.closes_on
        assert is_meeting_day(each.on, calendar)
        assert each.on not in busy


@given(HELD)
def test_a_window_nobody_is_busy_in_gives_three_different_weekdays_in_order(held_on):
    days = [each.on for each in proposals(follow_up_window(held_on))]
    assert days == sorted(set(days))
    assert len({day.weekday() for day in days}) == 3


@given(HELD, st.integers(0, 500))
def test_there_is_always_something_to_book(held_on, late):
    window = follow_up_window(held_on)
    not_before = window.opens_on + timedelta(late)
    found = proposals(window, not_before=not_before)
    assert found
    assert all(each.on >= not_before for each in found)


def test_a_window_of_a_few_days_proposes_them_all():
    window = Window(date(2027, 4, 20), date(2027, 4, 21))
    assert [each.on for each in proposals(window)] == [date(2027, 4, 20), date(2027, 4, 21)]
