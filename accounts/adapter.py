"""Where we differ from allauth: an administrator creates accounts, nobody signs up."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import translation

from core import client

from .locks import account_tried

RESET = "account/email/password_reset_key"
# For a user who has never had a password: the first mail, whoever asks for it.
WELCOME = "account/email/welcome"


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; mails that name the site itself; the client's address as core counts it."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def populate_username(self, request: Any, user: Any) -> None:
        """Do nothing: users have no user names."""

    def get_client_ip(self, request: Any) -> str:
        return client.address(request)

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """The account and the address together, as axes counts: nobody locks an account's owner out from elsewhere."""
        return f"{client.address(request)}:{account_tried(request, credentials)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Build links from SITE_URL: the sender of a request chooses its host, and the mail goes to somebody else."""
        ours = {name: on_site(value) for name, value in context.items()}
        ours["current_site"] = SimpleNamespace(name="Rød Tråd", domain=urlsplit(settings.SITE_URL).netloc)
        user = context.get("user")
        if user is not None and template_prefix == RESET and not user.has_usable_password():
            template_prefix = WELCOME
        with translation.override(user.language if user is not None else settings.LANGUAGE_CODE):
            super().send_mail(template_prefix, email, ours)


def on_site(value: Any) -> Any:
    """An absolute URL with the site's own scheme and host; any other value unchanged."""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return value
    scheme, host = urlsplit(settings.SITE_URL)[:2]
    return urlsplit(value)._replace(scheme=scheme, netloc=host).geturl()
