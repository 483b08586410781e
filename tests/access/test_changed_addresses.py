"""A page answers an address somebody changed by hand with the page or with 404, never with an error."""

import json

import pytest

from .routes import routes
from .world import populate

# Query names that pages and their resources take, beside page numbers.
NAMES = ["page", "page_size", "sort", "q", "overdue", "phase", "kind", "on", "round", "setting", "place", "record"]
NAMES += ["next", "item", "id", "case", "member", "goal", "meeting", "status", "state", "unit", "coordinator", "school"]
NAMES += ["from", "until", "area", "agreement", "dream", "part", "year"]
PAGES = [route for route in routes() if route.method == "get" and not route.pattern.startswith("api/")]


@pytest.mark.parametrize("text", ["zz", "\0", "2026-99-99"])
def test_no_page_breaks_by_what_its_address_asks(cast, client_of, text):
    world = populate(cast)
    clients = {who: client_of(getattr(cast, who)) for who in ("anna", "adam")}
    broken = {}
    for client in clients.values():
        client.raise_request_exception = False
    for route in PAGES:
        url = world.url(route.name, world.arguments(route.pattern))
        for who, client in clients.items():
            status = client.get(url, dict.fromkeys(NAMES, text)).status_code
            if status >= 500:
                broken[f"{who} {route}"] = status
    assert not broken


@pytest.mark.parametrize(
    "query", [{"page": "zz"}, {"sort": "zz"}, {"overdue": "zz", "phase": "zz"}, {"coordinator": "zz"}]
)
def test_a_list_of_cases_with_an_invalid_query_gives_404(cast, client_of, query):
    answer = client_of(cast.anna).get("/cases/", query)
    assert answer.status_code == 404
    assert "Se, om adressen er rigtig" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing/", "/api/v2/cases/", "/api/v1/cases/1/x"])
def test_an_unknown_address_of_the_api_is_told_in_a_problem_document(client, path, method):
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content)["title"] == "Ikke fundet"


def test_an_unknown_page_is_told_in_a_page(client):
    answer = client.get("/nothing/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
