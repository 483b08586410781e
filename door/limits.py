"""Limits on the size and slowness of a request, and the answers beyond them."""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

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
API = "/api/"


class Said(NamedTuple):
    """What a refusal says: its code among the API's kinds of problems, title and text in Danish and English."""

    code: str
    titles: tuple[str, str]
    texts: tuple[str, str]


FAILED = ("Det lykkedes ikke", "It did not work")
# The door stands before the application and its translations: a few sentences are all it has to say.
SAID = {
    400: Said(
        "unreadable", FAILED, ("Vi kunne ikke forstå det, der blev sendt.", "We could not understand what was sent.")
    ),
    408: Said(
        "too-slow",
        FAILED,
        (
            "Det tog for lang tid at sende. Tjek forbindelsen, og prøv igen.",
            "It took too long to send. Check the connection and try again.",
        ),
    ),
    411: Said(
        "length-required",
        FAILED,
        (
            "Længden på det, der sendes, mangler (Content-Length).",
            "The length of what is sent is missing (Content-Length).",
        ),
    ),
    413: Said(
        "too-large",
        ("For stort", "Too large"),
        (
            "Det, du sendte, er for stort. Forkort teksten, eller del filen op.",
            "What you sent is too large. Shorten the text or split the file.",
        ),
    ),
    500: Said(
        "failed", FAILED, ("Noget gik galt hos os. Prøv igen om lidt.", "Something went wrong here. Try again soon.")
    ),
    503: Said(
        "unavailable",
        ("Vi er tilbage om lidt", "We will be back in a moment"),
        ("Der er travlt lige nu. Prøv igen om lidt.", "We are busy just now. Try again in a moment."),
    ),
}
Answer = tuple[int, list[tuple[str, str]], bytes]


class Refused(Exception):
    """A request that does not reach the application."""

    def __init__(self, status: int) -> None:
        super().__init__(HTTPStatus(status).phrase)
        self.status = status

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        """Status, headers and body: a problem document for a program, a sentence for a person."""
        said, english = SAID[self.status], asks_for_english(path, headers)
        # The rest of the body is not read, so the connection cannot be used again.
        told = [("connection", "close"), ("cache-control", "no-store"), ("content-language", "en" if english else "da")]
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            told.append(("retry-after", str(RETRY_AFTER)))
        if path.startswith(API):
            problem = {
                # As the site's own address is not known here, it is told from the request's.
                "type": f"{API}v1/problems/{said.code}/",
                "code": said.code,
                "title": said.titles[english],
                "status": self.status,
                "detail": said.texts[english],
            }
            return self.status, [*told, ("content-type", "application/problem+json")], json.dumps(problem).encode()
        text = said.texts[english]
        page = f'<!doctype html><html lang="da"><title>Rød Tråd</title><meta charset="utf-8"><p>{text}</p></html>'
        return self.status, [*told, ("content-type", "text/html; charset=utf-8")], page.encode()


def asks_for_english(path: str, headers: Mapping[str, str]) -> bool:
    """Whether a program asks for English before Danish. A browser's language is its user's, who is not known here."""
    if not path.startswith(API) or "cookie" in headers:
        return False
    wanted = [language.strip()[:2] for language in headers.get("accept-language", "").lower().split(",")]
    return next((language == "en" for language in wanted if language in {"en", "da"}), False)


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


def names_somebody(headers: Mapping[str, str]) -> bool:
    """Whether a request can be from somebody signed in: nobody else has anything large to send."""
    return "cookie" in headers or "authorization" in headers


def seconds(size: int) -> float:
    """The most seconds a body of this size may take altogether."""
    return PATIENCE + size / SLOWEST
