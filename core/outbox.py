"""The outbox: messages are queued in the transaction that causes them and sent afterwards, at least once.

A sender claims due rows by moving ``due_at`` a lease ahead in one conditional UPDATE. If it dies before it stores
``sent_at``, the row is due again when the lease ends: a mail may come twice, but is never lost.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from .models import OutboxMessage
from .outgoing import compose

log = logging.getLogger("casework.outbox")

LEASE = dt.timedelta(minutes=5)
# Ends before the lease of its first row, and before Celery's time limit would kill the process.
WORKS_FOR = dt.timedelta(minutes=4)
BATCH = 100
# Sent rows are stored at least this often, in seconds: only these may be sent twice when a sender dies.
NOTED_AFTER = 0.2
# After a failure: 1, 2, 4 … minutes, at most an hour. A row that cannot be sent never blocks the others.
FIRST_RETRY, LAST_RETRY = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def queue(user_ids: Iterable[UUID], *, occasion: str, due_at: dt.datetime | None = None) -> None:
    """Queue one message to each user for an occasion; once for each occasion, however often this is called."""
    due_at = due_at or timezone.now()
    # In order, so that two writers for the same users wait for each other and never deadlock.
    rows = [OutboxMessage(user_id=pk, occasion=f"{occasion}/{pk}", due_at=due_at) for pk in sorted(set(user_ids))]
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


def queue_message(
    kind: str, record_id: UUID, *, occasion: str, due_at: dt.datetime | None = None, by_text: bool = False
) -> None:
    """Queue one message about a record, to whoever the record names when it is sent; once for each occasion.

    ``kind``: a key of ``core.outgoing``. Call it in the transaction of the change the message is about.
    """
    row = OutboxMessage(kind=kind, record_id=record_id, occasion=occasion, by_text=by_text)
    row.due_at = due_at or row.due_at
    OutboxMessage.objects.bulk_create([row], ignore_conflicts=True)


def under_way(user_ids: Iterable[UUID], *, occasion: str) -> list[UUID]:
    """The users whose message is sent or being sent. The other messages are locked until the transaction ends."""
    keys = [f"{occasion}/{pk}" for pk in set(user_ids)]
    rows = OutboxMessage.objects.select_for_update().filter(occasion__in=keys).order_by("occasion")
    return [user_id for user_id, attempts in rows.values_list("user_id", "attempts") if attempts]


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
        mine = OutboxMessage.objects.filter(pk__in=[row.pk for row in rows])
        mine.update(due_at=now + LEASE, attempts=F("attempts") + 1)
    return rows


def deliver() -> int:
    """Send what is due, within the time of one task. Gives the number sent."""
    sent, ends, has_mail = 0, timezone.now() + WORKS_FOR, True
    with _without_waiting_for_the_disk():
        while has_mail and timezone.now() < ends and (rows := claim(timezone.now())):
            mail = get_connection()
            try:
                # One connection for all of them. Without a mail server there is no point in trying row by row.
                mail.open()
            except Exception as error:
                _retry_later([row for row in rows if not row.by_text], error)
                rows, has_mail = [row for row in rows if row.by_text], False
            sent += _send_all(rows, mail, ends)
    return sent


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Commit without waiting for the disk. A crash of the database may lose the last rows: a mail comes twice, none
    is lost.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        # If it fails, the connection is broken and will not be reused.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


def _send_all(rows: list[OutboxMessage], mail: Any, ends: dt.datetime) -> int:
    sent: list[UUID] = []
    noted = time.monotonic()
    for place, row in enumerate(rows):
        if timezone.now() >= ends:
            # Under a slow mail server the lease would run out, and somebody else would send the same again.
            OutboxMessage.objects.filter(pk__in=[each.pk for each in rows[place:]]).update(due_at=timezone.now())
            break
        if _send(row, mail):
            sent.append(row.pk)
        if time.monotonic() - noted > NOTED_AFTER:
            _mark_sent(sent)
            noted = time.monotonic()
    _mark_sent(sent)
    _close(mail)
    return len(sent)


def _send(row: OutboxMessage, mail: Any) -> bool:
    """Send one message. Gives whether the row is finished."""
    try:
        if (message := compose(row)) is None:
            return True
        if isinstance(message, EmailMessage):
            mail.open()
            message.connection = mail
        message.send()
    except Exception as error:
        _retry_later([row], error)
        # A broken connection cannot carry the next message.
        _close(mail)
        return False
    return True


def _close(mail: Any) -> None:
    with suppress(Exception):
        mail.close()


def _mark_sent(sent: list[UUID]) -> None:
    OutboxMessage.objects.filter(pk__in=sent, sent_at=None).update(sent_at=timezone.now(), error="")


def _retry_later(rows: list[OutboxMessage], error: Exception) -> None:
    for row in rows:
        wait = min(FIRST_RETRY * 2 ** min(row.attempts - 1, 10), LAST_RETRY)
        # Only the kind of error: its text could hold an address.
        OutboxMessage.objects.filter(pk=row.pk).update(due_at=timezone.now() + wait, error=type(error).__name__)
    log.warning("%s messages could not be sent: %s", len(rows), type(error).__name__)
