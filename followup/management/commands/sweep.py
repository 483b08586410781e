"""``manage.py sweep``: import, remind and deliver once, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand

from children.importing import carry_out
from core import outbox
from followup import reminders, status


class Command(BaseCommand):
    """For a machine without a worker, and for trying things out."""

    help = "Carry out waiting imports, compute every open case, write due reminders, and send what waits in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run everything that is due, and print the counts."""
        imports = carry_out.pending()
        cases = status.refresh_all()
        notices = reminders.remind()
        sent = outbox.deliver()
        self.stdout.write(f"{imports} imports, {cases} open cases, {notices} new notices, {sent} mails sent")
