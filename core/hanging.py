"""A database that takes a question and never answers: the wait is ended, and the request is given 503.

The server's own timeouts do not help where the server itself stands still, and its machine still takes what is sent.
So a thread looks at the application's connection now and then. Where the same answer has been waited for too long, it
shuts the socket: for the waiting thread the database has then gone away, as in any other outage.
"""

import logging
import os
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

log = logging.getLogger("casework.database")

# No question of a page takes a second; a long list's may, while the machine is busy.
LONGEST = 8.0
EVERY = 0.5


class HangingWatch:
    """Watches one thread's connection."""

    def __init__(self, database: Any) -> None:
        self.database = database
        self.asked = 0

    def count(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        """Django's wrapper of every question: another one is progress."""
        self.asked += 1
        return execute(sql, params, many, context)

    def watch(self) -> None:
        """Look for ever."""
        seen: Any = None
        since = time.monotonic()
        while True:
            time.sleep(EVERY)
            waiting = self._waiting()
            if waiting is None or waiting != seen:
                seen, since = waiting, time.monotonic()
            elif time.monotonic() - since > LONGEST:
                log.warning("The database has not answered for %.0f s; the wait is ended", LONGEST)
                self._end(waiting[0])
                seen = None

    def _waiting(self) -> tuple[Any, int] | None:
        """The connection that waits for an answer, and for which one."""
        used = self.database.connection
        libpq = getattr(used, "pgconn", None)
        with suppress(Exception):
            if libpq is not None and libpq.transaction_status == TransactionStatus.ACTIVE:
                return libpq, self.asked
        return None

    def _end(self, libpq: Any) -> None:
        with suppress(Exception), socket.socket(fileno=os.dup(libpq.socket)) as line:
            line.shutdown(socket.SHUT_RDWR)


_begun = threading.local()


def _begin(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Begin with the thread's first connection."""
    if not hasattr(_begun, "watch"):
        _begun.watch = HangingWatch(connection)
        connection.execute_wrappers.append(_begun.watch.count)
        threading.Thread(target=_begun.watch.watch, name="hanging", daemon=True).start()


def watch_connections() -> None:
    """For a web server's process: watch the connection of each of its threads."""
    connection_created.connect(_begin, dispatch_uid="core.hanging")
