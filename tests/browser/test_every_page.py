"""Every page, as each role sees it, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from children.models import ImportJob
from tests.access.routes import routes
from tests.access.world import World, populate

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

OUTSIDE = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OF_THE_ACCOUNT = [
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
]


@pytest.fixture
def world(door, cast, client_of) -> World:
    """One record of each kind in Barn Et's case, and a spreadsheet that was tried."""
    made = populate(cast)
    file = SimpleUploadedFile("børn.csv", "Fornavn;Efternavn;Født;Køn\nBarn Ti;Prøve;03-04-2015;Dreng\n".encode())
    client_of(cast.anna).post(reverse("import-new"), {"file": file})
    made.objects["import"] = ImportJob.objects.latest("created_at")
    return made


def pages_of(world: World, client: Client) -> Iterator[str]:
    """The addresses that answer this person with a whole page."""
    for route in routes():
        if route.method != "get" or route.name.startswith("api:"):
            continue
        url = reverse(route.name, kwargs=world.arguments(route.pattern))
        response = client.get(url)
        if response.status_code == 200 and response.content.lstrip().lower().startswith(b"<!doctype html"):
            yield url


@pytest.mark.parametrize("name", ["anna", "vera", "petra", "lars", "adam"])
def test_every_page_is_sound_on_a_desk_and_on_a_phone(cast, client_of, let_in, world, name):
    user = getattr(cast, name)
    person = let_in(user)
    urls = [*pages_of(world, client_of(user)), *map(reverse, OF_THE_ACCOUNT)]
    assert len(urls) > len(OF_THE_ACCOUNT) + 5
    for url in urls:
        person.page.goto(url)
        person.watch.look()
    person.watch.assert_nothing_wrong()


def test_the_pages_outside_are_sound(door):
    nobody = door.browser_of("")
    for name in OUTSIDE:
        nobody.goes_to(name)


def test_the_page_of_an_unknown_record_is_a_sound_one(cast, let_in):
    vera = let_in(cast.vera)
    vera.watch.allowed.add(404)
    vera.goes_to("case", case_id=cast.karls_case.pk)
    vera.sees("Siden findes ikke")
