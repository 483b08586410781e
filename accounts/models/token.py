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
    """SHA-256 of a token: it has 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def _in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


class ApiToken(Record):
    """A token for one user's programs. Only its digest is stored; the token is shown once.

    It ends with the password it was made under, and when its user is switched off, and does not come back.
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
        """A new token and its text, which cannot be read again."""
        text = PREFIX + secrets.token_urlsafe(32)
        token = cls(user=user, name=name, scope=scope, digest=digest(text), hint=text[-4:])
        token.save(by=user)
        return token, text

    def revoke(self, *, by: Any = None) -> None:
        """From now on it opens nothing."""
        self.revoked_at = timezone.now()
        self.save(by=by)

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_on >= timezone.localdate() and self.user.is_active
