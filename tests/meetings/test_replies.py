"""Answers that calendars send: taken where invitation, receiver and time match, and otherwise left alone."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from meetings import actions
from meetings.models import Attendance, Meeting
from meetings.replies import take_reply


@pytest.fixture
def meeting(cast):
    """A follow-up in three weeks, with the teacher, who has an address."""
    cast.teacher.email = "Tove@skole.example"
    cast.teacher.save(by=cast.anna)
    starts_at = timezone.now() + dt.timedelta(days=21)
    return actions.book(
        case=cast.case, by=cast.anna, kind="follow_up", starts_at=starts_at, invited=[cast.teacher, cast.caregiver]
    )


def reply(uid, partstat="ACCEPTED", *, sequence=0, attendee="tove@skole.example", method="REPLY", more=""):
    """What a calendar sends (RFC 5546, 3.2.3)."""
    lines = [
        *["BEGIN:VCALENDAR", "PRODID:-//Another//Calendar//EN", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT"],
        *[f"UID:{uid}", f"SEQUENCE:{sequence}", "DTSTAMP:20270104T083015Z"],
        *[f"ATTENDEE;PARTSTAT={partstat}{more}:mailto:{attendee}", "ORGANIZER:mailto:svar@kommune.example"],
        *["END:VEVENT", "END:VCALENDAR", ""],
    ]
    return "\r\n".join(lines)


def answer_of(member):
    row = Attendance.objects.get(member=member)
    return row.answer, row.stand_in


@pytest.mark.parametrize(("partstat", "answer"), [("ACCEPTED", "comes"), ("DECLINED", "comes_not")])
def test_a_calendars_answer_is_recorded_as_the_invited_persons_own(cast, meeting, partstat, answer):
    assert take_reply(reply(meeting.pk, partstat))
    assert answer_of(cast.teacher) == (answer, "")
    assert Attendance.objects.get(member=cast.teacher).answered_by is None


def test_who_delegates_sends_another(cast, meeting):
    assert take_reply(reply(meeting.pk, "DELEGATED", more=';DELEGATED-TO="mailto:hanne@skole.example"'))
    assert answer_of(cast.teacher) == ("sends_other", "hanne@skole.example")


@pytest.mark.parametrize(
    "changed",
    [
        {"attendee": "fremmed@skole.example"},
        {"attendee": ""},
        {"partstat": "TENTATIVE"},
        {"method": "REQUEST"},
        {"sequence": 7},
        {"uid": uuid4()},
        {"uid": "no id"},
    ],
)
def test_what_answers_no_invitation_is_left_alone(meeting, changed):
    assert not take_reply(reply(**{"uid": meeting.pk, **changed}))
    assert not Attendance.objects.exclude(answer="").exists()


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "x" * 200_000])
def test_what_cannot_be_read_is_left_alone(db, text):
    assert not take_reply(text)


def test_an_answer_about_the_time_before_the_meeting_moved_is_no_answer(cast, meeting):
    now = Meeting.objects.get()
    later = now.starts_at + dt.timedelta(days=1)
    actions.change(now, by=cast.anna, expected_version=now.version, starts_at=later)
    assert not take_reply(reply(meeting.pk, sequence=0))
    assert take_reply(reply(meeting.pk, sequence=1))


def test_the_command_takes_a_folders_mails_deletes_those_and_names_nobody(cast, meeting, tmp_path, capsys):
    mail = "From: tove@skole.example\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
    (tmp_path / "1.eml").write_text(mail + reply(meeting.pk), newline="")
    (tmp_path / "2.ics").write_text(reply(uuid4()), newline="")
    call_command("take_calendar_replies", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["2.ics"]
    assert capsys.readouterr().out == "1 taken, 1 left\n"
    assert answer_of(cast.teacher) == ("comes", "")
