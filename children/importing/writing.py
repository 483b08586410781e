"""Writes a plan: the same records as the actions make one by one, many at a time, each with its history.

The rules are those of `children.actions`: a new child gets the coordinator's part, an open case with the next number,
and the supervisors of its school. Thousands of `save()` would take minutes; here a batch is a dozen statements.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from children.actions import follow_school
from children.actions.cases import new_case, next_number
from children.actions.network import new_part, wanted_supervisors
from children.importing.copying import copy_in, create
from children.importing.plan import Plan
from children.importing.planned import PlannedChild
from children.models import Case, CaseEvent, Child, NetworkMember, Placement, Schooling
from children.moving import find_move
from core.casechanges import case_changed, collecting

BATCH: Final = 250
# A case, and the schooling or placement the child has moved to.
Moved = tuple[UUID, UUID]


def write(plan: Plan, *, by: User, progress: Callable[[int], None]) -> list[Moved]:
    """Write everything in a plan, within the caller's transaction. `progress` gets the number of rows so far.

    Returns the moves that need a decision.
    """
    for part in (*plan.schools, *plan.institutions):
        part.save(by=by)
    numbers = _numbers(by, timezone.localdate(), len(plan.new))
    written = 0
    moved: list[Moved] = []
    for batch in _batches(plan.children, BATCH):
        with collecting():
            _write_batch(batch, numbers=numbers, by=by)
        moved += [move for each in batch for move in _moves(each)]
        written += sum(len(each.rows) for each in batch)
        progress(written)
    return moved


def _numbers(by: User, today: dt.date, count: int) -> Iterator[str]:
    """A block of case numbers; the municipality is locked from the first on, so that nobody else takes one of them."""
    if not count:
        return iter(())
    year, _dash, first = next_number(by.municipality, today.year).partition("-")
    return (f"{year}-{int(first) + at:04d}" for at in range(count))


def _write_batch(batch: Sequence[PlannedChild], *, numbers: Iterator[str], by: User) -> None:
    new = [each for each in batch if each.is_new]
    for each in batch:
        # First, so that the periods that follow do not overlap them.
        for period in (*each.placements.ended, *each.schoolings.ended):
            period.save(by=by)
    create(Child, [each.child for each in new], by)
    for each in new:
        each.case = new_case(child=each.child, number=next(numbers), opened_on=timezone.localdate())
    create(Case, [each.case for each in new], by)
    create(Placement, [period for each in batch for period in each.placements.added], by)
    create(Schooling, [period for each in batch for period in each.schoolings.added], by)
    leading = [new_part(child=each.child, user=by, kind=NetworkMember.Kind.COORDINATOR) for each in new]
    create(NetworkMember, [*leading, *(member for each in batch for member in each.members)], by)
    _let_supervisors_in(batch, by)
    copy_in(CaseEvent, [event for each in batch for event in _events(each, by)])
    for each in batch:
        if each.case is not None and _is_touched(each):
            case_changed(each.case.pk)


def _moves(each: PlannedChild) -> Iterator[Moved]:
    """The new places of a known child, where somebody must decide which people and which work stay."""
    if each.is_new or each.case is None:
        return
    for period in (*each.schoolings.added, *each.placements.added):
        move = find_move(each.child, period.pk)
        if move is not None and move.asks_something(each.case):
            yield each.case.pk, period.pk


def _is_touched(each: PlannedChild) -> bool:
    return bool(each.is_new or each.placements.added or each.schoolings.added or each.members)


def _let_supervisors_in(batch: Sequence[PlannedChild], by: User) -> None:
    """New children get the supervisors of their school; a known child's supervisors follow a change of school."""
    new = {each.child.pk: each.child for each in batch if each.is_new}
    wanted: dict[UUID, set[UUID]] = wanted_supervisors(list(new)) if new else {}
    wanted_ids = set[UUID]().union(*wanted.values())
    users = User.objects.filter(pk__in=wanted_ids).select_related("unit").in_bulk()
    kind = NetworkMember.Kind.SUPERVISOR
    parts = [
        new_part(child=new[child], user=users[user], kind=kind)
        for child, chosen in wanted.items()
        for user in sorted(chosen)
    ]
    create(NetworkMember, parts, by)
    for each in batch:
        if not each.is_new and each.case is not None and each.schoolings.added:
            follow_school(each.child, by=by)


def _events(each: PlannedChild, by: User) -> Iterator[CaseEvent]:
    case = each.case
    if case is None:
        return
    if each.is_new:
        yield CaseEvent.of(case, CaseEvent.Kind.CASE_OPENED, record_id=case.pk, on=case.opened_on, by=by)
        return
    for kind, timeline in ((CaseEvent.Kind.PLACEMENT, each.placements), (CaseEvent.Kind.SCHOOLING, each.schoolings)):
        for period in timeline.added:
            if period.from_on >= case.opened_on:
                yield CaseEvent.of(case, kind, record_id=period.pk, on=period.from_on, by=by)
    for member in each.members:
        kind, detail = CaseEvent.Kind.NETWORK, member.get_kind_display  # type: ignore[attr-defined]
        yield CaseEvent.of(case, kind, record_id=member.pk, by=by, detail=detail)


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
