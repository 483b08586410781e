"""How large and how slow a request may be, and what a sender who goes beyond is told."""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

MEGABYTE = 1024 * 1024
# What any form or program has to say. A longer text is refused by the application, with what was typed.
SIZE = 2 * MEGABYTE
# Spreadsheets: 10 MB are accepted. Larger ones are read, so that the form can say what is wrong with the file.
LARGER = {re.compile(r"/children/import/|/api/v1/imports/"): 24 * MEGABYTE}
# What is larger than its route allows is read past up to this size, so that a browser gets to the answer.
READ_PAST = 64 * MEGABYTE
# What one process keeps of unfinished bodies, and how many of the larger ones at a time.
HELD = 200 * MEGABYTE
LARGE_AT_ONCE = 4
# Nobody may pause for longer; and a body takes no longer than over a line of 160 kbit a second, and a little.
PAUSE = 10.0
SLOWEST = 20_000
PATIENCE = 10.0
RETRY_AFTER = 10

# No translation is at hand here, and none of it needs one: it is met where a line fails, or an attempt is made.
SAID = {
    400: "Vi kunne ikke forstå det, der blev sendt.",
    408: "Det tog for lang tid at sende. Tjek forbindelsen, og prøv igen.",
    411: "Længden på det, der sendes, mangler (Content-Length).",
    413: "Det, du sendte, er for stort. Forkort teksten, eller del filen op.",
    500: "Noget gik galt hos os. Prøv igen om lidt.",
    503: "Der er travlt lige nu. Prøv igen om lidt.",
}
Answer = tuple[int, list[tuple[str, str]], bytes]


class Refused(Exception):
    """A request that does not reach the application."""

    def __init__(self, status: int) -> None:
        super().__init__(HTTPStatus(status).phrase)
        self.status = status

    def answer(self, path: str) -> Answer:
        """Status, headers and body: a problem document for a program, a sentence for a person."""
        said = SAID[self.status]
        # What is left of the body is not read, so the connection cannot be used again.
        headers = [("connection", "close"), ("cache-control", "no-store")]
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("retry-after", str(RETRY_AFTER)))
        if path.startswith("/api/"):
            problem = {"type": "about:blank", "status": self.status, "title": "Det lykkedes ikke", "detail": said}
            return self.status, [*headers, ("content-type", "application/problem+json")], json.dumps(problem).encode()
        page = f'<!doctype html><html lang="da"><title>Rød Tråd</title><meta charset="utf-8"><p>{said}</p></html>'
        return self.status, [*headers, ("content-type", "text/html; charset=utf-8")], page.encode()


def announced(headers: Mapping[str, str]) -> int:
    """The size a request says its body has. Raises Refused where it does not say."""
    if "transfer-encoding" in headers:
        raise Refused(411)
    text = headers.get("content-length", "0")
    if not (text.isascii() and text.isdecimal()):
        raise Refused(400)
    return int(text)


def allowed(path: str) -> int:
    """The size of a body that a route takes."""
    return next((size for route, size in LARGER.items() if route.match(path)), SIZE)


def seconds(size: int) -> float:
    """How long a body of this size may take altogether."""
    return PATIENCE + size / SLOWEST
