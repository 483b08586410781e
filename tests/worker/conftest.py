"""One broker and one worker for all of these tests; each test finds them running, with nothing to do."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.utils import timezone

from casework.celery import app
from children.models import Case
from core import tasks
from dev.processes import Child
from followup.models import CaseStep
from followup.steps.follow_up import BOOK_FOLLOW_UP
from tests.cast import Cast
from tests.worker.machine import Broker, Machine, until, working

WEEK = dt.timedelta(weeks=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All in one process where tests run in several: they share one worker."""
    for item in items:
        if "tests/worker/" in item.path.as_posix():
            item.add_marker(pytest.mark.worker)
            item.add_marker(pytest.mark.xdist_group("worker"))


@pytest.fixture(scope="session")
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A Redis that serves these tests alone."""
    broker = Broker(tmp_path_factory.mktemp("broker"))
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def programs(django_db_setup: None, own_broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """The worker; gone before the test database is removed."""
    machine = Machine(tmp_path_factory.mktemp("machine"), own_broker)
    yield machine
    machine.stop()


@pytest.fixture(autouse=True)
def any_day(settings: Any) -> None:
    """The clock of these tests is the machine's: they hold on a Sunday night too."""
    settings.QUIET_DAYS = False


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed, so that other processes see it."""
    return cast


@pytest.fixture
def broker(own_broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """An empty broker, and this process, which stands for the web server, ringing its bell."""
    own_broker.ensure()
    rings_at(own_broker.url(), monkeypatch)
    yield own_broker
    own_broker.ensure()
    own_broker.empty()


@pytest.fixture
def machine(cast: Cast, programs: Machine, broker: Broker) -> Iterator[Machine]:
    """A worker that waits for work."""
    programs.ensure_worker()
    yield programs
    programs.answers_slowly(False)
    broker.ensure()
    broker.empty()
    # The database is emptied next, which nobody must be in the middle of.
    until(lambda: not working(), "the worker is at rest")
    programs.clear()


@pytest.fixture
def beat(machine: Machine) -> Iterator[Callable[[], Child]]:
    """Starts a beat that ends before the test does."""
    with ExitStack() as stack:

        def start() -> Child:
            started = machine.beat()
            stack.callback(started.stop)
            return started

        yield start


@pytest.fixture
def in_the_window(cast: Cast) -> Cast:
    """Every case's follow-up is to be held now, and nothing else is due."""
    today = timezone.localdate()
    CaseStep.objects.all().delete()
    CaseStep.objects.bulk_create(
        CaseStep(
            case=case,
            municipality_id=case.municipality_id,
            step=BOOK_FOLLOW_UP.key,
            act_on=today - WEEK,
            due_on=today + WEEK,
        )
        for case in Case.objects.all()
    )
    return cast


def rings_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process, which stands for the web server, find the broker there."""
    monkeypatch.setenv("CELERY_BROKER_URL", url)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(tasks, "_away_until", 0.0)


@pytest.fixture
def hand_over(client_of: Any) -> Callable[..., Any]:
    """The page's own way of giving a case to another coordinator."""

    def hand_over(case: Any, *, by: Any, to: Any) -> Any:
        return client_of(by).post(
            f"/api/v1/cases/{case.pk}/hand-over/",
            {"to_user": str(to.pk), "must_know": "Barnet vil helst mødes ude."},
            "application/json",
            headers={"If-Match": f'"{case.version}"'},
        )

    return hand_over
