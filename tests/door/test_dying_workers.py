"""A worker that dies is started again, and other clients notice nothing."""

import os
import signal
import threading
import time
from http.client import HTTPException

import pytest

from dev.processes import wait_for

CLIENTS = 6
# This takes seconds on an idle machine; the machine may be busy.
pytestmark = pytest.mark.timeout(240)


def test_a_worker_killed_under_load_costs_at_most_what_it_was_doing(door):
    before, failed, answered, ends = door.workers(), [], [], time.monotonic() + 6

    def ask():
        while time.monotonic() < ends:
            try:
                answered.append(door.ask("/work", "POST", b"x")[0])
            except (OSError, HTTPException) as error:
                failed.append(error)

    threads = [threading.Thread(target=ask) for _each in range(CLIENTS)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    os.kill(min(before), signal.SIGKILL)
    for thread in threads:
        thread.join()
    # Every client has one request under way, and one more may wait in the dead worker's queue.
    assert len(failed) <= 2 * CLIENTS, failed
    assert set(answered) == {200}
    assert door.workers(but=[min(before)])


def test_both_workers_killed_at_once_are_both_started_again(door):
    before = door.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert door.workers(but=before)
    assert door.child.exit_code is None
    # A new process listens before it is ready to answer.
    wait_for(door.child, lambda: _answers(door), title="The server", seconds=60)


def _answers(door):
    try:
        return door.ask()[0] == 200
    except (OSError, HTTPException):
        return False
