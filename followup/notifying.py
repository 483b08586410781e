"""Writes each notice exactly once, and queues at most one mail a day to those who got any."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core import outbox
from core.tasks import wake

from .models import Notice
from .workdays import morning_of, working_days

# Rows in a transaction: a page that notifies a user never waits long for a sweep that notifies the same user.
BATCH = 2000


def send_notices(notices: Iterable[Notice], today: dt.date | None = None) -> int:
    """Write the notices that do not exist yet, and queue the mails. Gives how many were written."""
    today = today or timezone.localdate()
    # In order, so that two sweeps at once wait for each other and never deadlock.
    rows = sorted(notices, key=lambda row: (row.user_id, row.case_id, row.rule, row.occurrence))
    return sum(_send_batch(rows[start : start + BATCH], today) for start in range(0, len(rows), BATCH))


@transaction.atomic
def _send_batch(rows: list[Notice], today: dt.date) -> int:
    written = Notice.objects.create_new(rows)
    if written:
        _queue_mails(written, today)
        transaction.on_commit(wake)
    return len(written)


def _queue_mails(written: Collection[tuple[UUID, UUID]], today: dt.date) -> None:
    """A mail to each notified user, by municipality: each has its own working days."""
    users: dict[UUID, set[UUID]] = defaultdict(set)
    for user_id, municipality_id in written:
        users[municipality_id].add(user_id)
    for municipality_id, days in sorted(working_days(users, today).items()):
        _queue_mail(users[municipality_id], *days)


def _queue_mail(user_ids: Collection[UUID], day: dt.date, next_day: dt.date) -> None:
    """One mail a day, on working days only: users who already had this day's mail get the next day's."""
    now = timezone.now()
    due_at = max(morning_of(day), now) if settings.QUIET_DAYS else now
    outbox.queue(user_ids, occasion=f"notices/{day}", due_at=due_at)
    if late := outbox.under_way(user_ids, occasion=f"notices/{day}"):
        outbox.queue(late, occasion=f"notices/{next_day}", due_at=morning_of(next_day))
