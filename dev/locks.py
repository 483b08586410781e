"""One of a kind at a time in a checkout. The system releases a lock when its holder ends, however it ends."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import Problem, say
from .places import LOCAL


def lock_file(name: str) -> Path:
    """The file of a lock, in the folder of local data."""
    # In a fresh clone the folder may not exist yet.
    LOCAL.mkdir(exist_ok=True)
    return LOCAL / f"{name}.lock"


@contextmanager
def only_one(name: str, busy: str) -> Iterator[None]:
    """Hold the lock `name`. Raises Problem (`busy`, with the holder's process id) if another process has it."""
    with lock_file(name).open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise Problem(busy.format(pid=handle.read().strip() or "?")) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


@contextmanager
def in_turn(name: str) -> Iterator[None]:
    """Wait for the lock `name` and hold it."""
    with lock_file(name).open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  Waiting for another preparation of this checkout …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_held(name: str) -> bool:
    """Whether a living process has the lock."""
    try:
        with lock_file(name).open("a+") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def running_environment() -> dict[str, str]:
    """The addresses of the services that `make run` or `make services` has started; empty when neither runs."""
    file = LOCAL / "running.json"
    if not is_held("run") or not file.exists():
        return {}
    known: dict[str, str] = json.loads(file.read_text())
    return known
