"""Every route x every actor x every method, for Barn Et: one golden table, read and agreed on by people.

``yes``: the actor gets in (a 400 for missing input counts as in); ``no``: 403, the actor may know of it but not do it;
``hidden``: 404, as for an unknown id; ``sign in``; ``-``: the page does not have this method. After an intended change:
``UPDATE_MATRIX=1 make test ARGS=tests/access`` and read the difference.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.access import GuestKind
from tests.guests.being_a_guest import in_by, link_for
from tests.signing_in import signed_in

from .routes import Route, routes
from .world import World, populate

TABLE = Path(__file__).with_name("matrix.txt")
USERS = ["anna", "karl", "vera", "viggo", "petra", "lars", "adam", "nora"]
# Somebody of each kind who is in by a link to Barn Et's meeting.
GUESTS = {
    "g-school": GuestKind.SCHOOL_PROFESSIONAL,
    "g-care": GuestKind.CAREGIVER,
    "g-work": GuestKind.CASEWORKER,
    "g-consul": GuestKind.FOSTER_CONSULTANT,
    "g-parent": GuestKind.PARENT,
    "g-other": GuestKind.OTHER,
    "g-child": GuestKind.CHILD,
}
ACTORS = [*USERS, "nobody", *GUESTS]
NAME, WIDTH = 44, 9


def answer_to(client: Client, route: Route, url: str) -> str:
    """The answer an actor gets for an empty body without a version: the request changes nothing."""
    with transaction.atomic():
        response = client.generic(route.method.upper(), url, "{}" if "/api/" in url else "", "application/json")
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith("/account/login/"):
        return "sign in"
    words = {401: "sign in", 403: "no", 404: "hidden", 405: "-"}
    return words.get(response.status_code, "yes" if response.status_code < 500 else f"ERROR {response.status_code}")


def client_of(world: World, actor: str) -> Client:
    """An actor's browser."""
    if actor in GUESTS:
        return in_by(link_for(world.objects["meetings"], GUESTS[actor]), raise_request_exception=False)
    if actor == "nobody":
        return Client(raise_request_exception=False)
    return signed_in(getattr(world.cast, actor), raise_request_exception=False)


def column(world: World, actor: str) -> list[str]:
    """The answers one actor gets from every route."""
    client = client_of(world, actor)
    return [answer_to(client, route, reverse(route.name, kwargs=world.arguments(route.pattern))) for route in routes()]


def agreed() -> dict[str, list[str]]:
    """The agreed table: the routes, and one column for each actor."""
    header, *rows = TABLE.read_text().splitlines()
    found = {"routes": [row[:NAME].strip() for row in rows]}
    for actor in ACTORS:
        place = header.index(actor)
        found[actor] = [row[place : place + WIDTH].strip() for row in rows]
    return found


@pytest.mark.skipif(not os.environ.get("UPDATE_MATRIX"), reason="writes the table anew")
@pytest.mark.timeout(900)
def test_the_table_can_be_written_anew(cast):
    world = populate(cast)
    columns = [column(world, actor) for actor in ACTORS]
    lines = ["".join([" " * NAME, *(f"{actor:{WIDTH}}" for actor in ACTORS)])]
    for route, told in zip(routes(), zip(*columns, strict=True), strict=True):
        lines.append("".join([f"{route!s:{NAME}}", *(f"{word:{WIDTH}}" for word in told)]))
    TABLE.write_text("\n".join(line.rstrip() for line in lines) + "\n")


def test_every_route_is_in_the_table():
    assert agreed()["routes"] == [str(route) for route in routes()]


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.timeout(600)
def test_every_actor_gets_the_agreed_answer_from_every_route(cast, actor):
    told = zip(agreed()["routes"], agreed()[actor], column(populate(cast), actor), strict=True)
    assert [f"{route}: agreed {old}, found {new}" for route, old, new in told if old != new] == []


def test_no_route_fails():
    assert "ERROR" not in TABLE.read_text()


# Routes with an id of neither a child nor a case: the organisation's, and the user's own.
NOT_A_CHILDS = {"school", "unit", "institution", "schoolyear", "schoolpost", "administration"}


# What guests get into: their own pages and resources, and what is open to everybody.
OPEN_TO_GUESTS = {
    "guest-home",
    "guest-leave",
    "guest-language",
    "guest-meeting",
    "api:guest-meeting",
    "api:guest-session",
}


@pytest.mark.parametrize("guest", GUESTS)
def test_a_guest_gets_no_further_than_nobody_but_into_the_guests_own(guest):
    table = agreed()
    for name, told, nobody in zip(table["routes"], table[guest], table["nobody"], strict=True):
        assert told == nobody or name.split()[1] in OPEN_TO_GUESTS, f"{name}: {told}"


def test_users_without_a_part_get_in_nowhere_near_the_child():
    """Karl, Viggo and Nora have no part in Barn Et's network: no route with the child's ids lets them in."""
    table = agreed()
    with_ids = {str(route) for route in routes() if "uuid" in route.pattern}
    for place, name in enumerate(table["routes"]):
        if name in with_ids and not NOT_A_CHILDS & set(name.split()[1].removeprefix("api:").split("-")):
            told = {actor: table[actor][place] for actor in ("karl", "viggo", "nora")}
            assert set(told.values()) <= {"hidden", "-"}, f"{told}: {name}"
