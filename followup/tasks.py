"""Phase 4's tasks: each calls one function that finds its work in the database."""

from celery import shared_task

from children import actions
from core import drafts
from meetings import invitations

from . import reminders, status


@shared_task(name="followup.tasks.remind")
def remind() -> None:
    """Write the reminders that are due."""
    reminders.remind()


@shared_task(name="followup.tasks.nightly")
def nightly() -> None:
    """Match supervisors to the present schools, recompute every open case, and tell calendars what they missed."""
    actions.follow_schools()
    status.refresh_all()
    invitations.tell_all()
    drafts.purge()
