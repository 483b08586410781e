"""Tasks that only ring the bell: what is due is found in the database."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from . import outbox

log = logging.getLogger("casework.tasks")


@shared_task(name="core.tasks.deliver")  # type: ignore[untyped-decorator]
def deliver() -> None:
    """Send what is due in the outbox."""
    outbox.deliver()


def wake() -> None:
    """Ask a worker to deliver now. Where Redis is away, the sweep of the next minute finds the same rows."""
    try:
        deliver.apply_async(retry=False, expires=60)
    except OperationalError:
        log.warning("no broker: the mail waits in the outbox")
