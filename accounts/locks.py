"""What failed sign-ins are counted by: the account tried and the client's address."""

from typing import Any

from django.http import HttpRequest


def account_tried(request: HttpRequest | None, credentials: Any = None) -> str:
    """The account's stored e-mail, from any caller: a form names it login, allauth email, the library username."""
    given = {**(credentials or {})}
    posted = request.POST.get("login", "") if request is not None else ""
    found = given.get("email") or given.get("username") or given.get("login") or posted
    return str(found).strip().lower()[:255]
