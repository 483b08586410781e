"""What every test may use: the cast, and a client for each of them."""

import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from accounts.models import Municipality
from children.models import Case
from tests.cast import Cast, assemble, found, revise
from tests.description import described
from tests.signing_in import signed_in

# No clock on a property: a busy machine is not a slow function. What fails is printed with what makes it fail again.
EVERYWHERE: Any = {"deadline": None, "print_blob": True, "suppress_health_check": [HealthCheck.too_slow]}
# While somebody writes, every run tries something new; where a change is judged, it is judged by the same examples.
settings.register_profile("search", derandomize=False, **EVERYWHERE)
settings.register_profile("judge", derandomize=True, database=None, **EVERYWHERE)
settings.load_profile("judge" if os.environ.get("CI") else "search")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In any order, but for those that empty the database: after them every test has to make its own cast."""
    items.sort(key=_empties_the_database)


def _empties_the_database(item: Any) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    """English, and the libraries' Danish, as they stand in the sources now."""
    call_command("compile_translations", stdout=StringIO())
    # Forget what was read before.
    translation_file_changed(None, Path("django.mo"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The cast is made once and committed: making it takes a second, finding it a few milliseconds."""
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
    """Whatever the API answers in a test, to a program or to a page, is held to the API's description."""
    described.watch()


@pytest.fixture(autouse=True)
def answers_are_as_described() -> Iterator[None]:
    """Fails a test in which an answer was not as described, whatever the test is about."""
    described.found.clear()
    yield
    told = sorted(set(described.found))
    assert not told, "\n".join([*told[:10], described.HOW])


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """A browser signed in as somebody."""
    return signed_in


@pytest.fixture
def api_of(client_of: Callable[[Any], Client]) -> Callable[[Any], "Api"]:
    """The API as somebody."""
    return lambda user: Api(client_of(user))


class Api:
    """JSON in, JSON out, through routing and middleware."""

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
