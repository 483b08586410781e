"""Calendar objects: valid by the standards, read by others' programs, and right across summer time."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from meetings import ics
from tests.meetings.calendarlines import read

HERE = ZoneInfo("Europe/Copenhagen")
ID = UUID("01900000-0000-7000-8000-000000000001")
STAMP = dt.datetime(2027, 1, 4, 9, 30, 15, 999, tzinfo=HERE)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120)


def meeting(starts_at=dt.datetime(2027, 3, 18, 14, 30, tzinfo=HERE), **details):
    return ics.CalendarMeeting(ID, "2027-0042", starts_at, 60, **details)


def message(method=ics.REQUEST, about=None, **details):
    known = {"method": method, "sequence": 2, "stamp": STAMP, "to": "vera@prove.example"} | details
    return ics.message(about or meeting(place="Aaskolen, lokale 4"), **known)


def event_of(written):
    (event,) = read(written).inner
    return event


def by_vobject(written):
    (event,) = vobject.readOne(written.decode()).vevent_list
    return event


# RFC 5546, 3.2.2 and 3.2.5: the properties a message about an event must have, and how many of each.
@pytest.mark.parametrize("method", [ics.REQUEST, ics.CANCEL])
def test_a_message_has_what_the_standard_asks_once_each(method):
    calendar = read(message(method))
    assert (calendar["METHOD"], calendar["VERSION"]) == (method, "2.0")
    (event,) = calendar.inner
    once = ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "ORGANIZER", "ATTENDEE"]
    assert {name: event.counts()[name] for name in once} == dict.fromkeys(once, 1)
    assert (event["UID"], event["SEQUENCE"], event["DTSTAMP"]) == (str(ID), "2", "20270104T083015Z")
    assert event["STATUS"] == ("CANCELLED" if method == ics.CANCEL else "CONFIRMED")


def test_the_only_person_in_a_message_is_its_receiver(settings):
    settings.DEFAULT_FROM_EMAIL = "Rød Tråd <ingen-svar@kommune.example>"
    event = event_of(message())
    assert event["ATTENDEE"] == "mailto:vera@prove.example"
    assert event["ORGANIZER"] == "mailto:ingen-svar@kommune.example"
    assert "CN" not in event.properties["ATTENDEE"][0].parameters


def test_answers_are_asked_for_only_where_they_are_taken(settings):
    assert event_of(message()).properties["ATTENDEE"][0].parameters["RSVP"] == "FALSE"
    settings.CALENDAR_REPLY_ADDRESS = "svar@kommune.example"
    event = event_of(message())
    assert event.properties["ATTENDEE"][0].parameters["RSVP"] == "TRUE"
    assert event["ORGANIZER"] == "mailto:svar@kommune.example"


def test_another_program_reads_what_was_written():
    event = by_vobject(message(about=meeting(place="Lokale 4, «Ærø»; 1. sal", video_link="https://m.example/1")))
    assert event.summary.value == "Møde 2027-0042"
    assert event.location.value == "Lokale 4, «Ærø»; 1. sal"
    page = "http://localhost:8000/meetings/01900000-0000-7000-8000-000000000001/"
    assert event.description.value == f"Videomøde: https://m.example/1\nÅbn mødet i Rød Tråd: {page}"
    assert event.url.value == page
    assert event.dtstart.value == dt.datetime(2027, 3, 18, 13, 30, tzinfo=dt.UTC)
    assert event.dtend.value - event.dtstart.value == dt.timedelta(hours=1)


@given(place=TEXT, link=TEXT)
def test_any_place_and_link_make_lines_others_read(place, link):
    written = message(about=meeting(place=place, video_link=link))
    read(written)
    assert by_vobject(written).location.value == place


# The days around both changes of 2027.
@pytest.mark.parametrize("day", [(3, 27), (3, 28), (3, 29), (10, 30), (10, 31), (11, 1)])
def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_summer_time(day):
    at_ten = dt.datetime(2027, *day, 10, tzinfo=HERE)
    event = by_vobject(message(about=meeting(at_ten)))
    assert event.dtstart.value.astimezone(HERE) == at_ten
    assert f"{event.dtstart.value.astimezone(HERE):%d %H:%M}" == f"{day[1]:02} 10:00"
    assert f"{event.dtend.value.astimezone(HERE):%H:%M}" == "11:00"


def test_a_cancellation_tells_no_place_and_no_link():
    about = meeting(place="Aaskolen", video_link="https://m.example/1")
    assert {"LOCATION", "DESCRIPTION", "URL"} & set(event_of(message(ics.CANCEL, about)).properties) == set()


def test_who_has_no_account_gets_no_address_they_cannot_open():
    event = event_of(message(about=meeting(place="Aaskolen", has_page=False)))
    assert {"URL", "DESCRIPTION"} & set(event.properties) == set()


def test_a_feed_is_a_calendar_without_a_method_or_people():
    calendar = read(ics.feed([(meeting(), 3, STAMP, False), (meeting(), 4, STAMP, True)]))
    assert "METHOD" not in calendar.properties
    assert [event["STATUS"] for event in calendar.inner] == ["CONFIRMED", "CANCELLED"]
    assert not {"ATTENDEE", "ORGANIZER"} & {name for event in calendar.inner for name in event.properties}
