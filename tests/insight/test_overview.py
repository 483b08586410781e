"""The manager's overview: figures that lead to masked lists."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from children import actions
from followup.models import CaseStatus


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


def test_the_overview_is_the_managers_only(cast, api_of):
    assert api_of(cast.anna).get("overview/").status_code == 404


def test_the_page_names_no_child(cast, client_of):
    page = client_of(cast.lars).get("/overview/")
    assert page.status_code == 200
    assert "Barn" not in page.content.decode()


def test_the_overview_asks_as_much_of_one_coordinator_as_of_two(cast, api_of):
    api = api_of(cast.lars)
    with CaptureQueriesContext(connection) as two:
        api.get("overview/")
    type(cast.karl).objects.filter(pk=cast.karl.pk).update(is_active=False)
    with CaptureQueriesContext(connection) as one:
        api.get("overview/")
    assert len(one) == len(two)
