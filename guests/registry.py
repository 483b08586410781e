"""What a link can be for. An app above declares its tasks; the site lists them (``GUEST_TASKS``)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class GuestTask:
    """One kind of task."""

    key: str
    # For the one who gives the link: "Se mødet og egne aftaler".
    label: Any
    # Before the code is given, after the municipality's name; it says nothing about anybody: "har en besked til dig".
    asks: Any
    # The route of the task's first page.
    page: str
    # The records it may be about in a case, for a member (None: the child).
    offered: Callable[[Any, Any], QuerySet[Any]]
    # The same as a condition on links: those whose record is still offered, and has been since the link was given.
    holds: Callable[[], Q]
    # A record in words: "Opfølgningsmøde 3. marts".
    describe: Callable[[Any], str]
    # When a record is over, and its links with it, where there is such a moment.
    over_at: Callable[[Any], dt.datetime] | None = None

    def record_of(self, link: Any) -> Any | None:
        """What a link is about, as long as it may be."""
        return self.offered(link.case, link.member).filter(pk=link.record_id).first()

    def expiry(self, record: Any) -> dt.datetime:
        """Until when a link to a record given now holds: the site's own days for the task, or until it is over."""
        days: dict[str, int] = settings.GUEST_LINK_DAYS
        over_at = self.over_at(record) if self.over_at else None
        if self.key not in days and over_at is not None and over_at > timezone.now():
            return over_at
        return timezone.now() + dt.timedelta(days=days.get(self.key, days["default"]))


@cache
def tasks() -> dict[str, GuestTask]:
    """All tasks of the site, by key."""
    found: tuple[GuestTask, ...] = import_string(settings.GUEST_TASKS)
    return {task.key: task for task in found}


def of_a_task_that_holds() -> Q:
    """Condition on links: their task is there, and its record still offered. One rule for every task."""
    return reduce(or_, (Q(task=task.key) & task.holds() for task in tasks().values()), Q(pk__in=[]))
