"""Stores the next steps of cases as rows, and clears the notices of steps that are gone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from core.prepared import CompiledLookup

from .facts import Facts
from .models import CaseStep, Notice
from .models.step import KEPT, kept_values
from .rules import REMINDERS
from .steps import all_steps, steps


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
        wanted = {kept_values(step): step for step in all_steps(each)}
        if kept.keys() != wanted.keys():
            changed.append(each.case_id)
            gone += [pk for values, pk in kept.items() if values not in wanted]
            new += [CaseStep.of(step, each) for values, step in wanted.items() if values not in kept]
    if gone:
        CaseStep.objects.filter(pk__in=gone).delete()
    if new:
        CaseStep.objects.bulk_create(new)
    return changed


def _kept(case_ids: Iterable[UUID]) -> dict[UUID, dict[tuple[Any, ...], int]]:
    """The stored steps of each case: their values, and the primary key."""
    found: dict[UUID, dict[tuple[Any, ...], int]] = defaultdict(dict)
    for case_id, pk, *values in _stored(list(case_ids)):
        found[case_id][tuple(values)] = pk
    return found


# 0.2 ms of the process for one case, and 0.6 as a queryset.
@CompiledLookup
def _stored(cases: Sequence[UUID]) -> Any:
    return CaseStep.objects.filter(case__in=cases).values_list("case_id", "pk", *KEPT)


def clear_notices(facts: Collection[Facts], today: dt.date) -> None:
    """Mark notices of these cases as done where their reason is gone; reopen those whose step came back."""
    standing = set(_standing(facts, today))
    case_ids = [each.case_id for each in facts]
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


def _standing(facts: Iterable[Facts], today: dt.date) -> Iterator[tuple[Any, ...]]:
    """Everything a notice may be about in these cases on a day: case, rule, record and date, as a notice has them."""
    for each in facts:
        for step in steps(each, today):
            for reminder in step.kind.reminders:
                yield each.case_id, reminder.rule, step.record_id, getattr(step, reminder.shows)
