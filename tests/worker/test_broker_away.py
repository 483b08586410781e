"""Redis stopped, started again, and hanging: the work goes on, and the mail goes out when it returns."""

import time
from types import SimpleNamespace

import pytest

from casework.celery import app
from core import tasks
from core.models import OutboxMessage
from core.tasks import wake
from followup.models import Notice
from tests.worker.machine import until

# A page answers in a fraction of this time; a retry or two would take longer.
AT_ONCE = 4.0


def seconds(work):
    began = time.monotonic()
    given = work()
    return SimpleNamespace(given=given, seconds=time.monotonic() - began)


def test_without_redis_a_handover_is_told_at_once_and_its_mail_goes_out_when_redis_returns(
    cast, machine, beat, hand_over, client_of
):
    beat()
    machine.broker.stop()
    answer = seconds(lambda: hand_over(cast.case, by=cast.anna, to=cast.karl))
    assert answer.given.status_code == 200
    assert answer.seconds < AT_ONCE
    assert list(Notice.objects.values_list("user__name", "rule")) == [("Karl Prøve", "case_handed_over")]
    assert "Et forløb er overdraget til dig" in client_of(cast.karl).get("/notices/").content.decode()
    assert machine.mails() == []
    machine.broker.start()
    until(lambda: not OutboxMessage.objects.filter(sent_at=None).exists(), "the mail is sent")
    assert machine.mails() == ["karl@prove.example"]
    assert Notice.objects.count() == 1


def test_with_redis_there_the_worker_delivers_without_waiting_for_the_next_beat(cast, machine, hand_over):
    hand_over(cast.case, by=cast.anna, to=cast.karl)
    until(lambda: machine.mails() == ["karl@prove.example"], "the mail is sent")


def test_a_broker_that_hangs_costs_its_timeout_once(broker, monkeypatch):
    monkeypatch.setitem(app.conf.broker_transport_options, "socket_timeout", 0.5)
    broker.freeze()
    assert seconds(wake).seconds < AT_ONCE
    assert seconds(wake).seconds < 0.1


@pytest.mark.parametrize("ailment", [RuntimeError("no room for another key"), OSError("no such host")])
def test_a_change_succeeds_whatever_error_the_broker_raises(monkeypatch, ailment):
    def fail(*args, **options):
        raise ailment

    monkeypatch.setattr("core.tasks._away_until", 0.0)
    monkeypatch.setattr("core.tasks.deliver.apply_async", fail)
    wake()
    assert tasks._away_until > time.monotonic()
