"""The days proposed for a start-up meeting: within four weeks after the report was shared."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from children.models import NetworkMember
from followup.facts import facts_of
from followup.nextdates import next_dates
from meetings.busydays import busy_days
from tests.factories import (
    AssessmentFactory,
    AssessmentReportFactory,
    AttendanceFactory,
    MeetingFactory,
    NetworkMemberFactory,
)

TODAY = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def shared(cast, on):
    assessment = AssessmentFactory(case=cast.case, ordered_on=on - dt.timedelta(days=30))
    AssessmentReportFactory(
        case=cast.case, assessment=assessment, strengths="Nysgerrig", final_on=on, written_by=cast.anna
    )


def supervisor_of(child, user):
    """A supervisor's part around a child."""
    found = NetworkMember.objects.filter(child=child, user=user).first()
    return found or NetworkMemberFactory(child=child, user=user, kind="supervisor", name=user.name)


@pytest.fixture
def dates(cast, api_of):
    return lambda: api_of(cast.anna).get(f"cases/{cast.case.pk}/follow-up-dates/").json()


def test_three_days_are_proposed_for_a_start_up_each_with_a_reason(cast, dates):
    shared(cast, dt.date(2026, 11, 18))
    answer = dates()
    assert answer["kind"] == "start_up"
    assert (answer["window"]["opens_on"], answer["window"]["closes_on"]) == ("2026-11-18", "2026-12-16")
    assert answer["proposals"][0] == {"date": "2026-11-26", "reason": "hurtigst muligt, uge 48"}
    assert len(answer["proposals"]) == 3


def test_before_the_assessment_is_ordered_it_says_why_no_day_is_proposed(dates):
    answer = dates()
    assert (answer["kind"], answer["window"], answer["proposals"]) == ("start_up", None, [])
    assert answer["expected"].startswith("Afdækningen er ikke bestilt endnu")


def test_before_the_report_is_shared_days_are_counted_from_when_the_parts_are_expected(cast, dates, client_of):
    AssessmentFactory(case=cast.case, ordered_on=dt.date(2026, 11, 16))
    answer = dates()
    assert answer["window"] is None
    assert answer["proposals"][0]["date"] == "2027-01-11"
    assert "d. 11. januar 2027, hvor delene er ventet" in answer["expected"]
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/new/").content.decode()
    assert answer["expected"] in page
    assert 'value="2027-01-11"' in page
    assert 'value="14.00"' in page


def test_a_day_of_another_of_the_coordinators_meetings_is_not_proposed(cast, dates):
    shared(cast, dt.date(2026, 11, 24))
    MeetingFactory(case=cast.other_case, kind="other", starts_at=dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC))
    MeetingFactory(case=cast.karls_case, kind="other", starts_at=dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC))
    assert dates()["proposals"][0]["date"] == "2026-11-27"


def test_a_day_on_which_an_invited_user_is_invited_elsewhere_is_not_proposed(cast, dates):
    shared(cast, dt.date(2026, 11, 24))
    elsewhere = MeetingFactory(case=cast.karls_case, starts_at=dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC))
    AttendanceFactory(case=elsewhere.case, meeting=elsewhere, member=supervisor_of(cast.karls_child, cast.vera))
    assert dates()["proposals"][0]["date"] == "2026-11-27"


def test_a_user_who_has_said_no_to_another_meeting_is_free_that_day(cast, dates):
    shared(cast, dt.date(2026, 11, 24))
    elsewhere = MeetingFactory(case=cast.karls_case, starts_at=dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC))
    part = supervisor_of(cast.karls_child, cast.vera)
    AttendanceFactory(
        case=elsewhere.case, meeting=elsewhere, member=part, answer="comes_not", answered_at=timezone.now()
    )
    assert dates()["proposals"][0]["date"] == "2026-11-26"


def test_a_user_who_is_not_invited_again_takes_no_day(cast, dates):
    """Vera was not at the last meeting, so her other meetings are no matter."""
    held_on = dt.date(2026, 8, 20)
    last = MeetingFactory(case=cast.case, kind="start_up", state="held", held_on=held_on)
    AttendanceFactory(case=last.case, meeting=last, member=cast.teacher, attended=True)
    first = dt.datetime.fromisoformat(dates()["proposals"][0]["date"]).replace(hour=12, tzinfo=dt.UTC)
    elsewhere = MeetingFactory(case=cast.karls_case, starts_at=first)
    AttendanceFactory(case=elsewhere.case, meeting=elsewhere, member=supervisor_of(cast.karls_child, cast.vera))
    assert dates()["proposals"][0]["date"] == str(first.date())
    AttendanceFactory(case=last.case, meeting=last, member=cast.supervisor_member, attended=True)
    assert dates()["proposals"][0]["date"] != str(first.date())


def test_the_busy_days_of_many_cases_ask_no_more_than_those_of_one(cast):
    with CaptureQueriesContext(connection) as one:
        busy_days([cast.case.pk])
    with CaptureQueriesContext(connection) as several:
        busy_days([cast.case.pk, cast.other_case.pk, cast.karls_case.pk])
    assert len(several) == len(one) == 4


def test_the_days_of_many_cases_are_proposed_in_the_queries_of_one(cast):
    def asked(*cases):
        with CaptureQueriesContext(connection) as queries:
            next_dates(facts_of([case.pk for case in cases]).values(), dt.date(2026, 11, 25))
        return len(queries)

    asked(cast.case)
    assert asked(cast.case, cast.other_case, cast.karls_case) == asked(cast.case) <= 12


def test_a_start_up_is_not_proposed_in_the_christmas_holiday(cast, dates):
    shared(cast, dt.date(2026, 12, 1))
    days = [each["date"] for each in dates()["proposals"]]
    assert [day for day in days if "2026-12-22" < day < "2027-01-04"] == []


def test_after_four_weeks_the_first_days_are_proposed(cast, dates):
    shared(cast, dt.date(2026, 10, 1))
    answer = dates()
    assert answer["window"]["reason"].startswith("Der er ingen dage tilbage i perioden")
    assert answer["proposals"][0]["date"] == "2026-11-26"


def test_the_page_proposes_the_days_and_says_until_when(cast, client_of):
    shared(cast, dt.date(2026, 11, 24))
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/new/").content.decode()
    assert page.count('name="on"') == 4
    assert "Opstartsmødet skal holdes senest" in page
