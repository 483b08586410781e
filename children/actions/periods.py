"""Placements and schooling follow each other: a new one ends the present one."""

import datetime as dt
from typing import Any

from django.db.models import Q

from children.models import CaseEvent, Child, OtherMeasure, Placement, Schooling

from .network import follow_school

KINDS = {Placement: CaseEvent.Kind.PLACEMENT, Schooling: CaseEvent.Kind.SCHOOLING}


def end_present(model: type[Placement] | type[Schooling], *, child: Child, before: dt.date, by: Any) -> Any | None:
    """End the period that holds on ``before`` and began earlier, on the day before it; gives it, or None."""
    holds = Q(until_on=None) | Q(until_on__gte=before)
    present = model.objects.filter(holds, child=child, from_on__lt=before).order_by("-from_on").first()
    if present is not None:
        present.until_on = before - dt.timedelta(days=1)
        present.save(by=by)
    return present


def record_period(record: Placement | Schooling | OtherMeasure, *, by: Any) -> None:
    """Save a new placement, schooling or measure. One that began during the open case becomes a timeline event."""
    record.save(by=by)
    kind = KINDS.get(type(record))
    case = record.child.cases.filter(closed_on=None).first() if kind else None
    if kind and case is not None and record.from_on >= case.opened_on:
        CaseEvent.note(case, kind, record_id=record.pk, by=by, on=record.from_on)
    if isinstance(record, Schooling):
        follow_school(record.child, by=by)
