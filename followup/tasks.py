"""Phase 4's tasks: each calls one function that finds its work in the database."""

from celery import shared_task

from children import actions
from core import drafts

from . import reminders, status


@shared_task(name="followup.tasks.remind")
def remind() -> None:
    """Write the reminders that are due."""
    reminders.remind()


@shared_task(name="followup.tasks.nightly")
def nightly() -> None:
    """Bring supervisors in line with the schools of today, and compute every open case anew."""
    actions.follow_schools()
    status.refresh_all()
    drafts.purge()
