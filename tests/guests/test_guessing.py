"""Whoever guesses gets nothing and is slowed down; whoever has link and code gets in."""

import secrets

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core import throttling
from guests import codes
from guests.models import TRIES, Link

from .being_a_guest import link_to, path_of


@pytest.fixture
def limited(settings):
    """The limit of production, within one minute."""
    settings.GUEST_FAILURES_A_MINUTE = 30
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def somewhere():
    """An address that no other test has guessed from."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def made_up() -> str:
    return f"/guest/link/{secrets.token_urlsafe(32)}/"


@pytest.mark.timeout(600)
def test_ten_thousand_made_up_links_find_nothing(link):
    digests = {codes.digest(secrets.token_urlsafe(32)) for _time in range(10_000)}
    assert len(digests) == 10_000
    assert not Link.objects.filter(token_digest__in=digests).exists()


def test_guessed_codes_end_with_the_tries_however_many_are_sent(link, client):
    answers = [client.post(path_of(link), {"code": f"{n:06}"}).status_code for n in range(60) if f"{n:06}" != link.code]
    # The last try ends it.
    assert answers[: TRIES - 1] == [422] * (TRIES - 1)
    assert set(answers[TRIES - 1 :]) == {404}


def test_one_address_that_guesses_waits(limited, somewhere, link, client):
    answers = [client.get(made_up(), REMOTE_ADDR=somewhere).status_code for _time in range(40)]
    assert answers == [404] * 30 + [429] * 10
    assert client.get(made_up(), REMOTE_ADDR="192.0.2.8").status_code == 404


def test_the_right_person_gets_in_from_the_very_address_that_guesses(limited, somewhere, link):
    for _time in range(40):
        Client().get(made_up(), REMOTE_ADDR=somewhere)
    answer = Client().get(path_of(link), REMOTE_ADDR=somewhere)
    assert answer.status_code == 200
    assert Client().post(path_of(link), {"code": link.code}, REMOTE_ADDR=somewhere).status_code == 302


def test_guessing_links_costs_nobody_a_try(cast, meeting, link, client):
    for _time in range(40):
        client.post(made_up(), {"code": link.code})
    assert Link.objects.get().tries_left == TRIES


def test_one_links_code_opens_no_other(cast, meeting, link, client):
    other = link_to(meeting, cast.caregiver, by=cast.anna)
    assert client.post(path_of(other), {"code": link.code}).status_code == 422


def test_nothing_in_redis_says_who_tried(limited, db, client, monkeypatch):
    named = []
    monkeypatch.setattr(throttling.counts, "add", lambda caller, minute: named.append(caller) or 1)
    client.get(made_up(), REMOTE_ADDR="192.0.2.7")
    assert "192.0.2.7" not in str(named)
