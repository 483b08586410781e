"""Production's settings behind a balancer: who signs in is known by their own address, in both processes alike."""

import http.client
import os
import re
import sys
from urllib.parse import urlencode

import psycopg
import pytest

from dev.processes import Child, wait_for
from dev.services import answers, free_port
from tests.casework.test_deployment import PRODUCTION
from tests.worker.machine import database_url

OFFICE, HOME = "203.0.113.7", "198.51.100.9"
FORWARDED = {"Host": "roedtraad.example", "X-Forwarded-Proto": "https"}


@pytest.fixture
def site(cast, tmp_path):
    """The port of the whole application with production's settings; what it has written is removed after."""
    port, address = free_port(), database_url()
    env = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "tests.door.production", "DATABASE_URL": address}
    child = Child(
        str(tmp_path / "web"), [sys.executable, "-m", "door", "--port", str(port), "casework.wsgi:served"], env=env
    )
    wait_for(child, lambda: answers(port), title="The server", seconds=60)
    yield port
    child.stop()
    with psycopg.connect(address, autocommit=True) as connection:
        for table in ("axes_accessattempt", "axes_accesslog", "shared_counts", "django_session"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own four names


def asked(port, method, path, body=None, headers=None):
    """(status, headers, text) of a request as a balancer passes it on; each on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, {**FORWARDED, **(headers or {})})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, text


def sign_in(port, email, password, at):
    """The status of a sign-in through the form, from an address."""
    _status, headers, page = asked(port, "GET", "/account/login/", headers={"X-Forwarded-For": at})
    cookie = re.search(r"__Host-csrf=[^;]+", headers["Set-Cookie"])[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {"Cookie": cookie, "Referer": "https://roedtraad.example/", "X-Forwarded-For": f"9.9.9.9, {at}"}
    sent["Content-Type"] = "application/x-www-form-urlencoded"
    form = urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password})
    return asked(port, "POST", "/account/login/", form, sent)[0]


@pytest.mark.timeout(240)
def test_one_locked_out_behind_the_balancer_locks_out_nobody_else(site):
    tried = [sign_in(site, "anna@prove.example", "wrong", OFFICE) for _time in range(9)]
    assert tried == [200] * 7 + [429] * 2
    assert sign_in(site, "karl@prove.example", "tests-only", OFFICE) == 302
    assert sign_in(site, "anna@prove.example", "tests-only", HOME) == 302
