"""The door, started as `make run` and the container start it, with a small application behind it."""

import http.client
import json
import socket
import sys
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import pytest

from dev.processes import Child, wait_for
from dev.services import answers, free_port

# The state of a listening socket in /proc/net/tcp.
LISTEN = "0A"


class Door:
    """The address of a running server, and its processes."""

    def __init__(self, child: Child, port: int) -> None:
        self.child, self.port = child, port

    def connect(self, sent: bytes) -> socket.socket:
        """A connection that has sent these bytes and no more."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sendall(sent)
        return connection

    def answer(self, connection: socket.socket) -> bytes:
        """Everything the server sends before it closes."""
        said = b""
        with connection:
            while more := connection.recv(65536):
                said += more
        return said

    def ask(self, path: str = "/", method: str = "GET", body: bytes | None = None, headers=None):
        """Send a request; gives (status, headers, what the application was asked)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        is_json = answer.headers.get_content_type() == "application/json"
        return answer.status, answer.headers, json.loads(told) if is_json else told.decode()

    def workers(self, but: Collection[int] = ()) -> set[int]:
        """Process ids of both workers, once there are two outside `but` and both take connections.

        Each has a listening socket of its own: while one is still starting, the other is the only one that answers.
        """
        ends = time.monotonic() + 90
        while len(found := self._alive()) != 2 or found & set(but) or self._listening() != 2:
            assert time.monotonic() < ends, found
            time.sleep(0.05)
        return found

    def _listening(self) -> int:
        """How many sockets listen at the port."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(row[1].endswith(f":{self.port:04X}") and row[3] == LISTEN for row in rows)

    def _alive(self) -> set[int]:
        main = self.child.process.pid
        found = set()
        for pid in Path(f"/proc/{main}/task/{main}/children").read_text().split():
            # The process is gone already, or only its exit is left to collect.
            with suppress(OSError):
                if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.add(int(pid))
        return found


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    port = free_port()
    command = [sys.executable, "-m", "door", "--port", str(port), "tests.door.echo:served"]
    child = Child(str(tmp_path_factory.mktemp("door") / "web"), command)
    wait_for(child, lambda: answers(port), title="The server", seconds=40)
    yield Door(child, port)
    child.stop()
