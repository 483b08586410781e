"""The outbox: nothing is lost, nothing blocks, nothing is queued twice."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from core import outbox
from core.models import OutboxMessage


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


def test_who_wants_no_mail_gets_none_and_the_row_is_done(cast, queued):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(wants_mail=False)
    outbox.deliver()
    assert [each.to for each in mail.outbox] == [["karl@prove.example"]]
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_the_mail_is_in_the_receivers_language(cast, queued):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(language="en")
    anna = type(cast.anna).objects.get(pk=cast.anna.pk)
    assert "/notices/" in outbox.message(anna, None).body
