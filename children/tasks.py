"""Tasks that only ring the bell: what is to be carried out is found in the database."""

import logging
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

from .importing import carry_out

log = logging.getLogger("casework.tasks")


@shared_task(name="children.tasks.carry_out_import")
def carry_out_import(job_id: str) -> None:
    """Carry out one import."""
    carry_out.carry_out(UUID(job_id))


@shared_task(name="children.tasks.imports")
def imports() -> None:
    """Carry out imports whose worker has died, and throw away what has expired."""
    carry_out.pending()


def wake(job_id: UUID) -> None:
    """Ask a worker to begin now. Where Redis is away the file is read in here, while the coordinator waits."""
    try:
        carry_out_import.apply_async(args=[str(job_id)], retry=False)
    except OperationalError:
        log.warning("no broker: the import is carried out by the web process")
        carry_out.carry_out(job_id)
