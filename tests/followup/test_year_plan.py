"""The year planner: a coordinator's meetings, windows and sparring by week; for a manager masked."""

import datetime as dt
import re
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import LookUp
from followup.calendar import DEFAULT
from followup.planweeks import weeks_of
from followup.yearplan import even_week, full_week
from tests.factories import CaseFactory, HeldMeetingFactory, MeetingFactory, NetworkMemberFactory

TODAY = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def held(cast):
    """Barn Et's start-up on 1 December: the follow-up can be held from 1 March to 1 April."""
    held_on = dt.date(2026, 12, 1)
    starts_at = dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC)
    return HeldMeetingFactory(case=cast.case, kind="start_up", held_on=held_on, starts_at=starts_at)


@pytest.fixture
def plan(cast, api_of):
    return lambda user=cast.anna, **asked: api_of(user).get("year-plan/", **asked).json()


def entries(plan, *kinds, case=0):
    return [
        (week["number"], entry["kind"], entry["on"])
        for week in plan["weeks"]
        for entry in week["entries"]
        if entry["case"] == case and entry["kind"] in kinds
    ]


def week(plan, number):
    return next(each for each in plan["weeks"] if each["number"] == number)


def test_a_follow_up_that_is_not_booked_stands_in_the_middle_of_its_window(held, plan):
    found = plan()
    assert [number for number, _kind, _on in entries(found, "window")] == [9, 10, 11, 12, 13]
    assert entries(found, "due") == [(10, "due", "2027-03-10")] or entries(found, "due")[0][0] in {10, 11}
    assert week(found, entries(found, "due")[0][0])["count"] == 1


def test_a_booked_meeting_takes_the_place_of_the_one_that_is_due(cast, held, plan):
    booked = MeetingFactory(case=cast.case, kind="follow_up", starts_at=dt.datetime(2027, 3, 16, 13, tzinfo=dt.UTC))
    found = plan()
    assert entries(found, "due") == []
    assert entries(found, "booked", "held") == [(49, "held", "2026-12-01"), (11, "booked", "2027-03-16")]
    window = next(entry for entry in week(found, 10)["entries"] if entry["kind"] == "window")
    assert window["meeting"] == str(booked.pk)


def test_later_rounds_are_expected_from_the_likely_day_of_the_one_before(cast, held, plan):
    MeetingFactory(case=cast.case, kind="follow_up", starts_at=dt.datetime(2027, 3, 2, 13, tzinfo=dt.UTC))
    found = plan()
    later = [dt.date.fromisoformat(on) for _number, _kind, on in entries(found, "expected")]
    assert len(later) == 1
    assert dt.date(2027, 6, 2) <= later[0] <= dt.date(2027, 7, 2)


def test_sparring_stands_where_it_is_due_and_late_sparring_now(held, plan):
    found = plan()
    assert entries(found, "school_sparring") == [(4, "school_sparring", "2027-01-26")]
    assert entries(found, "home_sparring") == [(9, "home_sparring", "2027-03-01")]
    with time_machine.travel(dt.datetime(2027, 2, 3, 9, tzinfo=dt.UTC), tick=False):
        late = next(entry for entry in week(plan(), 5)["entries"] if entry["kind"] == "school_sparring")
    assert (late["on"], late["is_late"]) == ("2027-02-03", True)


def test_the_follow_up_that_is_late_stands_on_the_next_meeting_day(held, plan):
    with time_machine.travel(dt.datetime(2027, 4, 9, 9, tzinfo=dt.UTC), tick=False):
        due = next(entry for each in plan()["weeks"] for entry in each["entries"] if entry["kind"] == "due")
    assert (due["on"], due["is_late"]) == ("2027-04-12", True)


def test_holidays_are_named_and_leave_no_room(plan):
    found = plan()
    assert (week(found, 7)["closed"], week(found, 7)["open_days"], week(found, 7)["full"]) == ("vinterferie", 0, 0)
    assert week(found, 18)["open_days"] == 3
    assert week(found, 18)["full"] < week(found, 17)["full"]


@pytest.mark.parametrize(
    ("starts_in", "first", "last", "count"),
    [
        # 2026 has 53 weeks; February 2028 has 29 days.
        (2026, dt.date(2026, 7, 27), dt.date(2027, 7, 26), 53),
        (2027, dt.date(2027, 7, 26), dt.date(2028, 7, 31), 54),
        (2020, dt.date(2020, 7, 27), dt.date(2021, 7, 26), 53),
    ],
)
def test_a_school_year_has_every_week_once(starts_in, first, last, count):
    weeks = weeks_of(starts_in, DEFAULT)
    assert (weeks[0].monday, weeks[-1].monday, len(weeks)) == (first, last, count)
    assert {later.monday - earlier.monday for earlier, later in pairwise(weeks)} == {dt.timedelta(weeks=1)}


def test_a_year_of_53_weeks_shows_the_53rd():
    assert [week.number for week in weeks_of(2026, DEFAULT)][22:24] == [53, 1]


def test_a_meeting_on_the_night_the_clock_changes_stands_on_its_danish_day(cast, plan):
    """The last Sunday of March 2027 is the 28th; half past midnight the day after is still the 28th in UTC."""
    MeetingFactory(case=cast.case, kind="other", starts_at=dt.datetime(2027, 3, 28, 22, 30, tzinfo=dt.UTC))
    MeetingFactory(case=cast.case, kind="other", starts_at=dt.datetime(2026, 10, 25, 22, 30, tzinfo=dt.UTC))
    assert entries(plan(), "booked") == [(43, "booked", "2026-10-25"), (13, "booked", "2027-03-29")]


def test_a_full_week_follows_from_the_municipalitys_own_settings(cast):
    weeks = weeks_of(2026, DEFAULT)
    even = even_week(cast.home, 100, weeks)
    assert 3.5 < even < 4.5
    assert even_week(cast.home, 50, weeks) == pytest.approx(even / 2)
    assert full_week(even, next(week for week in weeks if week.open_days == 5)) == 6


def test_in_the_summer_holiday_the_coming_school_year_is_shown(plan):
    with time_machine.travel(dt.datetime(2027, 7, 5, 9, tzinfo=dt.UTC), tick=False):
        assert plan()["starts_in"] == 2027
    assert plan(year=2024)["starts_in"] == 2024


def test_a_case_without_any_meeting_has_an_empty_column(plan):
    assert entries(plan(), "window", "due", "expected", "home_sparring") == []


# The page ---------------------------------------------------------------------------------------------------------
def test_a_week_of_the_window_leads_to_that_weeks_days(cast, held, client_of):
    client = client_of(cast.anna)
    page = client.get("/year-plan/").content.decode()
    link = f"/cases/{cast.case.pk}/meetings/new/?week=2027-03-15"
    assert f'href="{link}"' in page
    form = client.get(link).content.decode()
    days = re.findall(r'name="on"[^>]*value="([^"]+)"', form)
    assert days == ["2027-03-15", "2027-03-16", "2027-03-17", "2027-03-18", "2027-03-19"]


def test_a_booked_meeting_is_moved_to_a_chosen_week(cast, held, client_of):
    booked = MeetingFactory(case=cast.case, kind="follow_up", starts_at=dt.datetime(2027, 3, 16, 13, tzinfo=dt.UTC))
    client = client_of(cast.anna)
    link = f"/meetings/{booked.pk}/edit/?week=2027-03-08"
    assert f'href="{link}"' in client.get("/year-plan/").content.decode()
    form = client.get(link).content.decode()
    assert re.findall(r'name="on"[^>]*value="([^"]+)"', form)[0] == "2027-03-08"
    typed = {"version": booked.version, "on": "2027-03-09", "other_on": "2027-03-16", "at": "14:00"}
    assert client.post(link, typed).status_code == 302
    booked.refresh_from_db()
    assert str(booked.starts_at.date()) == "2027-03-09"


def test_a_week_without_a_free_day_says_so_and_proposes_the_usual_days(cast, held, client_of):
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/new/?week=2027-03-22").content.decode()
    assert "Der er ingen ledige dage i uge 12." in page
    assert "midt i perioden" in page


def test_the_plan_is_a_table_with_a_heading_for_each_week_and_child(cast, held, client_of):
    page = client_of(cast.anna).get("/year-plan/?all=1").content.decode()
    assert page.count('<th scope="row">') == 53
    # Without the weeks before this one.
    assert client_of(cast.anna).get("/year-plan/").content.decode().count('<th scope="row">') == 29
    assert re.search(r'<th scope="col"[^>]*><a [^>]*>Barn Et</a>', page)
    assert "vinterferie" in page


def test_my_day_leads_to_the_plan(cast, client_of):
    assert 'href="/year-plan/"' in client_of(cast.anna).get("/my-day/").content.decode()


# Who sees it ------------------------------------------------------------------------------------------------------
def test_a_manager_sees_numbers_and_no_names(cast, held, api_of, client_of):
    answer = api_of(cast.lars).get("year-plan/", coordinator=str(cast.anna.pk))
    assert [case["first_name"] for case in answer.json()["cases"]] == [None, None]
    client = client_of(cast.lars)
    page = client.get(f"/year-plan/?coordinator={cast.anna.pk}").content.decode()
    assert cast.case.number in page
    assert "Barn Et" not in page
    assert "/meetings/" not in page
    assert f'href="/cases/{cast.case.pk}/masked/"' in page


def test_a_manager_sees_the_coordinators_of_the_unit_alone(cast, api_of):
    api = api_of(cast.lars)
    assert [each["name"] for each in api.get("year-plan/").json()["coordinators"]] == ["Anna Prøve", "Karl Prøve"]
    assert api.get("year-plan/", coordinator=str(cast.nora.pk)).status_code == 404


def test_a_coordinator_sees_nobody_elses_plan(cast, api_of):
    assert api_of(cast.anna).get("year-plan/", coordinator=str(cast.karl.pk)).status_code == 404


def test_the_overview_leads_a_manager_to_each_coordinators_plan(cast, client_of):
    page = client_of(cast.lars).get("/overview/").content.decode()
    assert f'href="/year-plan/?coordinator={cast.anna.pk}"' in page


def test_looking_is_logged_with_the_children_shown(cast, plan):
    plan()
    row = LookUp.objects.get(user=cast.anna)
    assert (set(row.child_ids), row.classes) == ({cast.child.pk, cast.other_child.pk}, "AB")
    plan(cast.lars, coordinator=str(cast.anna.pk))
    row = LookUp.objects.get(user=cast.lars)
    assert (row.relation, row.classes) == ("unit", "A")


def test_more_cases_ask_no_more_queries(cast, held, plan):
    def count():
        with CaptureQueriesContext(connection) as queries:
            plan()
        return len(queries)

    few = count()
    for _number in range(4):
        case = CaseFactory(municipality=cast.home)
        NetworkMemberFactory(child=case.child, kind="coordinator", user=cast.anna, name=cast.anna.name)
    assert count() == few
