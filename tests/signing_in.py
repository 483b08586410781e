"""A client without a screen, signed in as somebody."""

from typing import Any

from django.test import Client

from core.drawnfor import HEADER, mark


def signed_in(user: Any, **options: Any) -> Client:
    """A user's own browser: its forms are marked as drawn for that user, unless a form says otherwise."""
    client = Client(headers={HEADER: mark(user)}, **options)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
