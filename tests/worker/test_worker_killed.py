"""A worker killed in the middle of delivering: every mail goes out, no notice comes twice."""

from django.utils import timezone

from core import outbox
from core.models import OutboxMessage
from core.tasks import wake
from followup.models import Notice
from followup.reminders import remind
from tests.worker.machine import until

EVERYBODY = ["anna@prove.example", "karl@prove.example", "nora@nabo.example"]


def lease_is_over():
    OutboxMessage.objects.filter(sent_at=None).update(due_at=timezone.now())


def test_after_the_lease_another_worker_delivers_what_the_killed_one_had_taken(in_the_window, machine):
    machine.answers_slowly(True)
    told = remind()
    until(machine.mails, "the first mail has left")
    machine.kill_worker()
    machine.answers_slowly(False)
    assert OutboxMessage.objects.filter(sent_at=None).count() == 3
    assert outbox.claim(timezone.now()) == []
    lease_is_over()
    machine.ensure_worker()
    assert remind() == 0
    wake()
    until(lambda: not OutboxMessage.objects.filter(sent_at=None).exists(), "everything is sent")
    # One mail may come twice: the killed worker never got the answer for it.
    assert sorted(set(machine.mails())) == EVERYBODY
    assert len(machine.mails()) == 4
    assert Notice.objects.count() == told == 4
