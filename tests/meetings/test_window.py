"""A booked day compared with the window and the school calendar."""

import pytest

from meetings.window import about_the_day, proposed

WINDOW = {"opens_on": "2027-02-22", "closes_on": "2027-03-19"}


def keys(day, dates, kind="follow_up", state="planned"):
    meeting = {"state": state, "kind": kind, "starts_at": f"{day}T09:00:00+01:00"}
    return [warning["key"] for warning in about_the_day(meeting, {"kind": "follow_up", **dates})]


@pytest.mark.parametrize(
    ("day", "told"),
    [("2027-02-21", ["early"]), ("2027-02-22", []), ("2027-03-19", []), ("2027-03-20", ["late"])],
)
def test_a_follow_up_belongs_in_the_window(day, told):
    assert keys(day, {"window": WINDOW}) == told


def test_a_start_up_has_its_own_deadline_and_not_that_of_a_follow_up():
    assert keys("2027-03-20", {"window": WINDOW}, kind="start_up") == []
    assert keys("2027-03-20", {"window": WINDOW, "kind": "start_up"}, kind="start_up") == ["late"]


def test_a_talk_with_the_child_has_no_window():
    assert keys("2027-01-04", {"window": WINDOW}, kind="child_talk") == []


def test_a_closed_day_gives_its_reason():
    dates = {"window": None, "closed": {"2027-02-15": "vinterferien"}}
    meeting = {"state": "planned", "kind": "other", "starts_at": "2027-02-15T09:00:00+01:00"}
    assert [warning["text"] for warning in about_the_day(meeting, dates)] == ["Dagen er en lukkedag: vinterferien."]


def test_a_held_meeting_shows_no_warnings():
    assert keys("2027-01-04", {"window": WINDOW}, state="held") == []


def test_a_chosen_day_follows_the_proposed_ones():
    days = proposed({"proposals": [{"date": "2027-03-05", "reason": "midt i perioden"}]})
    assert [day["value"] for day in days] == ["2027-03-05", ""]


def test_before_the_first_meeting_nothing_is_proposed():
    assert proposed({"window": None, "proposals": []}) == []
