"""What differs from allauth's ways: accounts are made by an administrator, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def populate_username(self, request: Any, user: Any) -> None:
        """There are no user names here."""
