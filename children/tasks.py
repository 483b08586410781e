"""Tasks that wake a worker: the work itself is found in the database."""

from uuid import UUID

from celery import shared_task

from core.tasks import enqueue

from .importing import carry_out


@shared_task(name="children.tasks.carry_out_import")
def carry_out_import(job_id: str) -> None:
    """Carry out one import."""
    carry_out.carry_out(UUID(job_id))


@shared_task(name="children.tasks.imports")
def imports() -> None:
    """Carry out imports whose worker has died, and delete expired ones."""
    carry_out.pending()


def wake(job_id: UUID) -> None:
    """Ask a worker to begin now. Without Redis the file is imported here, while the coordinator waits."""
    if not enqueue(carry_out_import, str(job_id)):
        carry_out.carry_out(job_id)
