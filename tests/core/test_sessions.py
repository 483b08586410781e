"""Sessions in the database, read and changed with one statement each."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DjangosOwn
from django.db import connection
from django.utils import timezone

from core.sessions import SessionStore


@pytest.fixture
def kept(db):
    session = SessionStore()
    session["message"] = "Gemt"
    session.create()
    return session.session_key


def test_what_was_kept_is_read_again(kept, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(kept)["message"] == "Gemt"


def test_djangos_own_store_reads_it_too(kept):
    assert DjangosOwn(kept)["message"] == "Gemt"


def test_a_change_is_one_statement(kept, django_assert_num_queries):
    session = SessionStore(kept)
    session["message"] = "Gemt igen"
    with django_assert_num_queries(1):
        session.save()
    assert SessionStore(kept)["message"] == "Gemt igen"


def test_an_expired_session_is_empty(kept, time_machine):
    time_machine.move_to(timezone.now() + dt.timedelta(hours=11))
    assert SessionStore(kept).get("message") is None


def test_a_session_that_was_ended_meanwhile_is_not_made_anew(kept):
    session = SessionStore(kept)
    session["message"] = "Gemt igen"
    SessionStore(kept).delete()
    with pytest.raises(UpdateError):
        session.save()


@pytest.mark.django_db(transaction=True)
def test_only_the_change_of_a_session_does_not_wait_for_the_disk():
    session = SessionStore()
    session.create()
    session["message"] = "Gemt"
    session.save()
    assert SessionStore(session.session_key)["message"] == "Gemt"
    with connection.cursor() as cursor:
        cursor.execute("SELECT reset_val, setting FROM pg_settings WHERE name = 'synchronous_commit'")
        normal, now = cursor.fetchone()
    assert now == normal
