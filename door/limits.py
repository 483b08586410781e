"""Limits on the size and slowness of a request, and the answers beyond them."""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

MEGABYTE = 1024 * 1024
# Enough for any form or program. The application refuses a longer text, and gives back what was typed.
SIZE = 2 * MEGABYTE
# Spreadsheets: 10 MB are accepted. Larger ones are read, so that the form can say what is wrong with the file.
LARGER = {re.compile(r"/children/import/|/api/v1/imports/"): 24 * MEGABYTE}
# A body over its route's limit is read and dropped up to this size, so that a browser gets the answer.
READ_PAST = 64 * MEGABYTE
# The most bytes one process holds of unfinished bodies, and the most larger bodies at a time.
HELD = 200 * MEGABYTE
LARGE_AT_ONCE = 4
# The longest pause. A whole body may take as long as over a line of 160 kbit a second, plus a little.
PAUSE = 10.0
SLOWEST = 20_000
PATIENCE = 10.0
RETRY_AFTER = 10

# No translation is available here, and none is needed: only a broken line or an attack gets these answers.
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
        # The rest of the body is not read, so the connection cannot be used again.
        headers = [("connection", "close"), ("cache-control", "no-store")]
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("retry-after", str(RETRY_AFTER)))
        if path.startswith("/api/"):
            problem = {"type": "about:blank", "status": self.status, "title": "Det lykkedes ikke", "detail": said}
            return self.status, [*headers, ("content-type", "application/problem+json")], json.dumps(problem).encode()
        page = f'<!doctype html><html lang="da"><title>Rød Tråd</title><meta charset="utf-8"><p>{said}</p></html>'
        return self.status, [*headers, ("content-type", "text/html; charset=utf-8")], page.encode()


def announced(headers: Mapping[str, str]) -> int:
    """The announced size of the body in bytes. Raises Refused where it is missing or malformed."""
    if "transfer-encoding" in headers:
        raise Refused(411)
    text = headers.get("content-length", "0")
    if not (text.isascii() and text.isdecimal()):
        raise Refused(400)
    return int(text)


def allowed(path: str) -> int:
    """The most bytes of a body that the route takes."""
    return next((size for route, size in LARGER.items() if route.match(path)), SIZE)


def seconds(size: int) -> float:
    """The most seconds a body of this size may take altogether."""
    return PATIENCE + size / SLOWEST
