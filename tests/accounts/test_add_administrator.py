"""The first administrator of a site is made on the server, and the command asks for the password."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import Municipality, User

GOOD = "fire-tilfældige-ord-her"
COMMAND = "accounts.management.commands.add_administrator"


@pytest.fixture
def typed(monkeypatch):
    """Answers typed at the terminal, in order, and a terminal to type them in."""
    answers = [GOOD, GOOD]
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda prompt: answers.pop(0))
    return answers


def add(**options):
    told = StringIO()
    given = {"municipality": "Prøvekøbing", "email": "ny@prove.example", "name": "Ny Prøve", **options}
    call_command("add_administrator", stdout=told, **given)
    return told.getvalue()


def test_the_first_administrator_of_a_new_municipality_signs_in(db, typed, settings):
    told = add(municipality="Ny Kommune", email="Ny@Prove.example", create_municipality="903")
    user = User.objects.get(email="ny@prove.example")
    assert (user.role, user.municipality.name, user.municipality.code) == ("administrator", "Ny Kommune", "903")
    assert user.check_password(GOOD)
    assert GOOD not in told
    signed_in = Client().post("/account/login/", {"login": user.email, "password": GOOD})
    assert signed_in.status_code == 302


def test_a_municipality_that_is_there_is_not_made_again(cast, typed):
    add(create_municipality="904")
    assert User.objects.get(email="ny@prove.example").municipality == cast.home
    assert not Municipality.objects.filter(code="904").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"municipality": "Findes Ikke"}, "no municipality"),
        ({"municipality": "Ny Kommune", "create_municipality": "12"}, "code"),
        ({"municipality": "Ny Kommune", "create_municipality": "901"}, "code"),
        ({"email": "ANNA@prove.example"}, "already"),
        ({"email": "ingen adresse"}, "email"),
        ({"name": " "}, "name"),
    ],
)
def test_errors_are_shown_before_the_command_asks_for_a_password(cast, typed, options, told):
    with pytest.raises(CommandError, match=told) as refused:
        add(**options)
    assert "\n" not in str(refused.value)
    assert len(typed) == 2
    assert not Municipality.objects.filter(name="Ny Kommune").exists()


def test_nothing_is_locked_while_the_password_is_thought_of(db, typed, monkeypatch):
    around, asked = len(connection.savepoint_ids), []
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda prompt: asked.append(len(connection.savepoint_ids)) or GOOD)
    add(municipality="Ny Kommune", create_municipality="903")
    assert asked == [around, around]


@pytest.mark.parametrize("passwords", [[GOOD, "noget-helt-andet-her"], ["kort", "kort"]])
def test_nobody_is_added_with_a_password_that_will_not_do(cast, typed, passwords):
    typed[:] = passwords
    with pytest.raises(CommandError):
        add(municipality="Ny Kommune", create_municipality="903")
    assert not User.objects.filter(email="ny@prove.example").exists()
    assert not Municipality.objects.filter(name="Ny Kommune").exists()


def test_without_a_terminal_nobody_is_added(cast, typed, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(CommandError, match="terminal"):
        add()
    assert not User.objects.filter(email="ny@prove.example").exists()
