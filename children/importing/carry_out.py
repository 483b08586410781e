"""Trying a file, and importing it: all in one transaction, or nothing.

A small file is imported while the coordinator waits, a large one by a worker; the job's row says what to do. A worker
that dies leaves nothing half done, and the next one starts again. An advisory lock, which ends with its holder, keeps
two workers from the same job.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone, translation

from accounts.models import Municipality, User
from children.importing import workbook
from children.importing.plan import Plan, check_room, make_plan
from children.importing.reading import read
from children.importing.sheet import Sheet
from children.importing.writing import Moved, write
from children.models import Case, ImportColumn, ImportJob
from children.models.importing import STAYS
from core.access import A, B, C, Relation
from core.models import LookUp

log = logging.getLogger("casework.importing")

# The most rows imported while the coordinator waits.
AT_ONCE: Final = 200
# A job that kills its worker is not tried for ever.
MOST_ATTEMPTS: Final = 3
ROUTE: Final = "api:import-carry-out"
UPDATE_PROGRESS: Final = """
    UPDATE children_importjob SET rows_done = %(rows)s, attempts = attempts + %(begun)s WHERE id = %(job)s
"""

State = ImportJob.State


def try_out(content: bytes, filename: str, *, by: User) -> tuple[ImportJob, Plan | None]:
    """Read a file and plan its changes; the plan is None where the columns are not known yet.

    Only the job is written. Raises ReadingError.
    """
    sheet = read(content, filename, ImportColumn.objects.remembered(by.municipality_id))
    job = ImportJob(
        municipality=by.municipality,
        uploaded_by=by,
        kind=ImportJob.Kind.XLSX if workbook.is_workbook(content) else ImportJob.Kind.CSV,
        size=len(content),
        rows_total=len(sheet.lines),
    )
    plan = None
    if sheet.problem:
        job.state = State.COLUMNS
        job.keep(sheet.as_data())
    else:
        plan = tried(job, sheet, by=by)
    job.save()
    return job, plan


def tried(job: ImportJob, sheet: Sheet, *, by: User) -> Plan:
    """The plan of a sheet with known columns; sets its report on the job, unsaved."""
    plan = _planned(sheet, by)
    job.state, job.counts = State.CHECKED, plan.counts()
    ignored = [header[:60] for header in sheet.ignored]
    labels = {key: header[:60] for key, header in sheet.labels.items()}
    job.report = {"remarks": plan.report.as_data(), "ignored": ignored, "labels": labels}
    job.keep(sheet.as_data())
    return plan


def _planned(sheet: Sheet, user: User) -> Plan:
    plan = make_plan(sheet, user=user)
    of_this_year = Case.objects.filter(municipality=user.municipality, number__startswith=f"{timezone.localdate():%Y}-")
    last = of_this_year.aggregate(last=Max("number"))["last"]
    check_room(plan, taken=int(last.partition("-")[2]) if last else 0)
    return plan


@transaction.atomic
def start(job: ImportJob, *, wake: Callable[[UUID], None]) -> bool:
    """Ask for a tried file to be imported; False if it no longer can be.

    `wake` is called for a large one, once the request is written.
    """
    asked = ImportJob.objects.filter(pk=job.pk, state__in=[State.CHECKED, State.FAILED]).exclude(kept="")
    if not (job.may_be_carried_out and asked.update(state=State.RUNNING, rows_done=0, attempts=0)):
        return False
    if job.rows_total <= AT_ONCE:
        _carry_out(job.pk, report_progress=lambda rows: None)
    else:
        transaction.on_commit(partial(wake, job.pk))
    return True


def carry_out(job_id: UUID) -> bool:
    """Import a requested job; False if another worker has it, or it is done. For workers."""
    with _progress_reporter(job_id) as report_progress:
        return _carry_out(job_id, report_progress=report_progress)


def pending() -> int:
    """Import requested jobs nobody works on, and delete expired ones. Gives the number of imports."""
    ImportJob.objects.filter(expires_at__lt=timezone.now()).exclude(state=State.RUNNING).delete()
    waiting = ImportJob.objects.filter(state=State.RUNNING).order_by("created_at").values_list("pk", flat=True)
    return sum(carry_out(job_id) for job_id in list(waiting))


def _carry_out(job_id: UUID, *, report_progress: Callable[[int], None]) -> bool:
    try:
        with transaction.atomic():
            return _locked(job_id) and _write_job(job_id, report_progress)
    except Exception as error:
        # Only the kind of error: its text could hold a cell's content.
        log.error("import %s failed: %s", job_id, type(error).__name__)
        ImportJob.objects.filter(pk=job_id, state=State.RUNNING).update(state=State.FAILED, rows_done=0)
        return False


def _locked(job_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {job_id}"])
        return bool(cursor.fetchone()[0])


def _write_job(job_id: UUID, report_progress: Callable[[int], None]) -> bool:
    found = ImportJob.objects.select_related("uploaded_by__municipality", "uploaded_by__unit")
    job = found.filter(pk=job_id, state=State.RUNNING).first()
    if job is None:
        return False
    if job.attempts >= MOST_ATTEMPTS:
        ImportJob.objects.filter(pk=job_id).update(state=State.FAILED, rows_done=0)
        return False
    report_progress(0)
    user = job.uploaded_by
    with translation.override(user.language):
        # Two files with the same children wait for each other, so that the second finds what the first created.
        Municipality.objects.select_for_update(no_key=True).get(pk=user.municipality_id)
        plan = _planned(Sheet.of_data(job.kept_data()), user)
        if plan.counts()["errors"]:
            _give_back(job, plan)
            return False
        moved = write(plan, by=user, progress=report_progress)
    _finish(job, plan, moved)
    return True


def _give_back(job: ImportJob, plan: Plan) -> None:
    """Something has changed since the file was tried: write nothing but a new report, which says what."""
    report = {**job.report, "remarks": plan.report.as_data(), "has_changed": True}
    ImportJob.objects.filter(pk=job.pk).update(state=State.CHECKED, report=report, counts=plan.counts())


def _finish(job: ImportJob, plan: Plan, moved: Sequence[Moved]) -> None:
    """Log in the same transaction who was written about, store who has moved, and delete the sheet."""
    user = job.uploaded_by
    children = {*plan.recognised, *(each.child.pk for each in plan.children)}
    if children:
        LookUp.objects.create(
            relation=Relation.COORDINATOR,
            user=user,
            role=user.role,
            action=LookUp.Action.WRITE,
            result=LookUp.Result.GIVEN,
            route=ROUTE,
            child_ids=sorted(children),
            classes=classes_of(plan),
        )
    ImportJob.objects.filter(pk=job.pk).update(
        state=State.DONE,
        rows_done=job.rows_total,
        counts=plan.counts(),
        report={**job.report, "moved": [[str(case), str(period)] for case, period in moved]},
        kept="",
        expires_at=timezone.now() + STAYS,
    )


def classes_of(plan: Plan) -> str:
    """The data classes a file touches: coordination and identity, and the CPR number where children have one."""
    numbered = plan.used_cpr or any(each.number for each in plan.children)
    return "".join([A, B, C] if numbered else [A, B])


@contextmanager
def _progress_reporter(job_id: UUID) -> Iterator[Callable[[int], None]]:
    """A function that reports progress on a connection of its own, because the import's transaction is invisible
    until it ends.
    """
    with closing(connection.copy()) as own:

        def report_progress(rows: int) -> None:
            """Store the number of rows written so far."""
            with own.cursor() as cursor:
                cursor.execute(UPDATE_PROGRESS, {"rows": rows, "begun": int(rows == 0), "job": job_id})

        yield report_progress
