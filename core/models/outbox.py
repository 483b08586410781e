"""The outbox: messages to send, written with the change that causes them and sent afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .ids import uuid7


class OutboxMessage(models.Model):
    """One mail to one user. Holds no personal data: only the receiver and the time.

    A sender claims due rows with SKIP LOCKED and a lease; a row whose sender died is claimed again when the lease ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The same occasion is queued once: "notice:<id>".
    occasion = models.CharField(max_length=150, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="outbox_due", condition=models.Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return self.occasion
