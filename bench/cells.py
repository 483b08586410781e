"""What is measured: the pages and resources of a working day, each as the person who uses it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from .load import Request, request
from .servers import BARE, Site

FLOOR, LIST, CASE_LIST, CASE_PAGE = "Floor", "GET /api/v1/cases/", "Case list page", "Case page"
MANAGER_PAGE, BRIEF, BRIEF_PDF = "Manager page", "Meeting brief", "Meeting brief, PDF"
YEAR_PLAN, BOOKING_DAYS = "Year planner", "Booking days"
Known = dict[str, Any]
Path = Callable[[Known], str]


@dataclass(frozen=True)
class Cell:
    """One request to measure: GET, or POST where there is a body.

    ``expected`` is a text in a right answer and how often it occurs at least. ``body`` gets a growing number.
    """

    name: str
    who: str
    path: Path
    expected: Callable[[Known], tuple[bytes, int]]
    body: Callable[[Known, int], dict[str, Any]] | None = None
    status: int = 200
    server: str = "application"

    def requests(self, site: Site) -> Callable[[], Request]:
        """A function that makes requests; no two writing requests are the same."""
        port, path = site.ports[self.server], self.path(site.known)
        headers = _headers(site, self.who, port)
        body = self.body
        if body is None:
            asked = request(port, "GET", path, headers)
            return lambda: asked
        numbers = count()

        def post() -> Request:
            new = {**headers, "Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
            content = json.dumps(body(site.known, next(numbers))).encode()
            return request(port, "POST", path, new, content, self.status)

        return post


def _headers(site: Site, who: str, port: int) -> dict[str, str]:
    """The headers of a browser behind a balancer that ends TLS."""
    person, cookies = site.known["people"][who], site.known["cookies"]
    return {
        "Cookie": f"{cookies['session']}={person['session']}; {cookies['token']}={person['token']}",
        "Accept": "application/json, text/html",
        "X-Forwarded-Proto": "https",
        "Origin": f"https://127.0.0.1:{port}",
        "X-CSRFToken": person["token"],
    }


def _sparring(known: Known, number: int) -> dict[str, Any]:
    """The values a supervisor logs on a phone, child by child: with whom, about what, and what will be done
    differently.
    """
    place = known["sparring"][number % len(known["sparring"])]
    change = {"owner": place["teacher"], "what": "Sidder ved vinduet", "rhythm": "weekdays", "place": "school"}
    return {
        "case": place["case"],
        "setting": "school",
        "held_on": known["held_on"],
        "receivers": [place["teacher"]],
        "form": "talk",
        "focus": "wellbeing",
        "nothing_agreed": False,
        "changes": [change],
    }


def _at(path: str) -> Path:
    return lambda known: path


def _rows(known: Known) -> tuple[bytes, int]:
    return b'"number":', known["shown"]


def _named(known: Known) -> tuple[bytes, int]:
    return known["name"].encode(), 1


def _whole_page(known: Known) -> tuple[bytes, int]:
    return b"</html>", 1


def _pdf(known: Known) -> tuple[bytes, int]:
    return b"%PDF-", 1


THE_FLOOR = Cell(FLOOR, "coordinator", _at("/"), _rows, server=BARE)
CELLS = [
    Cell(LIST, "coordinator", _at("/api/v1/cases/"), _rows),
    Cell(CASE_LIST, "coordinator", _at("/cases/"), lambda known: (b'href="/cases/', known["shown"])),
    Cell(CASE_PAGE, "coordinator", lambda known: f"/cases/{known['case']}/", _whole_page),
    Cell(BRIEF, "coordinator", lambda known: f"/cases/{known['case']}/brief/", _whole_page),
    Cell(BRIEF_PDF, "coordinator", lambda known: f"/api/v1/cases/{known['case']}/brief.pdf", _pdf),
    Cell("My day", "coordinator", _at("/my-day/"), _named),
    Cell(YEAR_PLAN, "coordinator", _at("/year-plan/"), _whole_page),
    Cell(
        BOOKING_DAYS,
        "coordinator",
        lambda known: f"/api/v1/cases/{known['case']}/follow-up-dates/",
        lambda known: (b'"proposals":', 1),
    ),
    Cell("Search", "coordinator", _at("/api/v1/search/"), _named, body=lambda known, number: {"q": known["name"]}),
    Cell("Skriv sparring", "supervisor", _at("/api/v1/sparrings/"), lambda known: (b'"id":', 1), _sparring, status=201),
    Cell(MANAGER_PAGE, "manager", _at("/overview/"), _whole_page),
]
