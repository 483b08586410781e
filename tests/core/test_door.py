"""Requests that are refused before any view, and headers that no answer may lack."""

import pytest

from tests.access.routes import routes
from tests.access.world import populate

NESTED = b'{"data": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}"
ADDRESSES = ["{}%00", "{}?q=%00", "{}?q=a%00b", "{}%01", "{}%1b[2J", "{}?q=" + "a" * 5000, "{}" + "a" * 2000]


def every_route(world, *methods):
    for route in routes():
        if route.method in methods:
            yield route, world.url(route.name, world.arguments(route.pattern))


@pytest.mark.timeout(300)
def test_no_route_accepts_characters_no_person_types(cast, client_of):
    world, client = populate(cast), client_of(cast.anna)
    for route, url in every_route(world, "get"):
        for odd in ADDRESSES:
            answer = client.get(odd.format(url))
            assert answer.status_code == 400, (route.name, odd[:20])
            is_problem = answer.headers["Content-Type"] == "application/problem+json"
            assert is_problem == route.name.startswith("api:")


@pytest.mark.timeout(300)
def test_no_resource_takes_a_body_nested_without_end(cast, client_of):
    world, client = populate(cast), client_of(cast.anna)
    client.raise_request_exception = False
    for route, url in every_route(world, "post", "put", "patch"):
        if route.name.startswith("api:"):
            send = getattr(client, route.method)
            answer = send(url, NESTED, "application/json", headers={"If-Match": '"1"', "Idempotency-Key": "a"})
            # Some methods read no body at all.
            assert answer.status_code < 500, route.name
            assert answer.status_code < 400 or answer.headers["Content-Type"] == "application/problem+json"


def test_a_body_nested_too_deep_is_refused_with_the_reason(cast, api_of):
    deep = [1]
    for _level in range(30):
        deep = [deep]
    answer = api_of(cast.anna).put("drafts/goal-list/", {"data": {"title": deep}})
    assert (answer.status_code, answer.json()["detail"]) == (400, "Indholdet er for dybt indlejret.")


def test_rows_within_a_draft_are_not_too_deep(cast, api_of):
    answer = api_of(cast.anna).put("drafts/sparring-list/", {"data": {"changes": [{"what": ["a", {"b": [1]}]}]}})
    assert answer.status_code == 200


@pytest.mark.parametrize(("path", "kind"), [("/children/import/", "text/html"), ("/api/v1/goals/", "application/")])
def test_a_body_the_door_dropped_is_reported_as_too_large(client, path, kind):
    answer = client.post(path, **{"door.refused": 413})
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith(kind)
    assert "for stort" in answer.content.decode()


@pytest.mark.timeout(300)
def test_nothing_that_is_made_for_somebody_is_stored(cast, client_of):
    world, client = populate(cast), client_of(cast.anna)
    for route, url in every_route(world, "get"):
        answer = client.get(url)
        assert "no-store" in answer.headers.get("Cache-Control", ""), route.name


def test_even_a_refusal_has_the_headers_that_protect_a_page(client):
    answer = client.get("/%00")
    assert answer.status_code == 400
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
