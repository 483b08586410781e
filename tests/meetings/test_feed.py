"""A user's calendar feed: their own meetings, nothing of the child, and an address that can be ended."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User
from children.actions import end_part
from children.models import NetworkMember
from core.models import LookUp
from core.secretpaths import SecretPathFilter
from meetings import actions
from meetings.models import CalendarFeed, Meeting
from tests.meetings.calendarlines import read

SOON = timezone.now() + dt.timedelta(days=21)


@pytest.fixture
def meeting(cast):
    """A follow-up of Barn Et in three weeks, with Vera and the teacher."""
    invited = [cast.supervisor_member, cast.teacher]
    details = {"kind": "follow_up", "starts_at": SOON, "place": "Aaskolen", "invited": invited}
    return actions.book(case=cast.case, by=cast.anna, **details)


@pytest.fixture
def address(cast):
    """The address of Vera's feed."""
    _feed, token = CalendarFeed.issue(cast.vera)
    return f"/calendar/{token}/moeder.ics"


def events(address):
    """What a calendar without a session reads there."""
    answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return read(answer.content).inner


def test_a_feed_shows_its_users_meetings_without_a_sign_in(meeting, address):
    (event,) = events(address)
    assert event["SUMMARY"] == f"Møde {meeting.case.number}"
    assert (event["UID"], event["LOCATION"], event["STATUS"]) == (str(meeting.pk), "Aaskolen", "CONFIRMED")


def test_a_feed_names_nobody_and_tells_no_kind(meeting, address):
    written = Client().get(address).content.decode()
    assert [word for word in ["Barn", "Prøve", "prove", "Opfølgning", "ATTENDEE"] if word in written] == []


def test_a_feed_shows_no_meeting_one_is_not_invited_to_or_has_declined(cast, meeting, address):
    actions.book(case=cast.case, by=cast.anna, kind="other", starts_at=SOON, invited=[cast.teacher])
    assert len(events(address)) == 1
    actions.answer(meeting, member=cast.supervisor_member, answer="comes_not", by=cast.vera)
    assert events(address) == []


def test_a_cancelled_meeting_stands_as_cancelled_without_its_place(cast, meeting, address):
    actions.cancel(meeting, by=cast.anna, expected_version=meeting.version, reason="Sygdom")
    (event,) = events(address)
    assert event["STATUS"] == "CANCELLED"
    assert "LOCATION" not in event.properties


def test_a_part_that_ends_takes_the_meetings_with_it(cast, meeting, address):
    end_part(NetworkMember.objects.get(pk=cast.supervisor_member.pk), by=cast.anna)
    assert events(address) == []


def test_each_look_of_a_calendar_is_in_the_log_and_an_unchanged_answer_is_none(cast, meeting, address):
    LookUp.objects.all().delete()
    first = Client().get(address)
    row = LookUp.objects.get()
    assert (row.user, row.route, row.classes, row.child_ids) == (cast.vera, "calendar-feed", "A", [cast.child.pk])
    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert LookUp.objects.count() == 1


def test_a_change_of_the_meeting_changes_the_answer_and_its_sequence(cast, meeting, address):
    before = Client().get(address).headers["ETag"]
    now = Meeting.objects.get()
    actions.change(now, by=cast.anna, expected_version=now.version, place="Østskolen")
    after = Client().get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert read(after.content).inner[0]["SEQUENCE"] == "1"


def test_the_address_is_shown_once_and_stands_nowhere_in_the_database(cast, client_of):
    browser = client_of(cast.vera)
    page = browser.post("/account/calendar/").content.decode()
    token = re.search(r"/calendar/([\w-]{43})/moeder\.ics", page)[1]
    assert Client().get(f"/calendar/{token}/moeder.ics").status_code == 200
    assert token not in browser.get("/account/").content.decode()
    assert not CalendarFeed.objects.filter(digest=token).exists()


def test_a_new_address_ends_the_one_before(cast, address):
    _feed, token = CalendarFeed.issue(cast.vera)
    assert Client().get(address).status_code == 404
    assert Client().get(f"/calendar/{token}/moeder.ics").status_code == 200


def test_an_ended_feed_gives_nothing(cast, client_of, address):
    client_of(cast.vera).post("/account/calendar/end/")
    answer = Client().get(address)
    assert (answer.status_code, answer.content) == (404, b"")


def test_the_feed_of_a_user_who_was_switched_off_stays_dead_when_they_are_back(cast, address):
    for active in (False, True):
        vera = User.objects.get(pk=cast.vera.pk)
        vera.is_active = active
        vera.save(by=cast.adam)
        assert Client().get(address).status_code == 404


def test_whoever_guesses_addresses_is_told_to_wait_and_the_right_address_still_opens(cast, address, settings):
    settings.GUEST_FAILURES_A_MINUTE = 3
    statuses = [Client().get(f"/calendar/guess-{nth}/moeder.ics").status_code for nth in range(6)]
    assert set(statuses) == {404, 429}
    assert Client().get(address).status_code == 200


def test_an_address_asked_too_often_is_told_to_wait(cast, address, settings):
    settings.CALENDAR_FEEDS_A_MINUTE = 2
    answers = [Client().get(address) for _time in range(6)]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_a_program_makes_no_feed_with_its_token(cast):
    _token, text = ApiToken.issue(cast.vera, "Udtræk", "write")
    answer = Client().post("/api/v1/account/feed/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 403
    assert not CalendarFeed.objects.exists()


def test_the_secret_of_an_address_stands_in_no_line_of_the_log(address, settings, caplog):
    # What fails on the server is logged with its address.
    settings.CALENDAR_FEEDS_A_MINUTE = "broken"
    caplog.handler.addFilter(SecretPathFilter())
    assert Client(raise_request_exception=False).get(address).status_code == 500
    lines = [record.getMessage() for record in caplog.records]
    assert "Internal Server Error: /calendar/…/moeder.ics" in lines
    assert not [line for line in lines if address.split("/")[2] in line]
