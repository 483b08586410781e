"""The load: a few kept connections on loopback that each ask, wait for the whole answer, and ask again."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

LONGEST_ANSWER = 30.0


class WrongAnswer(Exception):
    """A server gave another answer than the one to be measured."""


@dataclass
class Sample:
    """The result of a load: the seconds of each answer, and how many seconds it lasted."""

    answers: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: "Sample") -> None:
        """Add the answers of another sample."""
        self.answers += other.answers
        self.seconds += other.seconds

    def percentile(self, share: float) -> float:
        """The seconds that ``share`` (0..1) of the answers did not exceed."""
        ranked = sorted(self.answers)
        return ranked[min(int(len(ranked) * share), len(ranked) - 1)]

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds


@dataclass(frozen=True)
class Request:
    """One request as bytes, and the status of a right answer."""

    text: bytes
    status: int


def request(
    port: int, method: str, path: str, headers: dict[str, str], body: bytes = b"", status: int = 200
) -> Request:
    """An HTTP/1.1 request for a kept connection."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return Request("\r\n".join([*lines, "", ""]).encode() + body, status)


class _Connection(asyncio.Protocol):
    """One connection: sends a request and tells when the whole answer is there."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.received = b""
        self.waiting: asyncio.Future[tuple[int, bytes]] | None = None

    def ask(self, text: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        self.received = b""
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(text)  # type: ignore[attr-defined]
        return self.waiting

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if found and self.waiting and not self.waiting.done() and len(body) >= _length(head):
            self.waiting.set_result((int(head[9:12]), body))

    def connection_lost(self, error: Exception | None) -> None:
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(WrongAnswer(f"the connection was closed: {error}"))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise WrongAnswer("an answer without its length")


def once(port: int, asked: Request) -> bytes:
    """The body of one answer. Raises WrongAnswer."""

    async def ask() -> bytes:
        _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", port)
        return await _answer(connection, asked)

    return asyncio.run(ask())


def run(port: int, make: Callable[[], Request], *, connections: int, requests: int, seconds: float) -> Sample:
    """Send load until ``requests`` are answered or ``seconds`` are up, whichever comes first. Raises WrongAnswer."""
    # Made beforehand, so that making them does not count as the server's time.
    ready = iter([make() for _ in range(requests)])
    return asyncio.run(_run(port, ready, connections, seconds))


async def _run(port: int, ready: Iterator[Request], connections: int, seconds: float) -> Sample:
    loop = asyncio.get_running_loop()
    opened = [(await loop.create_connection(_Connection, "127.0.0.1", port))[1] for _ in range(connections)]
    sample = Sample()
    start = time.perf_counter()
    await asyncio.gather(*(_keep_asking(connection, ready, start + seconds, sample) for connection in opened))
    sample.seconds = time.perf_counter() - start
    for connection in opened:
        connection.transport.close()
    return sample


async def _keep_asking(connection: _Connection, ready: Iterable[Request], end: float, sample: Sample) -> None:
    for asked in ready:
        began = time.perf_counter()
        await _answer(connection, asked)
        now = time.perf_counter()
        sample.answers.append(now - began)
        if now > end:
            return


async def _answer(connection: _Connection, asked: Request) -> bytes:
    status, body = await asyncio.wait_for(connection.ask(asked.text), LONGEST_ANSWER)
    if status != asked.status:
        raise WrongAnswer(
            f"{asked.text.split(b' HTTP')[0].decode()}: {status} instead of {asked.status}: {body[:300]!r}"
        )
    return body
