"""What invited adults' calendars are told, and when: each thing once, nobody forgotten, nothing personal."""

import datetime as dt

import pytest
import vobject
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from children.actions import end_part
from children.models import NetworkMember
from core import outbox
from core.models import OutboxMessage
from followup.tasks import nightly
from meetings import actions, invitations
from meetings.models import CalendarMessage, Meeting

DAY = dt.timedelta(days=1)


@pytest.fixture
def starts_at():
    return timezone.localtime().replace(hour=14, minute=30, second=0, microsecond=0) + 21 * DAY


@pytest.fixture
def with_mail(cast):
    """The teacher has an address; the foster mother has none."""
    cast.teacher.email = "tove@skole.example"
    cast.teacher.save(by=cast.anna)
    return cast


@pytest.fixture
def meeting(with_mail, starts_at):
    """A follow-up of Barn Et in three weeks, with the teacher, the foster mother and Vera."""
    cast = with_mail
    return actions.book(
        case=cast.case,
        by=cast.anna,
        kind="follow_up",
        starts_at=starts_at,
        place="Aaskolen",
        invited=[cast.teacher, cast.caregiver, cast.supervisor_member],
    )


@pytest.fixture
def change(cast):
    """Change the meeting, as Anna."""

    def change(meeting, **fields):
        now = Meeting.objects.get(pk=meeting.pk)
        return actions.change(now, by=cast.anna, expected_version=now.version, **fields)

    return change


def told():
    """What each calendar was told: the method and the sequence, by name, in order."""
    rows = CalendarMessage.objects.order_by("sequence", "member__name")
    return [(row.member.name, row.method, row.sequence) for row in rows.select_related("member")]


def mails():
    """The mails with a calendar object that leave the outbox, by receiver."""
    mail.outbox.clear()
    outbox.deliver()
    return {each.to[0]: each for each in mail.outbox if getattr(each, "alternatives", None)}


def sent():
    """What leaves the outbox: the receiver, and the calendar object as another program reads it."""
    calendars = {to: vobject.readOne(each.alternatives[0].content) for to, each in mails().items()}
    return [(to, calendar.method.value, calendar.vevent) for to, calendar in sorted(calendars.items())]


def test_who_is_invited_gets_an_invitation_at_the_address_they_have(meeting):
    assert told() == [("Tove Prøve", "request", 0), ("Vera Prøve", "request", 0)]
    assert [(to, method) for to, method, _event in sent()] == [
        ("tove@skole.example", "REQUEST"),
        ("vera@prove.example", "REQUEST"),
    ]


def test_an_invitation_is_a_calendar_message_of_a_mail(meeting):
    each = mails()["vera@prove.example"]
    assert each.subject == f"Indkaldelse: Møde {meeting.case.number}"
    whole = each.message()
    assert [part.get_content_type() for part in whole.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/calendar",
    ]
    part = whole.get_payload()[1]
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")


def test_an_invitation_says_nothing_of_the_child_the_kind_or_anybody_else(cast, meeting):
    for each in mails().values():
        written = each.message().as_string() + each.body + str(each.alternatives)
        for told_of_nobody in ["Barn", "Prøve", "Opfølgning", "Anna", "barn", "anna@"]:
            assert told_of_nobody not in written


@pytest.mark.parametrize(
    "fields", [{"place": "Østskolen"}, {"minutes_planned": 90}, {"video_link": "https://m.example/1"}]
)
def test_a_change_is_told_with_the_same_uid_and_a_higher_sequence(meeting, change, fields):
    first = sent()
    change(meeting, **fields)
    again = sent()
    assert [event.uid.value for *_rest, event in again] == [event.uid.value for *_rest, event in first]
    assert {event.sequence.value for *_rest, event in again} == {"1"}
    assert {method for _to, method, _event in again} == {"REQUEST"}


def test_a_meeting_moved_across_summer_time_keeps_its_hour(with_mail, change):
    cast, at_ten = with_mail, dt.datetime(2027, 3, 26, 10, tzinfo=timezone.get_current_timezone())
    details = {"kind": "follow_up", "starts_at": at_ten, "invited": [cast.teacher]}
    meeting = actions.book(case=cast.case, by=cast.anna, **details)
    sent()
    change(meeting, starts_at=at_ten.replace(day=29))
    ((_to, _method, event),) = sent()
    assert timezone.localtime(event.dtstart.value).strftime("%d %H:%M") == "29 10:00"
    assert timezone.localtime(event.dtend.value).strftime("%H:%M") == "11:00"


def test_what_no_calendar_shows_is_not_told_again(cast, meeting, change):
    change(meeting, agenda="Barnets ord")
    actions.answer(meeting, member=cast.teacher, answer="comes", by=cast.anna)
    assert {sequence for _name, _method, sequence in told()} == {0}


def test_several_changes_before_the_mail_leaves_are_one_mail(meeting, change):
    change(meeting, place="Østskolen")
    change(meeting, place="Hjemmet")
    assert [(to, event.sequence.value, event.location.value) for to, _method, event in sent()] == [
        ("tove@skole.example", "2", "Hjemmet"),
        ("vera@prove.example", "2", "Hjemmet"),
    ]


def test_a_cancelled_meeting_is_cancelled_in_every_calendar(cast, meeting):
    sent()
    actions.cancel(meeting, by=cast.anna, expected_version=meeting.version, reason="Sygdom")
    cancelled = sent()
    assert [(to, method, event.status.value) for to, method, event in cancelled] == [
        ("tove@skole.example", "CANCEL", "CANCELLED"),
        ("vera@prove.example", "CANCEL", "CANCELLED"),
    ]
    assert {event.sequence.value for *_rest, event in cancelled} == {"1"}


def test_who_is_no_longer_invited_has_it_cancelled_and_nobody_else_is_told(cast, meeting, change):
    sent()
    change(meeting, invited=[cast.supervisor_member])
    assert [(to, method) for to, method, _event in sent()] == [("tove@skole.example", "CANCEL")]
    change(meeting, invited=[cast.supervisor_member, cast.teacher])
    ((to, method, event),) = sent()
    assert (to, method, event.sequence.value) == ("tove@skole.example", "REQUEST", "2")


def test_who_is_invited_later_joins_at_the_number_the_others_have(cast, meeting, change):
    change(meeting, place="Østskolen", invited=[cast.supervisor_member])
    cast.caregiver.email = "pia@hjem.example"
    cast.caregiver.save(by=cast.anna)
    change(meeting, invited=[cast.supervisor_member, cast.caregiver])
    assert ("Pia Prøve", "request", 1) in told()


def test_who_leaves_the_network_has_the_meeting_cancelled_at_once(cast, meeting):
    sent()
    end_part(NetworkMember.objects.get(pk=cast.teacher.pk), by=cast.anna)
    assert [(to, method) for to, method, _event in sent()] == [("tove@skole.example", "CANCEL")]


def test_who_gets_an_address_later_is_invited_then(cast, meeting):
    sent()
    cast.caregiver.email = "pia@hjem.example"
    cast.caregiver.save(by=cast.anna)
    assert [(to, method) for to, method, _event in sent()] == [("pia@hjem.example", "REQUEST")]


def test_a_corrected_address_is_invited_and_the_former_one_cancelled(cast, meeting):
    sent()
    cast.teacher.email = "tove.ny@skole.example"
    cast.teacher.save(by=cast.anna)
    assert [(to, method) for to, method, _event in sent()] == [
        ("tove.ny@skole.example", "REQUEST"),
        ("tove@skole.example", "CANCEL"),
    ]


def test_who_switches_mail_off_has_the_meeting_taken_out_and_back_when_it_is_on_again(cast, meeting, api_of):
    sent()
    for wants, method in [(False, "CANCEL"), (True, "REQUEST")]:
        version = User.objects.get(pk=cast.vera.pk).version
        assert api_of(cast.vera).patch("account/", {"wants_mail": wants}, version=version).status_code == 200
        assert [(to, told) for to, told, _event in sent()] == [("vera@prove.example", method)]


def test_a_user_who_is_switched_off_has_the_meeting_taken_out(cast, meeting, api_of):
    sent()
    version = User.objects.get(pk=cast.vera.pk).version
    assert api_of(cast.adam).patch(f"users/{cast.vera.pk}/", {"is_active": False}, version=version).status_code == 200
    assert [(to, method) for to, method, _event in sent()] == [("vera@prove.example", "CANCEL")]


def test_a_users_new_address_is_told_of_in_the_night(cast, meeting):
    sent()
    User.objects.filter(pk=cast.vera.pk).update(email="vera.ny@prove.example")
    nightly()
    assert [(to, method) for to, method, _event in sent()] == [
        ("vera.ny@prove.example", "REQUEST"),
        ("vera@prove.example", "CANCEL"),
    ]


def test_users_who_want_no_mail_get_none(cast, with_mail, starts_at):
    cast.vera.wants_mail = False
    cast.vera.save(by=cast.vera)
    actions.book(
        case=cast.case, by=cast.anna, kind="other", starts_at=starts_at, invited=[cast.supervisor_member, cast.teacher]
    )
    assert [to for to, _method, _event in sent()] == ["tove@skole.example"]


def test_a_meeting_that_was_held_or_is_over_is_told_to_nobody(cast, with_mail):
    yesterday = timezone.now() - DAY
    actions.book(case=cast.case, by=cast.anna, kind="other", starts_at=yesterday, invited=[cast.teacher])
    assert told() == []


def test_asking_again_changes_nothing(cast, meeting):
    before = told()
    assert invitations.tell_calendars([cast.case.pk]) == 0
    assert told() == before
    assert OutboxMessage.objects.filter(kind="invitation").count() == len(before)


def test_a_booking_that_is_refused_invites_nobody(cast, meeting, starts_at):
    again = {"kind": "follow_up", "starts_at": starts_at, "invited": [cast.teacher]}
    before = told()
    with pytest.raises(ValidationError):
        actions.book(case=cast.case, by=cast.anna, **again)
    assert told() == before
