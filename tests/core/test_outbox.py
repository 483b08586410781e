"""The outbox: nothing is lost, nothing blocks, nothing is queued twice."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from core import outbox, outgoing, textmessages
from core.models import OutboxMessage, uuid7
from core.outgoing import MessageKind
from core.textmessages import TextMessage
from tests.factories import OutboxMessageFactory


@pytest.fixture
def queued(cast):
    outbox.queue([cast.anna.pk, cast.karl.pk], occasion="notices/2026-11-20")
    return OutboxMessage.objects.order_by("user__name")


def test_the_same_occasion_is_queued_once(cast, queued):
    outbox.queue([cast.anna.pk], occasion="notices/2026-11-20")
    assert queued.count() == 2


def test_what_is_due_is_sent_once(queued):
    assert (outbox.deliver(), outbox.deliver()) == (2, 0)
    assert sorted(each.to[0] for each in mail.outbox) == ["anna@prove.example", "karl@prove.example"]


def test_a_claimed_row_is_nobody_elses_until_its_lease_ends(queued):
    now = timezone.now()
    assert len(outbox.claim(now)) == 2
    assert outbox.claim(now + dt.timedelta(minutes=4)) == []
    assert len(outbox.claim(now + dt.timedelta(minutes=6))) == 2


def test_a_row_that_cannot_be_sent_waits_and_blocks_nobody(cast, queued, settings):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(email="anna@prove.example\nBcc: x@prove.example")
    assert outbox.deliver() == 1
    stuck = OutboxMessage.objects.get(user=cast.anna)
    assert stuck.sent_at is None
    assert stuck.due_at > timezone.now()
    assert stuck.error == "BadHeaderError"


def test_a_user_without_mail_gets_none_and_the_row_is_done(cast, queued):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(wants_mail=False)
    outbox.deliver()
    assert [each.to for each in mail.outbox] == [["karl@prove.example"]]
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_the_mail_is_in_the_receivers_language(cast, queued):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(language="en")
    anna = type(cast.anna).objects.get(pk=cast.anna.pk)
    body = outgoing.compose(OutboxMessageFactory.build(user=anna)).body
    assert body.startswith("Hello")
    assert "/notices/" in body


@pytest.fixture
def records(monkeypatch):
    """Messages about records: a mail or a text message to whoever the record names; one may be withdrawn."""
    kinds = {"letter": MessageKind("letter", Records.compose)}
    monkeypatch.setattr("core.outgoing.message_kinds", lambda: kinds)
    Records.withdrawn.clear()
    textmessages.sent.clear()
    return Records


class Records:
    withdrawn: set = set()

    @classmethod
    def compose(cls, row):
        if row.record_id in cls.withdrawn:
            return None
        if row.by_text:
            return TextMessage("20304050", "Der er et møde.")
        return EmailMessage("Møde", "Der er et møde.", to=["lis@prove.example"])


def test_a_message_about_a_record_is_written_when_it_is_sent(cast, records):
    kept, withdrawn = uuid7(), uuid7()
    for record in (kept, withdrawn, kept):
        outbox.queue_message("letter", record, occasion=f"letter/{record}")
    records.withdrawn.add(withdrawn)
    assert outbox.deliver() == 2
    assert [each.to for each in mail.outbox] == [["lis@prove.example"]]


def test_text_messages_go_out_while_the_mail_server_is_away(cast, records, monkeypatch):
    monkeypatch.setattr("core.outbox.get_connection", Away)
    outbox.queue_message("letter", uuid7(), occasion="by mail")
    outbox.queue_message("letter", uuid7(), occasion="by text", by_text=True)
    assert outbox.deliver() == 1
    assert textmessages.sent == [("+4520304050", "Der er et møde.")]
    assert OutboxMessage.objects.get(sent_at=None).occasion == "by mail"


class Away(BaseEmailBackend):
    """A mail server that is down."""

    def open(self):
        raise ConnectionRefusedError


class Counted(BaseEmailBackend):
    """A mail server that counts its connections and drops those an error spoilt."""

    opened = 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.spoilt = self.connected = False

    def open(self):
        type(self).opened += not self.connected
        self.connected = True

    def close(self):
        self.connected = self.spoilt = False

    def send_messages(self, messages):
        if self.spoilt or messages[0].to == ["anna@prove.example"]:
            self.spoilt = True
            raise ConnectionResetError
        return len(messages)


def test_all_mails_go_over_one_connection_and_one_that_broke_is_not_used_again(cast, queued, monkeypatch):
    monkeypatch.setattr("core.outbox.get_connection", Counted)
    outbox.queue([cast.nora.pk, cast.vera.pk], occasion="notices/2026-11-20")
    assert outbox.deliver() == 3
    assert Counted.opened == 2
    assert queued.get(sent_at=None).error == "ConnectionResetError"


def test_without_a_mail_server_everything_waits(queued, monkeypatch):
    monkeypatch.setattr("core.outbox.get_connection", Away)
    assert outbox.deliver() == 0
    assert {row.error for row in queued.filter(sent_at=None, due_at__gt=timezone.now())} == {"ConnectionRefusedError"}


class Slow:
    """A mail whose sending takes five minutes."""

    def __init__(self, clock):
        self.send = lambda: clock.shift(dt.timedelta(minutes=5))


def test_a_sender_stops_before_its_lease_ends_and_leaves_the_rest_to_the_next(queued, monkeypatch):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        monkeypatch.setattr("core.outbox.compose", lambda row: Slow(clock))
        assert outbox.deliver() == 1
        assert queued.get(sent_at=None).due_at <= timezone.now()
