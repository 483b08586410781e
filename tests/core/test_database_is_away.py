"""While the database does not answer, everybody is told so, in words and in the API's form, and the log stays calm."""

import logging
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client

from core.outage import OutageFilter


@pytest.fixture
def ask(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """A request that finds nobody at the database's port."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebody"
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setitem(connections.settings["default"], "PORT", held.getsockname()[1])

        def ask(path: str, **form: str) -> Any:
            # Another thread has a connection of its own, to be opened.
            with ThreadPoolExecutor(1) as thread:
                method = client.post if form else client.get
                return thread.submit(method, path, form, headers={"Sec-Fetch-Site": "same-origin"}).result()

        yield ask


@pytest.mark.parametrize("path", ["/cases/", "/api/v1/cases/"])
def test_it_is_told_as_away_and_when_to_try_again(ask: Callable[..., Any], path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def logged(error: Exception) -> logging.LogRecord:
    """What is logged of a request that failed."""
    return logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed", None, (type(error), error, None))


def test_the_log_has_one_line_for_all_who_ask_meanwhile() -> None:
    calm, records = OutageFilter(), [logged(OperationalError("no connection")) for _request in range(3)]
    assert [calm.filter(record) for record in records] == [True, False, False]
    assert "does not answer" in records[0].getMessage()
    assert records[0].exc_info is None


def test_any_other_failure_is_logged_whole_each_time() -> None:
    calm, records = OutageFilter(), [logged(ValueError("wrong")) for _request in range(2)]
    assert [calm.filter(record) for record in records] == [True, True]
    assert all(record.exc_info for record in records)
