"""``manage.py add_administrator``: the first user of a site, who makes all the others."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import override

from accounts.models import Municipality, User
from core.access import Role


class Command(BaseCommand):
    """Makes an administrator of one municipality. The command asks for the password: never on the command line, never
    mailed.
    """

    help = "Make an administrator, who makes all other users. Asks for a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", required=True, help="its name, as it stands or shall stand")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--create-municipality", metavar="CODE", help="make the municipality first, with its three-digit code"
        )

    def handle(
        self, *, municipality: str, email: str, name: str, create_municipality: str | None, **options: Any
    ) -> None:
        """Check all that can be checked before asking for the password. Raises CommandError."""
        with override("en"):
            town = _municipality(municipality.strip(), create_municipality)
            user = User(email=email.strip().lower(), name=name.strip(), role=Role.ADMINISTRATOR, municipality=town)
            if User.objects.filter(email__iexact=user.email).exists():
                raise CommandError(f"There is a user with the address {user.email} already.")
            _checked(user, but=["password", "municipality"])
            user.set_password(_asked_password(user))
            # Only now: rows would stay locked while somebody thinks about a password at the terminal.
            with transaction.atomic():
                if town._state.adding:
                    town.save()
                user.save()
        self.stdout.write(f"{user.email} administers {town.name} now, and can sign in.")


def _municipality(name: str, code: str | None) -> Municipality:
    """The municipality by its name; a new, unsaved one where its code is given. Raises CommandError."""
    found = Municipality.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    if code is None:
        raise CommandError(f'There is no municipality "{name}". Give --create-municipality CODE to make it.')
    town = Municipality(name=name, code=code)
    _checked(town)
    return town


def _checked(record: Any, but: list[str] | None = None) -> None:
    try:
        record.full_clean(exclude=but)
    except ValidationError as error:
        messages_by_field = [f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()]
        raise CommandError(" ".join(messages_by_field)) from None


def _asked_password(user: User) -> str:
    """A password typed twice that the site's rules allow. Raises CommandError."""
    if not sys.stdin.isatty():
        raise CommandError("The password is asked for: run this in a terminal.")
    password = getpass("Password: ")
    if password != getpass("Password again: "):
        raise CommandError("The two passwords differ. Nobody was added.")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return password
