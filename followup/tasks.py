"""Phase 4's tasks: each calls one function that finds its work in the database."""

from celery import shared_task

from . import reminders, status


@shared_task(name="followup.tasks.remind")
def remind() -> None:
    """Write the reminders that are due."""
    reminders.remind()


@shared_task(name="followup.tasks.nightly")
def nightly() -> None:
    """Compute every open case anew: the phase moves with the day."""
    status.refresh_all()
