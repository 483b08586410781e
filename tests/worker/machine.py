"""A broker, workers and beats for the tests: real processes that end with the tests."""

import os
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

import redis
from django.db import connection

from dev.processes import Child, wait_for
from dev.programs import redis_program
from dev.services import answers, free_port

PATIENCE = 40.0
QUEUE, UNDER_WAY = "celery", "unacked"


def until(happened: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until a condition holds; a busy machine gets its time."""
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, f"after {seconds:.0f} s still not: {what}"
        time.sleep(0.03)


class Broker:
    """A Redis on a port of its own that can be stopped, started and frozen."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.child: Child | None = None

    def url(self, database: int = 0) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", str(self.folder)]
        # An absolute path, beside the data.
        self.child = Child(str(self.folder / "redis"), [redis_program().path, *options], cwd=self.folder)
        wait_for(self.child, lambda: answers(self.port), title="Redis", seconds=PATIENCE)

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()
        self.child = None

    def freeze(self) -> None:
        """From now on, accept connections and answer nothing."""
        assert self.child is not None
        self.child.signal_group(signal.SIGSTOP)

    def ensure(self) -> None:
        """Make sure that it runs and answers."""
        if self.child is None:
            self.start()
        else:
            self.child.signal_group(signal.SIGCONT)

    def waiting(self) -> int:
        """The number of tasks that wait or run."""
        with redis.Redis(port=self.port) as client:
            return int(client.llen(QUEUE)) + int(client.hlen(UNDER_WAY))

    def empty(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def dump(self, database: int) -> str:
        """Every key with its value, as text."""
        read = {"string": "get", "hash": "hgetall", "list": "lrange", "set": "smembers", "zset": "zrange"}
        with redis.Redis(port=self.port, db=database, decode_responses=True) as client:
            kinds = {key: client.type(key) for key in client.keys("*")}
            ranges = {"list": (0, -1), "zset": (0, -1)}
            return "\n".join(
                f"{key} {getattr(client, read[kind])(key, *ranges.get(kind, ()))}" for key, kind in kinds.items()
            )


class Machine:
    """The background programs, on the test database and the broker."""

    def __init__(self, folder: Path, broker: Broker) -> None:
        self.folder, self.broker = folder, broker
        self.mail = folder / "mail"
        self.mail.mkdir()
        self.numbers = count()
        self.worker: Child | None = None

    def ensure_worker(self) -> None:
        """A worker of two processes, as `make run` starts it."""
        if self.worker is None or self.worker.exit_code is not None:
            options = ("--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip")
            worker = self._celery("worker", *options)
            wait_for(worker, lambda: " ready." in worker.output(), title="The worker", seconds=PATIENCE)
            self.worker = worker

    def kill_worker(self) -> None:
        """Kill the worker and its processes at any moment, as the kernel does when memory runs out."""
        assert self.worker is not None
        self.worker.signal_group(signal.SIGKILL)
        self.worker.stop()

    def has_done(self, task_id: str, times: int = 1) -> bool:
        """Whether the worker's log says that a task ran that many times."""
        assert self.worker is not None
        return self.worker.output().count(f"[{task_id}] succeeded") >= times

    def beat(self) -> Child:
        return self._celery("beat", "--loglevel", "INFO", "--schedule", self.folder / f"beat-{next(self.numbers)}")

    def stop(self) -> None:
        if self.worker is not None:
            self.worker.stop()

    def mails(self) -> list[str]:
        """The receiver of each mail that left, sorted."""
        lines = [line for file in self.mail.glob("*.log") for line in file.read_text().splitlines()]
        return sorted(line.removeprefix("To: ") for line in lines if line.startswith("To: "))

    def answers_slowly(self, slow: bool) -> None:
        """Set whether the mail server holds its answers back."""
        if slow:
            (self.mail / "slow").touch()
        else:
            (self.mail / "slow").unlink(missing_ok=True)

    def clear(self) -> None:
        for file in self.mail.iterdir():
            file.unlink()

    def _celery(self, program: str, *options: str | Path) -> Child:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.worker.settings",
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.broker.url(),
            "MAIL_FOLDER": str(self.mail),
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-m", "celery", "-A", "casework", program, "--pidfile", "", *options]
        return Child(str(self.folder / f"{program}-{next(self.numbers)}"), command, env=env)


def database_url() -> str:
    """The address of the database this test runs on."""
    named = connection.settings_dict
    user = ":".join(quote(part, safe="") for part in (named["USER"], named["PASSWORD"]) if part)
    return f"postgresql://{user}@/{named['NAME']}?" + urlencode({"host": named["HOST"], "port": named["PORT"]})


def working() -> int:
    """The number of other busy connections in the test database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return int(cursor.fetchone()[0])


def held_up() -> int:
    """The number of connections that wait for a lock in the test database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return int(cursor.fetchone()[0])
