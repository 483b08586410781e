"""Personal tokens for programs that call the API."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Record

from .user import User

PREFIX = "rt_"


def digest(token: str) -> str:
    """SHA-256 of a token as hex. A token has 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def _in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


class ApiToken(Record):
    """A token for one user's programs. Only its digest is stored; its text is shown once.

    It ends for good when the user's password changes or the user is switched off.
    """

    class Scope(models.TextChoices):
        READ = "read", _("Kun læse")
        WRITE = "write", _("Læse og skrive")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("hvad den bruges til"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("adgang"), max_length=5, choices=Scope, default=Scope.READ)
    hint = models.CharField(max_length=8, editable=False)
    expires_on = models.DateField(_("udløber"), default=_in_a_year)
    last_used_on = models.DateField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    @classmethod
    def issue(cls, user: User, name: str, scope: str = Scope.READ) -> tuple["ApiToken", str]:
        """Make a token; gives it with its text, which cannot be read again."""
        text = PREFIX + secrets.token_urlsafe(32)
        token = cls(user=user, name=name, scope=scope, digest=digest(text), hint=text[-4:])
        token.save(by=user)
        return token, text

    def revoke(self, *, by: Any = None) -> None:
        """End the token as of now."""
        self.revoked_at = timezone.now()
        self.save(by=by)

    @property
    def only_reads(self) -> bool:
        """Whether its programs may change nothing."""
        return self.scope == self.Scope.READ

    @property
    def is_valid(self) -> bool:
        """Whether the token gives access now: not revoked, not expired, and its user active."""
        return self.revoked_at is None and self.expires_on >= timezone.localdate() and self.user.is_active
