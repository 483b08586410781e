"""Several children's follow-ups after one another on one day, at one school or institution."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from children.actions import open_case
from children.models import NetworkMember, Placement, Schooling
from followup.sameday import one_after_another
from followup.status import refresh
from meetings.models import Meeting
from tests.cast import child
from tests.factories import HeldMeetingFactory, InstitutionFactory

TODAY = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
# Their last meetings were four days apart, so their windows overlap.
ON = "2027-03-09"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def at_one_school(cast):
    """Both of Anna's children go to Aaskolen, and had their last meeting in November."""
    Schooling.objects.filter(child=cast.other_child).update(school=cast.school_a)
    for case, day in ((cast.case, 10), (cast.other_case, 14)):
        held_on = dt.date(2026, 11, day)
        starts_at = dt.datetime(2026, 11, day, 13, tzinfo=dt.UTC)
        HeldMeetingFactory(case=case, held_on=held_on, starts_at=starts_at, place="Lokale 4")
    refresh([cast.case.pk, cast.other_case.pk])


@pytest.fixture
def anna(cast, api_of, at_one_school):
    return api_of(cast.anna)


def rows(cast, **other):
    def row(case, at):
        return {"case": str(case.pk), "kind": "follow_up", "on": ON, "at": at, "minutes_planned": 60, "place": "Lok. 4"}

    return [row(cast.case, "13:00"), {**row(cast.other_case, "14:15"), **other}]


def test_children_at_the_same_school_are_laid_after_one_another(cast, anna):
    answer = anna.get(f"cases/{cast.case.pk}/same-day/", on=ON).json()
    assert (answer["place"], [each["first_name"] for each in answer["others"]]) == ("Aaskolen", ["Barn To"])
    assert [(each["first_name"], each["values"]["at"]) for each in answer["meetings"]] == [
        ("Barn Et", "14:00"),
        ("Barn To", "15:15"),
    ]


def test_a_meeting_that_would_end_after_five_has_no_hour_and_is_not_chosen():
    day = [{"at": "14:00", "minutes_planned": minutes} for minutes in (60, 90, 60, 15)]
    laid = [(values["at"], values["wanted"]) for values in one_after_another(day)]
    assert laid == [("14:00", True), ("15:15", True), ("", False), ("", False)]


def test_a_child_at_another_school_is_not_offered(cast, anna):
    Schooling.objects.filter(child=cast.other_child).update(school=cast.school_b)
    refresh([cast.other_case.pk])
    assert anna.get(f"cases/{cast.case.pk}/same-day/").json()["others"] == []


def test_children_at_one_institution_are_offered(cast, anna):
    home = InstitutionFactory(municipality=cast.home, name="Birkehuset")
    Placement.objects.filter(child__in=[cast.child, cast.other_child]).update(institution=home)
    Schooling.objects.filter(child=cast.other_child).update(school=cast.school_b)
    refresh([cast.case.pk, cast.other_case.pk])
    assert [each["first_name"] for each in anna.get(f"cases/{cast.case.pk}/same-day/").json()["others"]] == ["Barn To"]


def test_a_child_whose_follow_up_is_booked_or_not_due_that_day_is_left_out(cast, anna):
    far = anna.get(f"cases/{cast.case.pk}/same-day/", on="2027-05-20").json()
    assert [each["first_name"] for each in far["meetings"]] == ["Barn Et"]
    booked = {"case": str(cast.other_case.pk), "kind": "follow_up", "starts_at": "2027-03-18T12:00:00Z"}
    assert anna.post("meetings/", booked).status_code == 201
    assert anna.get(f"cases/{cast.case.pk}/same-day/").json()["others"] == []


def test_a_colleagues_children_are_not_offered(cast, anna):
    Schooling.objects.filter(child=cast.karls_child).update(school=cast.school_a)
    HeldMeetingFactory(case=cast.karls_case, held_on=dt.date(2026, 11, 12))
    refresh([cast.karls_case.pk])
    assert [each["first_name"] for each in anna.get(f"cases/{cast.case.pk}/same-day/").json()["others"]] == ["Barn To"]


def test_a_supervisor_is_offered_no_other_child(cast, api_of, at_one_school):
    assert api_of(cast.vera).get(f"cases/{cast.case.pk}/same-day/", on=ON).json()["others"] == []


def test_each_child_gets_a_meeting_of_its_own(cast, anna):
    answer = anna.post("meetings/same-day/", {"meetings": rows(cast)})
    assert answer.status_code == 201, answer.json()
    booked = Meeting.objects.planned().order_by("starts_at")
    assert [(each.case, f"{each.starts_at:%H:%M}") for each in booked] == [
        (cast.case, "12:00"),
        (cast.other_case, "13:15"),
    ]
    assert all(each.agenda.startswith("Barnets ord") for each in booked)


def test_one_wrong_meeting_stops_all_of_them_and_is_told_at_its_row(cast, anna):
    stranger = NetworkMember.objects.get(child=cast.child, user=cast.anna)
    answer = anna.post("meetings/same-day/", {"meetings": rows(cast, invited=[str(stranger.pk)])})
    assert answer.json()["errors"][0]["field"] == "meetings.1.invited"
    assert not Meeting.objects.planned().exists()


@pytest.mark.parametrize(
    ("other", "words"),
    [({"at": "13:30"}, "før det forrige er slut"), ({"on": "2027-03-10"}, "skal ligge på samme dag")],
)
def test_meetings_do_not_overlap_and_are_on_one_day(cast, anna, other, words):
    answer = anna.post("meetings/same-day/", {"meetings": rows(cast, **other)})
    error = answer.json()["errors"][0]
    assert (error["field"], words in error["message"]) == ("meetings.1.at", True)


def test_a_child_that_is_not_ticked_is_not_booked(cast, anna):
    answer = anna.post("meetings/same-day/", {"meetings": rows(cast, wanted=False, at="")})
    assert answer.status_code == 201, answer.json()
    assert Meeting.objects.planned().get().case == cast.case


def test_the_same_form_twice_books_once(cast, anna):
    first, again = (anna.post("meetings/same-day/", {"meetings": rows(cast)}, key="k" * 36) for _time in range(2))
    assert (first.status_code, again.status_code, Meeting.objects.planned().count()) == (201, 201, 2)
    assert [each["id"] for each in first.json()["results"]] == [each["id"] for each in again.json()["results"]]


def test_a_child_of_somebody_else_is_not_booked(cast, anna):
    answer = anna.post("meetings/same-day/", {"meetings": rows(cast, case=str(cast.karls_case.pk))})
    assert answer.json()["errors"][0]["field"] == "meetings.1.case"


def test_the_booking_form_leads_to_the_day_and_the_day_books(cast, client_of, at_one_school):
    client = client_of(cast.anna)
    page = client.get(f"/cases/{cast.case.pk}/meetings/new/").content.decode()
    link = re.search(rf'href="(/cases/{cast.case.pk}/meetings/same-day/\?on=[^"]*)"', page)
    assert "Samme dag på Aaskolen" in page
    form = client.get(link[1]).content.decode()
    assert re.search(rf'name="meetings-0-invited"[^>]*value="{cast.teacher.pk}"', form)
    typed = dict(re.findall(r'name="(meetings-\d-(?:case|kind|on|at|minutes_planned))"[^>]*?value="([^"]*)"', form))
    assert len(typed) == 10
    ticked = {"meetings-0-wanted-shown": "1", "meetings-0-wanted": "on", "meetings-1-wanted-shown": "1"}
    sent = client.post(link[1], {**typed, **ticked, "idempotency_key": "k" * 36})
    assert sent.status_code == 302, sent.content.decode()
    assert Meeting.objects.planned().get().case == cast.case


def test_more_children_ask_no_more_queries_for_the_offer(cast, anna):
    def count():
        with CaptureQueriesContext(connection) as queries:
            anna.get(f"cases/{cast.case.pk}/same-day/")
        return len(queries)

    count()
    one = count()
    third = child("Barn Fem", cast.home, cast.school_a)
    case = open_case(child=third, by=cast.anna, opened_on=dt.date(2026, 9, 1))
    HeldMeetingFactory(case=case, held_on=dt.date(2026, 11, 12))
    refresh([case.pk])
    assert count() == one
    assert len(anna.get(f"cases/{cast.case.pk}/same-day/").json()["others"]) == 2
