"""Tasks that only wake a worker: due work is found in the database."""

import logging
import time
from typing import Any

from celery import shared_task

from . import outbox

log = logging.getLogger("casework.tasks")

# A broker that hangs costs its timeout, so after a failure nobody tries it again for this many seconds.
AWAY_FOR = 30.0
_away_until = 0.0


@shared_task(name="core.tasks.deliver")  # type: ignore[untyped-decorator]
def deliver() -> None:
    """Send what is due in the outbox."""
    outbox.deliver()


def wake() -> None:
    """Ask a worker to deliver now. Never fails: without Redis, the next minute's sweep finds the same rows."""
    enqueue(deliver, expires=60)


def enqueue(task: Any, *args: str, **options: Any) -> bool:
    """Ask a worker to run a task now; False where the broker is away. Never raises, and waits for its timeout only
    once.
    """
    global _away_until
    if time.monotonic() < _away_until:
        return False
    try:
        task.apply_async(args=args, retry=False, **options)
    except Exception as error:
        # Whatever the error, the caller's change is committed already and must not look failed.
        _away_until = time.monotonic() + AWAY_FOR
        log.warning("no broker (%s): %s is not asked for", type(error).__name__, task.name)
        return False
    return True
