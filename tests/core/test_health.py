"""``/healthz`` and ``/readyz``, which a balancer and the monitoring call without a sign-in."""

import datetime as dt
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.factories import OutboxMessageFactory


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port of this machine that nothing listens on during the test."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def queue_for(minutes: int) -> None:
    """A mail that has waited this long."""
    OutboxMessageFactory(created_at=timezone.now() - dt.timedelta(minutes=minutes, seconds=1))


def test_a_process_that_answers_is_alive_whatever_the_database_does(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_process_is_ready_when_all_its_parts_answer(db: None, client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "redis": "ok", "outbox": {"state": "ok", "oldest_seconds": 0}}


def test_a_mail_that_waits_is_told_with_its_age(db: None, client: Client) -> None:
    queue_for(minutes=10)
    outbox = client.get("/readyz").json()["outbox"]
    assert outbox["state"] == "ok"
    assert 600 < outbox["oldest_seconds"] < 630


def test_an_outbox_more_than_a_quarter_of_an_hour_behind_is_a_warning_and_no_outage(db: None, client: Client) -> None:
    queue_for(minutes=15)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["outbox"]["state"]) == (200, "warning: late")


def test_what_is_sent_waits_no_longer(db: None, client: Client) -> None:
    OutboxMessageFactory(created_at=timezone.now() - dt.timedelta(days=1), sent_at=timezone.now())
    assert client.get("/readyz").json()["outbox"] == {"state": "ok", "oldest_seconds": 0}


def test_without_redis_the_pages_still_work(db: None, client: Client, settings: object, dead_port: int) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{dead_port}/0"  # type: ignore[attr-defined]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "warning: unavailable")


def test_without_a_database_the_process_is_taken_out_of_service(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, dead_port: int
) -> None:
    monkeypatch.setitem(connections.settings["default"], "PORT", dead_port)
    # Another thread has to open a connection of its own.
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(client.get, "/readyz").result()
    assert answer.status_code == 503
    assert answer.json() == {"database": "unavailable", "redis": "ok"}
