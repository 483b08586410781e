"""A worker's import runs on connections of its own, with everything committed."""

from contextlib import closing

import pytest
from django.db import connection
from kombu.exceptions import OperationalError

from children import tasks
from children.importing import carry_out, writing
from children.models import Child, ImportJob
from tests.children import sheets
from tests.children.importing import tried

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(cast, api_of):
    """A file of three rows whose import is asked for."""
    job = tried(api_of(cast.anna), *sheets.many(3))
    ImportJob.objects.filter(pk=job["id"]).update(state="running")
    return ImportJob.objects.get(pk=job["id"])


def _outside(query, *params):
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchone()[0]


def test_others_see_the_progress_and_no_child_before_the_import_is_complete(waiting, monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 1)
    seen = []

    def look(*args):
        children = _outside("SELECT count(*) FROM children_child WHERE first_name = %s", "Nyt Barn")
        seen.append((_outside("SELECT rows_done FROM children_importjob"), children))

    monkeypatch.setattr(writing, "_let_supervisors_in", look)
    assert carry_out.carry_out(waiting.pk)
    assert seen == [(0, 0), (1, 0), (2, 0)]
    assert Child.objects.filter(first_name="Nyt Barn").count() == 3


def test_a_task_delivered_twice_reads_the_file_in_once(waiting):
    assert carry_out.carry_out(waiting.pk) is True
    assert carry_out.carry_out(waiting.pk) is False
    assert Child.objects.filter(first_name="Nyt Barn").count() == 3


def test_two_workers_never_carry_out_the_same_file(waiting):
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"import {waiting.pk}"])
        assert carry_out.pending() == 0
        # A busy server lets go some time after the connection is closed.
        cursor.execute("SELECT pg_advisory_unlock_all()")
    assert not Child.objects.filter(first_name="Nyt Barn").exists()
    assert carry_out.pending() == 1


def test_a_worker_that_dies_on_the_way_leaves_nothing_and_the_next_begins_anew(waiting, monkeypatch):
    class Killed(BaseException):
        """Stands for the end of a process."""

    def die(*args):
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(writing, "_let_supervisors_in", die)
        with pytest.raises(Killed):
            carry_out.carry_out(waiting.pk)
    assert not Child.objects.filter(first_name="Nyt Barn").exists()
    assert carry_out.pending() == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("done", 2)


@pytest.mark.parametrize("ailment", [OperationalError("nobody there"), RuntimeError("no room for another key")])
def test_a_file_is_imported_here_whatever_error_the_broker_raises(waiting, monkeypatch, ailment):
    def nobody(*args, **kwargs):
        raise ailment

    monkeypatch.setattr("core.tasks._away_until", 0.0)
    monkeypatch.setattr(tasks.carry_out_import, "apply_async", nobody)
    tasks.wake(waiting.pk)
    assert Child.objects.filter(first_name="Nyt Barn").count() == 3
