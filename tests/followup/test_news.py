"""People are notified at once of what is shared or handed over, and mailed with the day's mail or the next one's."""

from contextlib import suppress
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from children import actions
from core import outbox
from core.models import OutboxMessage
from followup.models import Notice
from followup.reminders import remind


@pytest.fixture
def share(cast):
    def share():
        actions.release(
            case=cast.case, item_kind="goal", item_id=uuid4(), to_members=[cast.supervisor_member], by=cast.anna
        )

    return share


def test_sharing_sends_its_notice_in_the_same_transaction(cast, share):
    share()
    assert list(Notice.objects.values_list("user__name", "rule")) == [("Vera Prøve", "item_shared")]


def test_the_sweep_sends_no_second_notice(share):
    share()
    remind()
    assert Notice.objects.filter(rule="item_shared").count() == 1


def test_news_before_the_days_mail_has_gone_are_one_mail(share):
    share()
    share()
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize(("day", "next_day"), [("2027-03-03", "2027-03-04"), ("2027-03-05", "2027-03-08")])
def test_news_after_the_days_mail_are_mailed_the_next_working_morning(share, day, next_day):
    with time_machine.travel(f"{day}T11:00:00Z", tick=False):
        share()
        outbox.deliver()
        share()
        assert outbox.deliver() == 0
    waiting = OutboxMessage.objects.get(sent_at=None)
    assert timezone.localtime(waiting.due_at).isoformat().startswith(f"{next_day}T07:00")
    assert len(mail.outbox) == 1


def test_a_release_withdrawn_before_its_notice_sends_none(cast, share):
    share()
    Notice.objects.all().delete()
    cast.case.releases.update(withdrawn_at=timezone.now())
    remind()
    assert not Notice.objects.filter(rule="item_shared").exists()


def test_a_change_that_fails_notifies_nobody(cast, share):
    with suppress(RuntimeError), transaction.atomic():
        share()
        raise RuntimeError
    assert not Notice.objects.exists()
