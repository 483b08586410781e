"""Tasks that only ring the bell: what is due is found in the database."""

import logging
import time

from celery import shared_task

from . import outbox

log = logging.getLogger("casework.tasks")

# A broker that hangs costs its timeout; so after a failure nobody waits for it again for this many seconds.
AWAY_FOR = 30.0
_away_until = 0.0


@shared_task(name="core.tasks.deliver")  # type: ignore[untyped-decorator]
def deliver() -> None:
    """Send what is due in the outbox."""
    outbox.deliver()


def wake() -> None:
    """Ask a worker to deliver now. Never fails: without Redis, the sweep of the next minute finds the same rows."""
    global _away_until
    if time.monotonic() < _away_until:
        return
    try:
        deliver.apply_async(retry=False, expires=60)
    except Exception as error:
        # Whatever ails the broker, the change that calls is committed by now and must not look as if it failed.
        _away_until = time.monotonic() + AWAY_FOR
        log.warning("no broker (%s): the mail waits in the outbox", type(error).__name__)
