"""The outbox: messages to send, written with the change that causes them and sent afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .ids import uuid7


class OutboxMessage(models.Model):
    """One message to one receiver. Holds no personal data: only its kind, ids and the time.

    The receiver is a user, or whoever the record names: ``core.outgoing`` writes the message when it is sent.

    A sender claims due rows with SKIP LOCKED and a lease; a row whose sender died is claimed again when the lease ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # A key of core.outgoing.
    kind = models.CharField(max_length=30, default="notice")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    record_id = models.UUIDField(null=True)
    # Sent to a telephone, not by mail.
    by_text = models.BooleanField(default=False)
    # The same occasion is queued once: "notice:<id>".
    occasion = models.CharField(max_length=150, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(record_id__isnull=False), name="outbox_has_receiver"
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="outbox_due", condition=models.Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return self.occasion
