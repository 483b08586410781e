"""Users who chose English read English everywhere, and nobody else does."""

import html
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core import outbox
from tests.access.routes import routes
from tests.access.world import World, populate
from tests.cast import Cast
from tests.signing_in import signed_in

# Words in nearly every sentence of one language and in no sentence of the other.
DANISH = {"og", "ikke", "det", "der", "er", "på", "til", "med", "som", "du", "dit", "eller", "hvis", "kan", "når"}
ENGLISH = {"the", "and", "of", "is", "are", "not", "your", "you", "this", "that", "with", "from", "please", "must"}
# The language switch, which speaks to those who cannot read the page, and words of the made-up case.
SWITCH = re.compile(r'<span lang="\w\w">.*?</span>', re.DOTALL)
# Together they may see every page.
READERS = ("anna", "vera", "lars", "adam", "petra")
SIGN_IN = ("account_login", "account_reset_password", "account_reset_password_done")
OWN = ("account_change_password", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account")


def shown(response: Any) -> str:
    """What a reader sees or hears of a page."""
    page = SWITCH.sub(" ", response.content.decode())
    # The guide is marked as Danish and meant to be Danish.
    page = re.sub(r'<(\w+)\b[^<>]*\slang="da"[^<>]*>.*?</\1>', " ", re.sub(r"<html[^<>]*>", " ", page), flags=re.DOTALL)
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    heard = re.findall(r'\s(?:alt|aria-label|placeholder|title|data-label)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^<>]*>", " ", page), *heard]))


def foreign(response: Any, telltale: set[str]) -> set[str]:
    return telltale & set(re.findall(r"[a-zæøå]+", shown(response).lower()))


def pages_of(world: World) -> list[str]:
    """The address of every page there is."""
    asked = [each for each in routes() if each.method == "get" and not each.name.startswith("api:")]
    return [reverse(each.name, kwargs=world.arguments(each.pattern)) for each in asked]


def first_to_see(readers: list[Client], address: str) -> Any:
    """The page as the first reader who may see it gets it, or the last answer where nobody may."""
    for reader in readers:
        response = reader.get(address)
        if response.status_code == 200:
            break
    return response


def reader(user: User, language: str) -> Client:
    User.objects.filter(pk=user.pk).update(language=language)
    client = signed_in(user)
    # On guests' pages a user is nobody, as before signing in.
    client.cookies["language"] = language
    return client


@pytest.mark.parametrize(("language", "telltale"), [("en", DANISH), ("da", ENGLISH)])
def test_every_page_is_in_one_language(cast: Cast, language: str, telltale: set[str]) -> None:
    readers = [reader(getattr(cast, name), language) for name in READERS]
    # A tried file's report is kept in the language of the one who tried it.
    with translation.override(language):
        world = populate(cast)
    addresses = [*pages_of(world), *(reverse(name) for name in OWN), "/no-such-page/"]
    mixed, read = {}, 0
    for address in addresses:
        response = first_to_see(readers, address)
        if response.headers["Content-Type"].startswith("text/html"):
            read += 1
            assert response.headers["Content-Language"] == language
            if found := foreign(response, telltale):
                mixed[address] = found
    assert read > len(addresses) * 3 / 4
    assert mixed == {}


@pytest.mark.parametrize(("language", "telltale"), [("en", DANISH), ("da", ENGLISH)])
def test_signing_in_is_in_the_language_of_the_cookie(db: None, language: str, telltale: set[str]) -> None:
    client = Client()
    client.cookies["language"] = language
    for name in SIGN_IN:
        assert foreign(client.get(reverse(name)), telltale) == set()


def test_the_language_switch_changes_the_next_page(cast: Cast) -> None:
    anna = reader(cast.anna, "da")
    assert "Min dag" in shown(anna.get("/my-day/"))
    anna.post("/language/", {"language": "en", "next": "/my-day/"})
    assert "My day" in shown(anna.get("/my-day/"))


def test_a_refused_form_says_so_in_the_readers_language(cast: Cast) -> None:
    address = reverse("goal-new", kwargs={"pk": cast.case.pk})
    sent = {"case": str(cast.case.pk), "title": "", "agreed_on": "31/2"}
    said = {language: reader(cast.anna, language).post(address, sent) for language in ("da", "en")}
    assert "Skriv datoen som dag-måned-år" in shown(said["da"])
    assert foreign(said["da"], ENGLISH) == set()
    assert "Write the date as day-month-year" in shown(said["en"])
    assert foreign(said["en"], DANISH) == set()


def test_the_api_answers_in_the_readers_language(cast: Cast) -> None:
    anna = reader(cast.anna, "en")
    assert anna.get("/api/v1/cases/00000000-0000-7000-8000-000000000000/").json()["title"] == "Not found"


def test_the_mail_is_in_the_readers_language(cast: Cast) -> None:
    for user, language in ((cast.anna, "en"), (cast.karl, "da")):
        User.objects.filter(pk=user.pk).update(language=language)
    outbox.queue([cast.anna.pk, cast.karl.pk], occasion="notices/2026-11-20")
    outbox.deliver()
    subjects = {each.to[0]: each.subject for each in mail.outbox}
    assert subjects == {
        "anna@prove.example": "There is news for you in Rød Tråd",
        "karl@prove.example": "Der er nyt til dig i Rød Tråd",
    }


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"login": "", "password": ""}, "Udfyld feltet."),
        ({"login": "anna@prove.example", "password": "ikke den"}, "E-mailadressen eller adgangskoden passer ikke."),
    ],
)
def test_a_refused_sign_in_is_explained_in_plain_danish(cast: Cast, typed: dict[str, str], told: str) -> None:
    response = Client().post(reverse("account_login"), typed)
    assert told in shown(response)
    assert foreign(response, ENGLISH) == set()


@pytest.mark.parametrize(
    ("route", "sent", "field", "told"),
    [
        ("goals", {"title": "x" * 101}, "title", "Skriv højst 100 tegn."),
        ("goals", {"agreed_on": "i går"}, "agreed_on", "Skriv datoen som dag-måned-år, for eksempel 18-03-2027."),
        ("goals", {"case": None}, "case", "Vælg fra listen."),
        ("sparrings", {"minutes": 1}, "minutes", "Skriv et tal på mindst 5."),
        ("sparrings", {"receivers": "ingen"}, "receivers", "Angiv det som en liste, også når der kun er én ting."),
        ("sparrings", {"form": "brev"}, "form", "Vælg fra listen."),
    ],
)
def test_unreadable_values_are_explained_in_plain_danish(
    api_of: Any, cast: Cast, route: str, sent: dict[str, Any], field: str, told: str
) -> None:
    problem = api_of(cast.anna).post(f"{route}/", {"case": str(cast.case.pk), **sent}).json()
    assert told in [each["message"] for each in problem["errors"] if each["field"] == field]
