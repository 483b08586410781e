"""What a link can be for. An app above declares its tasks; the site lists them (``GUEST_TASKS``)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from core.models import uuid7


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
    # The records it may be about in a case, for a member (None: the child). A record that is no longer among them ends
    # the link.
    offered: Callable[[Any, Any], QuerySet[Any]]
    # A record in words: "Opfølgningsmøde 3. marts".
    describe: Callable[[Any], str]

    def record_of(self, link: Any) -> Any | None:
        """What a link is about, as long as it may be."""
        return self.offered(link.case, link.member).filter(pk=link.record_id).first()

    @property
    def lasts(self) -> dt.timedelta:
        """How long its links hold."""
        days: dict[str, int] = settings.GUEST_LINK_DAYS
        return dt.timedelta(days=days.get(self.key, days["default"]))


@cache
def tasks() -> dict[str, GuestTask]:
    """All tasks of the site, by key."""
    found: tuple[GuestTask, ...] = import_string(settings.GUEST_TASKS)
    return {task.key: task for task in found}


def find_nothing() -> None:
    """Ask for a record as for a link's, where there is no link: it takes the same time."""
    for task in tasks().values():
        task.offered(None, None).filter(pk=uuid7()).first()
        break
