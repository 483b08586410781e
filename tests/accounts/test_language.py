"""The language of an answer: the user's own choice, and a program's."""

import pytest
from django.test import Client

from accounts.models import ApiToken, User
from accounts.models.user import UserManager


def chosen(client: Client, language: str) -> str:
    """The language of the sign-in page after a choice."""
    client.post("/language/", {"language": language, "next": "/account/login/"})
    return client.get("/account/login/").headers["Content-Language"]


def test_who_is_not_signed_in_is_answered_in_danish_until_they_choose(db, client):
    assert client.get("/account/login/").headers["Content-Language"] == "da"
    assert chosen(client, "en") == "en"
    assert chosen(client, "da") == "da"


def test_a_language_there_is_not_changes_nothing(db, client):
    assert chosen(client, "en") == "en"
    assert chosen(client, "xx") == "en"


def test_a_cookie_changed_by_hand_is_danish(db, client):
    client.cookies["language"] = "xx"
    assert client.get("/account/login/").headers["Content-Language"] == "da"


def test_the_choice_of_a_user_is_kept_with_the_account(cast, client_of):
    client_of(cast.anna).post("/language/", {"language": "en"})
    assert User.objects.get(pk=cast.anna.pk).language == "en"
    assert client_of(cast.anna).get("/cases/").headers["Content-Language"] == "en"


@pytest.mark.parametrize(("asked", "told"), [("", "da"), ("en-GB,da;q=0.5", "en"), ("fr, da", "da"), ("fr", "da")])
def test_a_program_that_is_not_let_in_is_told_why_in_the_language_it_asks_for(db, client, asked, told):
    answer = client.get("/api/v1/account/", headers={"Accept-Language": asked})
    assert (answer.status_code, answer.headers["Content-Language"]) == (401, told)


@pytest.mark.parametrize(("asked", "told"), [({}, "en"), ({"Accept-Language": "da"}, "da")])
def test_a_program_is_answered_in_its_users_language_unless_it_asks_for_another(cast, client, asked, told):
    User.objects.filter(pk=cast.anna.pk).update(language="en")
    _token, text = ApiToken.issue(cast.anna, "Udtræk")
    answer = client.get("/api/v1/account/", headers={"Authorization": f"Bearer {text}", **asked})
    assert answer.headers["Content-Language"] == told


def test_a_user_is_found_by_address_however_it_is_written(cast):
    manager: UserManager = User.objects
    assert manager.get_by_natural_key("ANNA@prove.example") == cast.anna
