"""Invitations sent by real workers: nobody is invited twice in another way, and nobody is forgotten."""

import datetime as dt
from email import policy
from email.parser import BytesParser

import pytest
import vobject
from django.utils import timezone

from core.models import OutboxMessage
from core.tasks import deliver, wake
from meetings.models import CalendarMessage
from tests.worker.machine import until

# Anna books it herself, so no notice is mailed beside the invitations.
INVITED = ["anna@prove.example", "pia@hjem.example", "tove@skole.example"]


@pytest.fixture
def book(cast, client_of):
    """Book a follow-up in three weeks through the API, with three who have an address."""
    for member, email in [(cast.teacher, "tove@skole.example"), (cast.caregiver, "pia@hjem.example")]:
        member.email = email
        member.save(by=cast.anna)

    def book():
        invited = [cast.teacher, cast.caregiver, cast.coordinator_member]
        made = client_of(cast.anna).post(
            "/api/v1/meetings/",
            {
                "case": str(cast.case.pk),
                "kind": "follow_up",
                "starts_at": (timezone.now() + dt.timedelta(days=21)).isoformat(),
                "place": "Aaskolen",
                "invited": [str(member.pk) for member in invited],
            },
            "application/json",
        )
        assert made.status_code == 201
        return made.json()

    return book


@pytest.fixture
def move(cast, client_of):
    """Move a meeting to another place."""

    def move(meeting):
        headers = {"If-Match": f'"{meeting["version"]}"'}
        moved = client_of(cast.anna).patch(meeting["url"], {"place": "Østskolen"}, "application/json", headers=headers)
        assert moved.status_code == 200

    return move


def calendars(machine):
    """What left: the receiver, the UID and the sequence of each calendar object, sorted."""
    found = []
    for file in machine.mail.glob("*.log"):
        for raw in file.read_bytes().split(b"\n" + b"-" * 79):
            mail = BytesParser(policy=policy.default).parsebytes(raw.lstrip(b"\n"))
            for part in mail.walk():
                if part.get_content_type() == "text/calendar":
                    event = vobject.readOne(part.get_content()).vevent
                    found.append((mail["To"], event.uid.value, int(event.sequence.value)))
    return sorted(found)


def all_sent():
    until(lambda: not OutboxMessage.objects.filter(sent_at=None).exists(), "everything is sent")


def test_without_a_broker_a_meeting_is_booked_and_everybody_is_invited_when_it_returns(machine, beat, book):
    beat()
    machine.broker.stop()
    meeting = book()
    assert calendars(machine) == []
    machine.broker.start()
    all_sent()
    assert calendars(machine) == [(to, meeting["id"], 0) for to in INVITED]


def test_a_task_delivered_twice_invites_once(machine, book):
    meeting = book()
    for _time in range(3):
        deliver.delay()
    all_sent()
    until(lambda: not machine.broker.waiting(), "every task is done")
    assert calendars(machine) == [(to, meeting["id"], 0) for to in INVITED]


def test_a_worker_killed_in_the_middle_forgets_nobody_and_invites_nobody_in_another_way(machine, book):
    machine.answers_slowly(True)
    meeting = book()
    until(lambda: calendars(machine), "the first invitation has left")
    machine.kill_worker()
    machine.answers_slowly(False)
    OutboxMessage.objects.filter(sent_at=None).update(due_at=timezone.now())
    machine.ensure_worker()
    wake()
    all_sent()
    # One may come twice, as the very same message, which a calendar knows.
    assert sorted(set(calendars(machine))) == [(to, meeting["id"], 0) for to in INVITED]


def test_a_meeting_moved_while_the_broker_is_away_is_told_as_it_is_now(machine, beat, book, move):
    beat()
    machine.broker.stop()
    meeting = book()
    move(meeting)
    machine.broker.start()
    all_sent()
    assert calendars(machine) == [(to, meeting["id"], 1) for to in INVITED]
    assert CalendarMessage.objects.count() == 2 * len(INVITED)
