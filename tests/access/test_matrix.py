"""Every route x every actor x every method, for Barn Et: one golden table, read and agreed on by people.

``yes``: the actor gets in (and may then be told that something is missing); ``no``: 403, one may know of it but not do
it; ``hidden``: 404, as for an unknown id; ``sign in``; ``-``: the method is not one this page has.
After a change that is meant: ``UPDATE_MATRIX=1 make test ARGS=tests/access`` and read the difference.
"""

import difflib
import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from .routes import Route, routes
from .world import World, populate

TABLE = Path(__file__).with_name("matrix.txt")
ACTORS = ["anna", "karl", "vera", "viggo", "petra", "lars", "adam", "nora", "nobody"]
WIDTH = 9


def answer_to(client: Client, route: Route, url: str) -> str:
    """What an actor is told, with an empty body and no version: nothing is changed by asking."""
    with transaction.atomic():
        response = client.generic(route.method.upper(), url, "{}" if "/api/" in url else "", "application/json")
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith("/account/login/"):
        return "sign in"
    words = {401: "sign in", 403: "no", 404: "hidden", 405: "-"}
    return words.get(response.status_code, "yes" if response.status_code < 500 else f"ERROR {response.status_code}")


def table_of(world: World) -> list[str]:
    """The table as lines of text."""
    clients = {}
    for actor in ACTORS:
        clients[actor] = Client(raise_request_exception=False)
        if actor != "nobody":
            clients[actor].force_login(
                getattr(world.cast, actor), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
    lines = [f"{'':44}" + "".join(f"{actor:{WIDTH}}" for actor in ACTORS)]
    for route in routes():
        url = reverse(route.name, kwargs=world.arguments(route.pattern, route.name))
        told = [answer_to(clients[actor], route, url) for actor in ACTORS]
        lines.append((f"{route!s:44}" + "".join(f"{word:{WIDTH}}" for word in told)).rstrip())
    return [line.rstrip() for line in lines]


@pytest.mark.timeout(900)
def test_who_gets_where(cast, settings):
    settings.LOGGING_CONFIG = None
    lines = table_of(populate(cast))
    if os.environ.get("UPDATE_MATRIX"):
        TABLE.write_text("\n".join(lines) + "\n")
    agreed = TABLE.read_text().splitlines()
    assert lines == agreed, "\n".join(difflib.unified_diff(agreed, lines, "agreed", "found", lineterm="", n=0))


def test_no_route_fails():
    assert "ERROR" not in TABLE.read_text()


# Routes with an id that is not a child's or a case's: the organisation's, and one's own.
NOT_A_CHILDS = {"school", "unit", "institution", "closedperiod", "schoolpost", "administration"}


def test_who_has_no_part_is_let_in_nowhere_near_the_child():
    """Karl, Viggo and Nora have no part in Barn Et's network: no route with the child's ids lets them in."""
    header, *rows = TABLE.read_text().splitlines()
    places = {actor: header.index(actor) for actor in ("karl", "viggo", "nora")}
    with_ids = {str(route) for route in routes() if "uuid" in route.pattern}
    for row in rows:
        name = row[:44].strip()
        if name in with_ids and not NOT_A_CHILDS & set(name.split()[1].removeprefix("api:").split("-")):
            told = {actor: row[place : place + WIDTH].strip() for actor, place in places.items()}
            assert set(told.values()) <= {"hidden", "-"}, f"{told}: {name}"
