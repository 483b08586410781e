"""Production's settings behind a balancer: sign-in sees the user's own address, in both processes alike."""

import re
from urllib.parse import urlencode

import psycopg
import pytest

from tests.worker.machine import database_url

from .site import running

OFFICE, HOME = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def site(cast, tmp_path):
    """The application; what it has written is removed afterwards."""
    address = database_url()
    with running(tmp_path, address) as site:
        yield site
    with psycopg.connect(address, autocommit=True) as connection:
        for table in ("axes_accessattempt", "axes_accesslog", "shared_counts", "django_session"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own four names


def sign_in(site, email, password, at):
    """The status of a sign-in through the form, from an address."""
    _status, headers, page = site.ask("GET", "/account/login/", headers={"X-Forwarded-For": at})
    cookie = re.search(r"__Host-csrf=[^;]+", headers["Set-Cookie"])[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {"Cookie": cookie, "Referer": "https://roedtraad.example/", "X-Forwarded-For": f"9.9.9.9, {at}"}
    sent["Content-Type"] = "application/x-www-form-urlencoded"
    form = urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password})
    return site.ask("POST", "/account/login/", form, sent)[0]


@pytest.mark.timeout(240)
def test_one_locked_out_behind_the_balancer_locks_out_nobody_else(site):
    tried = [sign_in(site, "anna@prove.example", "wrong", OFFICE) for _time in range(9)]
    assert tried == [200] * 7 + [429] * 2
    assert sign_in(site, "karl@prove.example", "tests-only", OFFICE) == 302
    assert sign_in(site, "anna@prove.example", "tests-only", HOME) == 302
