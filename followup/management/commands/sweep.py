"""``manage.py sweep``: remind and deliver once, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand

from core import outbox
from followup import reminders, status


class Command(BaseCommand):
    """For a machine without a worker, and for trying things out."""

    help = "Compute every open case, write the reminders that are due, and send what waits in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how much."""
        cases = status.refresh_all()
        notices = reminders.remind()
        sent = outbox.deliver()
        self.stdout.write(f"{cases} open cases, {notices} new notices, {sent} mails sent")
