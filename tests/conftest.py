"""Fixtures for every test: the cast, and a client for each of its people."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from accounts.models import Municipality
from children.models import Case
from tests.cast import Cast, assemble, found, revise
from tests.description import described
from tests.signing_in import signed_in

# No time limit on a property: a busy machine is not a slow function. A failure is printed so that it can be repeated.
EVERYWHERE: Any = {"deadline": None, "print_blob": True, "suppress_health_check": [HealthCheck.too_slow]}
# A developer's run tries new examples each time; a judged change meets the same ones.
settings.register_profile("search", derandomize=False, **EVERYWHERE)
settings.register_profile("judge", derandomize=True, database=None, **EVERYWHERE)
settings.load_profile("judge" if os.environ.get("CI") else "search")


# The whole run at another moment, in Danish time: ``TEST_AT=2026-12-24T23:50 make test``. What holds today must hold on
# any day. It begins before a test module is read, as some compute their days there.
if moment := os.environ.get("TEST_AT"):
    time_machine.travel(dt.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Copenhagen"))).start()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Random order, except that tests that empty the database come last: after them the cast has to be made anew."""
    items.sort(key=_empties_the_database)


def _empties_the_database(item: Any) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    """English, and the libraries' Danish, compiled from the sources as they are now."""
    call_command("compile_translations", stdout=StringIO())
    # Drop the translations read before.
    translation_file_changed(None, Path("django.mo"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the cast once and commit it: making it takes a second, finding it a few milliseconds."""
    with django_db_blocker.unblock():
        if not Municipality.objects.exists():
            assemble()


@pytest.fixture
def cast(db: None) -> Cast:
    """The people, schools and children of the tests. Made anew after a test that empties the database."""
    return found() if Municipality.objects.exists() else assemble()


@pytest.fixture
def revised(cast: Cast) -> Case:
    """Barn Et's case, following the revised model of 2023."""
    revise(cast.case)
    return cast.case


@pytest.fixture(scope="session", autouse=True)
def the_api_is_watched() -> None:
    """Hold every API answer in any test, to a program or a page, to the API's description."""
    described.watch()


@pytest.fixture(autouse=True)
def answers_are_as_described() -> Iterator[None]:
    """Fail a test in which an answer did not match its description."""
    described.found.clear()
    yield
    told = sorted(set(described.found))
    assert not told, "\n".join([*told[:10], described.HOW])


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """A browser signed in as the given user."""
    return signed_in


@pytest.fixture
def api_of(client_of: Callable[[Any], Client]) -> Callable[[Any], "Api"]:
    """The API as the given user."""
    return lambda user: Api(client_of(user))


class Api:
    """A client of the API: JSON in, JSON out, through routing and middleware."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, data: Any = None, *, key: str = "", version: int | None = None) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.post(f"/api/v1/{path}", data or {}, "application/json", headers=headers)

    def patch(self, path: str, data: Any, *, version: int) -> Any:
        return self.client.patch(f"/api/v1/{path}", data, "application/json", headers={"If-Match": f'"{version}"'})

    def put(self, path: str, data: Any) -> Any:
        return self.client.put(f"/api/v1/{path}", data, "application/json")

    def delete(self, path: str, *, version: int) -> Any:
        return self.client.delete(f"/api/v1/{path}", headers={"If-Match": f'"{version}"'})
