"""One broker and one worker for all of these tests; each test finds them running and idle."""

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
from tests.factories import CaseStepFactory
from tests.worker.machine import Broker, Machine, until, working

WEEK = dt.timedelta(weeks=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all of these in one process: they share one worker."""
    for item in items:
        if "tests/worker/" in item.path.as_posix():
            item.add_marker(pytest.mark.worker)
            item.add_marker(pytest.mark.xdist_group("worker"))


@pytest.fixture(scope="session")
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A Redis for these tests alone."""
    broker = Broker(tmp_path_factory.mktemp("broker"))
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def programs(django_db_setup: None, own_broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """The worker; it is stopped before the test database is removed."""
    machine = Machine(tmp_path_factory.mktemp("machine"), own_broker)
    yield machine
    machine.stop()


@pytest.fixture(autouse=True)
def any_day(settings: Any) -> None:
    """Notices go out on any day: these tests use the machine's clock, which may show a Sunday night."""
    settings.QUIET_DAYS = False


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed, so that other processes see it."""
    return cast


@pytest.fixture
def broker(own_broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """An empty broker, and this process in place of the web server, sending tasks to it."""
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
    # The database is emptied next: no worker may be busy in it.
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
    """Every case's follow-up is due now, and nothing else is."""
    today = timezone.localdate()
    CaseStep.objects.all().delete()
    for case in Case.objects.all():
        CaseStepFactory(case=case, step=BOOK_FOLLOW_UP.key, act_on=today - WEEK, due_on=today + WEEK)
    return cast


def rings_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point this process, in place of the web server, at the broker with this address."""
    monkeypatch.setenv("CELERY_BROKER_URL", url)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(tasks, "_away_until", 0.0)


@pytest.fixture
def hand_over(client_of: Any) -> Callable[..., Any]:
    """Hand a case over to another coordinator through the page."""

    def hand_over(case: Any, *, by: Any, to: Any) -> Any:
        return client_of(by).post(
            f"/api/v1/cases/{case.pk}/hand-over/",
            {"to_user": str(to.pk), "must_know": "Barnet vil helst mødes ude."},
            "application/json",
            headers={"If-Match": f'"{case.version}"'},
        )

    return hand_over
