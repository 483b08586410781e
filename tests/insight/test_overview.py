"""The manager's overview: figures that lead to masked lists."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from children import actions
from followup.models import CaseStatus
from tests.factories import MeetingFactory


def row_of(data, name):
    return next(row for row in data["coordinators"] if row["name"] == name)


def test_the_caseload_is_counted_a_coordinator_against_capacity(cast, api_of):
    data = api_of(cast.lars).get("overview/").json()
    assert (row_of(data, "Anna Prøve")["open"], row_of(data, "Karl Prøve")["open"]) == (2, 1)
    assert row_of(data, "Anna Prøve")["capacity"] == 21


def test_half_time_carries_half(cast, api_of):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(hours_percent=50)
    assert row_of(api_of(cast.lars).get("overview/").json(), "Anna Prøve")["capacity"] == 10


def test_full_time_is_the_municipalitys_figure_also_where_nobody_works_it(cast, api_of):
    type(cast.anna).objects.filter(role="coordinator").update(hours_percent=50)
    assert api_of(cast.lars).get("overview/").json()["full_time"] == 21


def test_a_follow_up_past_its_window_is_over_time(cast, api_of):
    CaseStatus.objects.filter(case=cast.case).update(window_closes_on=dt.date(2026, 1, 5))
    data = api_of(cast.lars).get("overview/").json()
    assert data["counts"]["follow_up_overdue"] == 1
    assert row_of(data, "Anna Prøve")["follow_up_overdue"] == 1


def test_the_number_leads_to_a_list_of_as_many(cast, api_of):
    CaseStatus.objects.filter(case=cast.case).update(window_closes_on=dt.date(2026, 1, 5))
    listed = api_of(cast.lars).get("cases/", overdue="follow_up", coordinator=cast.anna.pk).json()
    assert [row["number"] for row in listed["results"]] == [cast.case.number]


def test_a_closed_case_is_no_ones_load(cast, api_of):
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    assert row_of(api_of(cast.lars).get("overview/").json(), "Anna Prøve")["open"] == 1


def test_the_phases_add_up(cast, api_of):
    data = api_of(cast.lars).get("overview/").json()
    assert sum(phase["count"] for phase in data["phases"]) == data["counts"]["open"] == 3


@pytest.fixture
def a_mixed_unit(cast, api_of):
    """Three cases: one follow-up missed and postponed, one missed and booked by now, one with only a late step."""
    today = localdate()
    held = timezone.now() - dt.timedelta(days=200)
    for case in (cast.case, cast.other_case):
        MeetingFactory(
            case=case, kind="start_up", state="held", held_on=localdate(held), starts_at=held, child_words="Godt"
        )
    MeetingFactory(case=cast.other_case, kind="follow_up", starts_at=timezone.now() + dt.timedelta(days=9))
    put_off = {
        "case": str(cast.case.pk),
        "until_on": str(today + dt.timedelta(30)),
        "cause": "away",
        "reason": "Barn Et er syg",
    }
    for step in ("book_follow_up", "set_goals", "order_assessment", "school_sparring", "home_sparring"):
        api_of(cast.anna).post("postponements/", {**put_off, "step": step})
    return cast


def test_the_overdue_figure_includes_each_of_its_parts_and_postponed_steps(a_mixed_unit, api_of):
    api = api_of(a_mixed_unit.lars)
    listed = {
        name: {row["number"] for row in api.get("cases/", overdue=name).json()["results"]}
        for name in ("any", "follow_up", "put_off")
    }
    assert listed["follow_up"] == {a_mixed_unit.case.number, a_mixed_unit.other_case.number}
    assert listed["put_off"] == {a_mixed_unit.case.number}
    assert listed["follow_up"] | listed["put_off"] <= listed["any"]


def test_a_managers_list_shows_the_cause_of_a_postponement_but_no_free_text(a_mixed_unit, api_of, client_of):
    rows = api_of(a_mixed_unit.lars).get("cases/", overdue="put_off").json()["results"]
    assert {each["postponed_for"] for each in rows[0]["over_time"]} == {"En, der skal være med, kan ikke"}
    page = client_of(a_mixed_unit.lars).get("/cases/?overdue=put_off").content.decode()
    assert "En, der skal være med, kan ikke" in page
    assert "Barn Et" not in page


def test_the_coordinator_reads_in_the_list_what_was_written(a_mixed_unit, api_of):
    rows = api_of(a_mixed_unit.anna).get("cases/", overdue="put_off").json()["results"]
    assert {each["postponed_for"] for each in rows[0]["over_time"]} == {"Barn Et er syg"}


def test_a_follow_up_booked_after_its_window_counts_as_missed(a_mixed_unit, api_of):
    rows = api_of(a_mixed_unit.lars).get("cases/", overdue="follow_up").json()["results"]
    booked = next(row for row in rows if row["number"] == a_mixed_unit.other_case.number)
    assert "book_follow_up" in [each["step"] for each in booked["over_time"]]


def test_a_booked_meeting_is_counted_until_its_day_is_over(a_mixed_unit, api_of):
    api = api_of(a_mixed_unit.lars)
    assert api.get("overview/").json()["counts"]["booked"] == 1
    CaseStatus.objects.update(next_meeting_at=timezone.now() - dt.timedelta(days=1))
    assert api.get("overview/").json()["counts"]["booked"] == 0


def test_every_figure_is_the_length_of_the_list_it_leads_to(a_mixed_unit, client_of):
    client = client_of(a_mixed_unit.lars)
    page = client.get("/overview/").context
    figures = {tile["url"]: tile["number"] for tile in page["counts"]}
    figures |= {phase["url"]: phase["number"] for phase in page["phases"]}
    figures["/cases/"] = page["data"]["counts"]["open"]
    for row in page["coordinators"]:
        figures[row["url"]] = row["open"]
        figures[f"{row['url']}&overdue=any"] = row["step_overdue"]
        figures[f"{row['url']}&overdue=follow_up"] = row["follow_up_overdue"]
    assert {url: client.get(url).context["data"]["count"] for url in figures} == figures
    assert sum(count > 0 for count in figures.values()) > 8


def test_the_overview_is_the_managers_only(cast, api_of):
    assert api_of(cast.anna).get("overview/").status_code == 404


def test_the_page_names_no_child(cast, client_of):
    page = client_of(cast.lars).get("/overview/")
    assert page.status_code == 200
    assert "Barn" not in page.content.decode()


def test_the_overview_needs_as_many_queries_for_one_coordinator_as_for_two(cast, api_of):
    api = api_of(cast.lars)
    with CaptureQueriesContext(connection) as two:
        api.get("overview/")
    type(cast.karl).objects.filter(pk=cast.karl.pk).update(is_active=False)
    with CaptureQueriesContext(connection) as one:
        api.get("overview/")
    assert len(one) == len(two)


def test_a_meeting_held_without_content_is_counted_and_listed_until_it_is_filled(cast, api_of):
    held = timezone.now() - dt.timedelta(days=3)
    meeting = MeetingFactory(case=cast.case, kind="follow_up", state="held", held_on=localdate(held), starts_at=held)
    api = api_of(cast.lars)
    assert api.get("overview/").json()["counts"]["without_content"] == 1
    listed = api.get("cases/", meeting="without_content").json()["results"]
    assert [row["number"] for row in listed] == [cast.case.number]
    meeting.child_words = "Det går godt"
    meeting.save()
    assert api.get("overview/").json()["counts"]["without_content"] == 0
