"""Telling people: each notice exactly once, and a mail at most once a day to those who got any."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core import outbox
from core.tasks import wake

from .models import Notice

# Rows a transaction: a page that tells somebody of news never waits long for a sweep that tells the same person more.
BATCH = 2000
# When the mail about what came after today's mail is sent.
MORNING = dt.time(7)


def tell(notices: Iterable[Notice], today: dt.date | None = None) -> int:
    """Write those notices that are not there yet, and queue the mails. Gives how many were written."""
    today = today or timezone.localdate()
    # In order, so that two sweeps at once wait for one another and never for ever.
    rows = sorted(notices, key=lambda row: (row.user_id, row.case_id, row.rule, row.occurrence))
    return sum(_tell(rows[start : start + BATCH], today) for start in range(0, len(rows), BATCH))


@transaction.atomic
def _tell(rows: list[Notice], today: dt.date) -> int:
    told = Notice.objects.tell(rows)
    if told:
        _queue_mail(set(told), today)
        transaction.on_commit(wake)
    return len(told)


def _queue_mail(user_ids: Collection[UUID], today: dt.date) -> None:
    """One mail a day: those who have had today's get the next in the morning."""
    outbox.queue(user_ids, occasion=f"notices/{today}")
    if late := outbox.under_way(user_ids, occasion=f"notices/{today}"):
        tomorrow = today + dt.timedelta(days=1)
        morning = timezone.make_aware(dt.datetime.combine(tomorrow, MORNING))
        outbox.queue(late, occasion=f"notices/{tomorrow}", due_at=morning)
