"""Stores the next steps of cases as rows, and clears the notices of steps that are gone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from .facts import Facts
from .models import CaseStep, Notice
from .models.step import KEPT
from .rules import REMINDERS
from .steps import all_steps, kind_of


def keep_steps(facts: Collection[Facts]) -> list[UUID]:
    """Store the steps that the rules give for these cases. Gives the ids of cases where something differed.

    Call it after the cases' status is written: when two users change one case at once, the second waits there.
    """
    there = _kept(each.case_id for each in facts)
    gone: list[int] = []
    new: list[CaseStep] = []
    changed: list[UUID] = []
    for each in facts:
        kept = there[each.case_id]
        wanted = {row.kept: row for row in _rows(each)}
        if kept.keys() != wanted.keys():
            changed.append(each.case_id)
            gone += [pk for values, pk in kept.items() if values not in wanted]
            new += [row for values, row in wanted.items() if values not in kept]
    if gone:
        CaseStep.objects.filter(pk__in=gone).delete()
    if new:
        CaseStep.objects.bulk_create(new)
    return changed


def _rows(facts: Facts) -> Iterable[CaseStep]:
    for step in all_steps(facts):
        yield CaseStep.of(step, case_id=facts.case_id, municipality_id=facts.municipality.pk)


def _kept(case_ids: Iterable[UUID]) -> dict[UUID, dict[tuple[Any, ...], int]]:
    """The stored steps of each case: their values, and the primary key."""
    found: dict[UUID, dict[tuple[Any, ...], int]] = defaultdict(dict)
    for case_id, pk, *values in CaseStep.objects.filter(case__in=list(case_ids)).values_list("case_id", "pk", *KEPT):
        found[case_id][tuple(values)] = pk
    return found


def clear_notices(case_ids: Collection[UUID], today: dt.date) -> None:
    """Mark notices of these cases as done where their reason is gone; reopen those whose step came back."""
    standing = set(_standing(case_ids, today))
    dates = {due_on for _case, _rule, _record, due_on in standing}
    notices = Notice.objects.filter(Q(done_at=None) | Q(due_on__in=dates), case__in=case_ids, rule__in=REMINDERS)
    done, back = [], []
    for pk, done_at, *about in notices.values_list("pk", "done_at", "case_id", "rule", "record_id", "due_on"):
        stands = tuple(about) in standing
        if stands and done_at is not None:
            back.append(pk)
        elif not stands and done_at is None:
            done.append(pk)
    for pks, moment in ((done, timezone.now()), (back, None)):
        if pks:
            Notice.objects.filter(pk__in=pks).update(done_at=moment)


def _standing(case_ids: Collection[UUID], today: dt.date) -> Iterable[tuple[Any, ...]]:
    """Everything a notice may be about in these cases on a day: case, rule, record and date, as a notice has them."""
    for row in CaseStep.objects.shown(today).filter(case__in=case_ids):
        for reminder in kind_of(row.step).reminders:
            yield row.case_id, reminder.rule, row.record_id, getattr(row, reminder.shows)
