"""From the network to the application: whole requests only.

The server's own WSGI interface hands a request to a thread as soon as its headers are there, and the thread waits for
the body: two senders who stop halfway keep both workers' only threads. Here the event loop reads the body, within the
limits of size and time, and the thread gets a request that lies in memory. A slow sender costs a socket.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from queue import SimpleQueue
from threading import Thread
from typing import Any

from . import limits
from .limits import Answer, Refused

log = logging.getLogger("casework.door")

HEALTH = "/healthz"

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Bridge:
    """A WSGI application behind the server's asynchronous interface (RSGI).

    One thread runs the application: it keeps its database connection, and processes give more of them.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.queue: SimpleQueue[Any] = SimpleQueue()
        # Bytes of bodies not handed over yet, and the number of large bodies being read.
        self.held = self.large = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        Thread(target=self._work, name="application", daemon=True).start()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        if scope.path == HEALTH and scope.method in {"GET", "HEAD"}:
            # Asked of the process, and answered while the thread waits for a database that does not answer.
            protocol.response_str(200, [("content-type", "text/plain"), ("cache-control", "no-store")], "ok")
            return
        headers = scope.headers.items()
        try:
            body, refused = await self._body(scope.path, protocol, dict(headers)), 0
        except Refused as refusal:
            if refusal.status != 413:
                protocol.response_bytes(*refusal.answer(scope.path, dict(headers)))
                return
            # The application has a page for this status.
            body, refused = b"", refusal.status
        done = self.loop.create_future()
        self.queue.put((environ(scope, headers, body, refused), protocol, done))
        await done

    async def _body(self, path: str, protocol: Any, headers: dict[str, str]) -> bytes:
        """Read the whole body. Raises Refused."""
        size = limits.announced(headers)
        if not size:
            return b""
        large = size > limits.SIZE
        if large and not limits.names_somebody(headers):
            raise Refused(413)
        if size > limits.READ_PAST or (large and self.large >= limits.LARGE_AT_ONCE):
            raise Refused(413 if size > limits.READ_PAST else 503)
        self.large += large
        try:
            return await self._read(protocol, size, keep=size <= limits.allowed(path))
        except TimeoutError:
            raise Refused(408) from None
        finally:
            self.large -= large

    async def _read(self, protocol: Any, size: int, *, keep: bool) -> bytes:
        """Read every chunk, each in time. Raises Refused and TimeoutError."""
        chunks, received, kept = aiter(protocol), 0, []
        end = self.loop.time() + limits.seconds(size)
        try:
            async with asyncio.timeout(None) as clock:
                while received < size:
                    clock.reschedule(min(end, self.loop.time() + limits.PAUSE))
                    chunk = await anext(chunks)
                    if not chunk:
                        # The sender hung up halfway.
                        raise Refused(400)
                    received += len(chunk)
                    if keep:
                        kept.append(chunk)
                        self.held += len(chunk)
                    if self.held > limits.HELD:
                        raise Refused(503)
        finally:
            self.held -= sum(map(len, kept))
        if not keep:
            raise Refused(413)
        return b"".join(kept)

    def _work(self) -> None:
        """The application's thread: handles one request after the other and survives the failure of any."""
        while True:
            asked, protocol, done = self.queue.get()
            try:
                protocol.response_bytes(*self._answer(asked))
            except BaseException:
                log.exception("No answer was given")
                told = {"accept-language": asked.get("HTTP_ACCEPT_LANGUAGE", "")}
                protocol.response_bytes(*Refused(500).answer(asked["PATH_INFO"], told))
            # While the server stops, nobody waits for the answer.
            with suppress(RuntimeError):
                self.loop.call_soon_threadsafe(_settle, done)

    def _answer(self, asked: Environ) -> Answer:
        given: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            given[:] = int(status[:3]), [(name.lower(), value) for name, value in headers]

        parts = self.application(asked, start_response)
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        return given[0], given[1], body


def _settle(done: "asyncio.Future[None]") -> None:
    if not done.done():
        done.set_result(None)


def environ(scope: Any, headers: list[tuple[str, str]], body: bytes, refused: int = 0) -> Environ:
    """A request as PEP 3333 describes it; `door.refused` is the status to refuse it with."""
    client, _colon, client_port = scope.client.rpartition(":")
    server, _colon, server_port = scope.server.rpartition(":")
    found: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": server_port,
        "REMOTE_ADDR": client.strip("[]"),
        "REMOTE_PORT": client_port,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "door.refused": refused,
    }
    for name, value in headers:
        # The header "x_forwarded_for" would pass for the balancer's own "x-forwarded-for".
        if "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            found[key] = f"{found[key]}{'; ' if name == 'cookie' else ','}{value}" if key in found else value
    found["CONTENT_TYPE"] = found.pop("HTTP_CONTENT_TYPE", "")
    found.pop("HTTP_CONTENT_LENGTH", None)
    found["CONTENT_LENGTH"] = str(len(body)) if body else ""
    return found
