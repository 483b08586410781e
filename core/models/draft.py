"""Drafts of what is being typed, kept on the server: they survive a crash, a lost session and another device."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .record import uuid7


class Draft(models.Model):
    """What one user has typed into one form and not sent yet. Nobody else sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The form and what it is about: "sparring-list.<case id>".
    key = models.CharField(max_length=150)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.key
