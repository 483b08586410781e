"""While the database is away every request gets a clear 503; when it is back, everything works again."""

import json
import select
import socket
import threading
import time
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import InterfaceError, OperationalError
from psycopg import errors

from core import outage
from core.hanging import LONGEST
from tests.worker.machine import database_url

from .site import running


class Relay:
    """A relay to the database that can be cut and restored."""

    def __init__(self) -> None:
        asked = urlsplit(database_url())
        self.options = {name: values[0] for name, values in parse_qs(asked.query).items()}
        self.address = asked
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.is_open = self.is_frozen = False

    @property
    def url(self) -> str:
        return self.address._replace(query=f"host=127.0.0.1&port={self.port}").geturl()

    def mend(self) -> None:
        self.is_open = True
        self.server = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self.is_open = False
        with socket.create_connection(("127.0.0.1", self.port)):
            pass

    def _accept(self) -> None:
        with self.server:
            while True:
                client, _address = self.server.accept()
                if not self.is_open:
                    client.close()
                    return
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, self._database() as database:
            other = {client: database, database: client}
            while self.is_open:
                while self.is_frozen and self.is_open:
                    time.sleep(0.05)
                for end in select.select([client, database], [], [], 0.05)[0]:
                    # An end that is gone takes the other with it.
                    with suppress(ConnectionError):
                        if data := end.recv(65536):
                            other[end].sendall(data)
                            continue
                    return

    def _database(self) -> socket.socket:
        host, port = self.options["host"], self.options["port"]
        if host.startswith("/"):
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(f"{host}/.s.PGSQL.{port}")
            return connection
        return socket.create_connection((host, int(port)))


@pytest.mark.timeout(240)
def test_requests_fail_clearly_while_the_database_is_away_and_work_when_it_is_back(cast, tmp_path):
    relay = Relay()
    with running(tmp_path, relay.url) as site:
        assert_away(site)
        relay.mend()
        assert site.ask("GET", "/account/login/")[0] == 200
        assert site.ask("GET", "/readyz")[0] == 200
        relay.cut()
        assert_away(site)
        relay.mend()
        assert site.ask("GET", "/readyz")[0] == 200
        assert site.ask("GET", "/cases/", headers=SIGNED_IN)[0] == 302
        said = site.child.output()
        relay.cut()
    assert "Traceback" not in said
    # Both processes log it once, at most at each of the two times.
    assert 1 <= said.count("The database does not answer") <= 4


@pytest.mark.timeout(240)
def test_a_database_that_takes_questions_and_answers_none_is_away_too(cast, tmp_path):
    relay = Relay()
    relay.mend()
    with running(tmp_path, relay.url) as site:
        assert site.ask("GET", "/cases/", headers=SIGNED_IN)[0] == 302
        relay.is_frozen = True
        began = time.monotonic()
        asking = threading.Thread(target=site.ask, args=("GET", "/cases/"), kwargs={"headers": SIGNED_IN})
        asking.start()
        for _worker in range(4):
            assert site.ask("GET", "/healthz")[0] == 200
        assert time.monotonic() - began < LONGEST / 2
        assert_away(site)
        asking.join()
        relay.is_frozen = False
        assert site.ask("GET", "/cases/", headers=SIGNED_IN)[0] == 302
        relay.cut()


SIGNED_IN = {"Cookie": "__Host-session=abcdefghijklmnopqrstuvwxyz012345"}


def assert_away(site):
    for path in ["/cases/", "/my-day/", "/account/"]:
        status, headers, page = site.ask("GET", path, headers=SIGNED_IN)
        assert (status, headers["Retry-After"]) == (503, "10")
        assert "Vi er tilbage om lidt" in page
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
    for headers in [SIGNED_IN, {"Authorization": "Bearer rt_x"}]:
        status, answered, problem = site.ask("GET", "/api/v1/cases/", headers=headers)
        assert (status, answered["Retry-After"]) == (503, "10")
        assert answered["Content-Type"] == "application/problem+json"
        assert json.loads(problem)["detail"] == "Vi kan ikke hente noget lige nu. Prøv igen om lidt."
    assert site.ask("GET", "/healthz")[0] == 200
    assert site.ask("GET", "/readyz")[0] == 503


@pytest.mark.parametrize(
    ("kind", "cause", "away"),
    [
        (OperationalError, errors.AdminShutdown(), True),
        (OperationalError, errors.CannotConnectNow(), True),
        (OperationalError, errors.TooManyConnections(), True),
        (OperationalError, errors.ConnectionFailure(), True),
        (OperationalError, Exception("connection refused"), True),
        (InterfaceError, Exception("the connection is closed"), True),
        (OperationalError, errors.DeadlockDetected(), False),
        (OperationalError, errors.QueryCanceled(), False),
        (ValueError, None, False),
    ],
)
def test_only_an_unreachable_database_counts_as_unavailable(kind, cause, away):
    error = kind()
    error.__cause__ = cause
    assert outage.is_database_unavailable(error) == away


def test_what_was_typed_is_given_back_where_the_form_is_ours(cast, client_of, monkeypatch):
    client = client_of(cast.anna)
    client.raise_request_exception = False
    monkeypatch.setattr("core.drafts.Draft.objects.filter", _gone)
    monkeypatch.setattr("django.db.transaction.Atomic.__enter__", _gone)
    sent = {"title": "Læser højt hver aften", "version": "1"}
    answer = client.post(f"/cases/{cast.case.pk}/goals/new/", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 503
    assert "Læser højt hver aften" in answer.content.decode()


def _gone(*args, **kwargs):
    raise OperationalError("the connection is lost")
