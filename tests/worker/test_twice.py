"""Tasks delivered twice, two beats, two sweeps at once: nobody is notified or mailed twice."""

from django.db import connection, transaction

from core import outbox
from core.models import OutboxMessage
from core.tasks import deliver
from followup.models import Notice
from followup.tasks import remind
from tests.worker.machine import held_up, until

EVERYBODY = ["anna@prove.example", "karl@prove.example", "nora@nabo.example"]


def done(machine, *ids, times=1):
    for task_id in ids:
        until(lambda task_id=task_id: machine.has_done(task_id, times), "the task is done")


def all_sent_once(machine):
    """Anna leads two of the four cases, and gets one mail like the others."""
    until(lambda: OutboxMessage.objects.exclude(sent_at=None).count() == 3, "all mails are sent")
    until(lambda: not machine.broker.waiting(), "every task is done")
    told = sorted(Notice.objects.values_list("user__email", flat=True))
    return machine.mails() == EVERYBODY and told == ["anna@prove.example", *EVERYBODY]


def test_a_task_delivered_twice_sends_one_mail(in_the_window, machine):
    for task in (remind, remind, deliver, deliver):
        task.apply_async(task_id=f"the same {task.name}")
    done(machine, f"the same {remind.name}", f"the same {deliver.name}", times=2)
    assert all_sent_once(machine)
    done(machine, deliver.delay().id, remind.delay().id)
    assert all_sent_once(machine)


def test_two_beats_change_nothing(in_the_window, machine, beat):
    beats = [beat(), beat()]
    for each in beats:
        until(lambda each=each: each.output().count("Sending due task remind") >= 2, "the beat beats")
        each.stop()
    assert all_sent_once(machine)


def test_two_sweeps_at_the_same_time_notify_once(in_the_window, machine):
    with transaction.atomic(), connection.cursor() as cursor:
        # Both processes have found what is due and are held up before they write.
        cursor.execute("LOCK TABLE followup_notice IN SHARE MODE")
        sweeps = [remind.delay().id, remind.delay().id]
        until(lambda: held_up() == 2, "both sweeps are about to write")
    done(machine, *sweeps)
    assert all_sent_once(machine)


def test_what_another_sender_is_taking_is_left_to_it(cast, machine):
    outbox.queue([cast.anna.pk, cast.karl.pk], occasion="notices/2026-11-20")
    with transaction.atomic():
        assert OutboxMessage.objects.select_for_update().get(user=cast.anna)
        done(machine, deliver.delay().id)
        assert machine.mails() == ["karl@prove.example"]
    done(machine, deliver.delay().id)
    assert machine.mails() == ["anna@prove.example", "karl@prove.example"]


def test_two_senders_at_the_same_time_send_each_mail_once(cast, machine):
    outbox.queue([person.pk for person in people(cast)], occasion="notices/2026-11-20")
    machine.answers_slowly(True)
    first = deliver.delay().id
    until(machine.mails, "the first sender is at work")
    done(machine, deliver.delay().id)
    machine.answers_slowly(False)
    done(machine, first)
    assert machine.mails() == EVERYBODY


def people(cast):
    return [cast.anna, cast.karl, cast.nora]


def test_a_message_that_cannot_be_sent_blocks_no_other(cast, machine):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(email="anna@prove.example\nBcc: x@prove.example")
    outbox.queue([person.pk for person in people(cast)], occasion="notices/2026-11-20")
    done(machine, deliver.delay().id)
    assert machine.mails() == ["karl@prove.example", "nora@nabo.example"]
    assert OutboxMessage.objects.get(sent_at=None).error == "BadHeaderError"
