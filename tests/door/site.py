"""The whole application with production's settings, started as the container does and called as a balancer does."""

import http.client
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.processes import Child, wait_for
from dev.services import answers, free_port
from tests.casework.test_deployment import PRODUCTION

FORWARDED = {"Host": "roedtraad.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


class Site:
    """A running application."""

    def __init__(self, child: Child, port: int) -> None:
        self.child, self.port = child, port

    def ask(self, method, path, body=None, headers=None):
        """Send a request on a connection of its own; gives (status, headers, text)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {**FORWARDED, **(headers or {})})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, text


@contextmanager
def running(folder: Path, database: str) -> Iterator[Site]:
    """The application on a database, which need not exist."""
    port = free_port()
    env = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "tests.door.production", "DATABASE_URL": database}
    command = [sys.executable, "-m", "door", "--port", str(port), "casework.wsgi:served"]
    child = Child(str(folder / "web"), command, env=env)
    try:
        wait_for(child, lambda: answers(port), title="The server", seconds=60)
        yield Site(child, port)
    finally:
        child.stop()
