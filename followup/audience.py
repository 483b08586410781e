"""Who is reminded of stored steps, found for many at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from accounts.models import User
from assessments.models import AssessmentPart
from children.models import Case, NetworkMember
from children.models.relation import active_on
from core import access
from core.access import Role
from goals.models import Agreement
from meetings.models import Attendance

from .steps.assessment import LATE_AFTER, RECEIVE_WITHIN
from .steps.reminder import Who

Kind = NetworkMember.Kind


class Due(NamedTuple):
    """A stored step with somebody to remind."""

    case_id: UUID
    child_id: UUID
    municipality_id: UUID
    record_id: UUID | None
    act_on: dt.date
    due_on: dt.date
    # The case's model version.
    model_version: int


class OfCase(Protocol):
    """A row that tells which case it is about."""

    @property
    def case_id(self) -> UUID: ...
    @property
    def municipality_id(self) -> UUID: ...


Row = TypeVar("Row", bound=OfCase)
Reminded = Iterator[tuple[Due, UUID]]


def people(who: Who, rows: Collection[Due], today: dt.date) -> Reminded:
    """Each step with each user to be reminded of it."""
    return FOUND_BY[who](rows, today)


def _with_part(kind: str) -> Callable[[Collection[Due], dt.date], Reminded]:
    def found(rows: Collection[Due], today: dt.date) -> Reminded:
        users = _users({row.child_id for row in rows}, today, kind=kind)
        return ((row, user_id) for row in rows for user_id in users[row.child_id])

    return found


def _users(child_ids: Collection[UUID], today: dt.date, **which: Any) -> dict[UUID, list[UUID]]:
    """The users with a part around each of these children today."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    members = NetworkMember.objects.filter(active_on(today), child__in=child_ids, user__is_active=True, **which)
    for child_id, user_id in members.values_list("child_id", "user_id"):
        found[child_id].append(user_id)
    return found


def _supervisors_at_home(rows: Collection[Due], today: dt.date) -> Reminded:
    at_home = [row for row in rows if access.level(Role.SUPERVISOR, access.E, row) >= access.Level.WRITE]
    return _with_part(Kind.SUPERVISOR)(at_home, today)


def managers(rows: Collection[Row]) -> Iterator[tuple[Row, UUID]]:
    """Each row with each manager to notify of its case: those of the coordinator's own unit.

    Where that unit has no manager, those of every unit that leads the case.
    """
    if not rows:
        return
    by_unit = _managers_by_unit({row.municipality_id for row in rows})
    own_unit = _units_of_coordinators({row.case_id for row in rows})
    left = [row for row in rows if own_unit.get(row.case_id) not in by_unit]
    for row in rows:
        yield from ((row, user.pk) for user in by_unit.get(own_unit.get(row.case_id), ()))
    # One query for each unit, over its municipality's cases.
    for of_unit in by_unit.values():
        asked = [row for row in left if row.municipality_id == of_unit[0].municipality_id]
        cases = Case.objects.of_unit(of_unit[0]).filter(pk__in=[row.case_id for row in asked])
        led = set(cases.values_list("pk", flat=True))
        yield from ((row, user.pk) for row in asked if row.case_id in led for user in of_unit)


def _managers_by_unit(municipality_ids: Collection[UUID]) -> dict[UUID | None, list[User]]:
    found: dict[UUID | None, list[User]] = defaultdict(list)
    for user in User.objects.filter(
        role=Role.MANAGER, is_active=True, municipality__in=municipality_ids, unit__isnull=False
    ):
        found[user.unit_id].append(user)
    return dict(found)


def _units_of_coordinators(case_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The unit of each case's coordinator."""
    leads = NetworkMember.objects.filter(
        kind=Kind.COORDINATOR, until_on=None, child__cases__in=case_ids, user__unit__isnull=False
    )
    return dict(leads.values_list("child__cases", "user__unit"))


def _in_record(pairs: Iterable[tuple[UUID, UUID]], rows: Collection[Due], today: dt.date) -> Reminded:
    """The users in each step's record, as long as they have a part around the child."""
    named: dict[UUID | None, set[UUID]] = defaultdict(set)
    for record_id, user_id in pairs:
        named[record_id].add(user_id)
    around = _users({row.child_id for row in rows if named[row.record_id]}, today, kind__in=NetworkMember.WITH_ACCESS)
    return ((row, user_id) for row in rows for user_id in named[row.record_id] & set(around[row.child_id]))


def _owners(rows: Collection[Due], today: dt.date) -> Reminded:
    owned = Agreement.objects.filter(pk__in=[row.record_id for row in rows], owner__user__isnull=False)
    return _in_record(owned.values_list("pk", "owner__user_id"), rows, today)


def _responsible(rows: Collection[Due], today: dt.date) -> Reminded:
    """The users whose own part is late; a part ordered later has its own deadline."""
    late = AssessmentPart.objects.filter(
        assessment__in=[row.record_id for row in rows],
        received_on=None,
        ordered_on__lte=today - RECEIVE_WITHIN - LATE_AFTER,
        responsible__user__isnull=False,
    )
    return _in_record(late.values_list("assessment_id", "responsible__user_id"), rows, today)


def _invited(rows: Collection[Due], today: dt.date) -> Reminded:
    asked = Attendance.objects.filter(
        meeting__in=[row.record_id for row in rows], invited=True, member__user__isnull=False
    )
    return _in_record(asked.values_list("meeting_id", "member__user_id"), rows, today)


FOUND_BY: dict[Who, Callable[[Collection[Due], dt.date], Reminded]] = {
    Who.COORDINATOR: _with_part(Kind.COORDINATOR),
    Who.SUPERVISOR: _with_part(Kind.SUPERVISOR),
    Who.SUPERVISOR_AT_HOME: _supervisors_at_home,
    Who.MANAGER: lambda rows, today: managers(rows),
    Who.OWNER: _owners,
    Who.RESPONSIBLE: _responsible,
    Who.INVITED: _invited,
}
