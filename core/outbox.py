"""The outbox: messages are queued in the transaction that causes them and sent afterwards, at least once.

A sender claims due rows by moving ``due_at`` a lease ahead in one conditional UPDATE. If it dies before it has noted
``sent_at``, the row is due again when the lease ends: a mail may come twice, it is never lost.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .models import OutboxMessage

log = logging.getLogger("casework.outbox")

LEASE = dt.timedelta(minutes=5)
BATCH = 100
# After a failure: 1, 2, 4 … minutes, at most an hour. A row that cannot be sent never blocks the others.
FIRST_RETRY, LAST_RETRY = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def queue(user_ids: Iterable[UUID], *, occasion: str) -> None:
    """Queue one message to each user for an occasion. The same occasion is queued once."""
    rows = [OutboxMessage(user_id=user_id, occasion=f"{occasion}/{user_id}") for user_id in user_ids]
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


def claim(now: dt.datetime, limit: int = BATCH) -> list[OutboxMessage]:
    """Take due rows for the length of a lease. Two senders at once never get the same row."""
    with transaction.atomic():
        due = (
            OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(sent_at=None, due_at__lte=now)
            .select_related("user")
            .order_by("due_at")[:limit]
        )
        rows = list(due)
        for row in rows:
            row.due_at, row.attempts = now + LEASE, row.attempts + 1
        OutboxMessage.objects.bulk_update(rows, ["due_at", "attempts"])
    return rows


def deliver() -> int:
    """Send everything that is due. Gives how many were sent."""
    sent = 0
    while rows := claim(timezone.now()):
        connection = get_connection()
        for row in rows:
            sent += _send(row, connection)
    return sent


def _send(row: OutboxMessage, connection: Any) -> bool:
    if not (row.user.is_active and row.user.wants_mail):
        return _done(row)
    try:
        message(row.user, connection).send()
    except Exception as error:
        _later(row, error)
        return False
    return _done(row)


def _done(row: OutboxMessage) -> bool:
    return bool(OutboxMessage.objects.filter(pk=row.pk, sent_at=None).update(sent_at=timezone.now(), error=""))


def _later(row: OutboxMessage, error: Exception) -> None:
    wait = min(FIRST_RETRY * 2 ** min(row.attempts - 1, 10), LAST_RETRY)
    # The kind of error only: its text could hold an address.
    OutboxMessage.objects.filter(pk=row.pk).update(due_at=timezone.now() + wait, error=type(error).__name__)
    log.warning("message %s could not be sent: %s", row.pk, type(error).__name__)


def message(user: Any, connection: Any) -> EmailMessage:
    """The one mail there is: that there is something to read, and where. Nothing else, about nobody."""
    with translation.override(user.language):
        body = _(
            "Hej\n\nDer er nyt til dig i Rød Tråd. Log ind for at læse det:\n%(url)s\n\n"
            "Du får højst én mail om dagen. Du kan slå den fra under Min konto.\n\nVenlig hilsen\nRød Tråd"
        ) % {"url": f"{settings.SITE_URL}/notices/"}
        return EmailMessage(_("Der er nyt til dig i Rød Tråd"), body, to=[user.email], connection=connection)
