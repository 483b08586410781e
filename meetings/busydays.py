"""The days on which somebody who must be at a case's next meeting has another one.

The coordinator must be there, and every user who will be invited as last time. Of adults without an account nothing is
known. The queries are the same few for one case and for all of a coordinator's.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from children.models import NetworkMember
from core.prepared import CompiledLookup

from .models import Attendance, Meeting
from .usual import LastTime, is_usual

COORDINATOR = NetworkMember.Kind.COORDINATOR


class Part(NamedTuple):
    """A user's part around a child: what the rule for inviting reads of a network member."""

    kind: str
    user_id: UUID
    from_on: dt.date
    adult_id: UUID | None = None
    pk: UUID | None = None


def busy_days(case_ids: Collection[UUID]) -> dict[UUID, set[dt.date]]:
    """By case, the days from today on that somebody who must come to its next meeting cannot. Four queries."""
    invited = _invited_users(list(case_ids))
    taken = _taken_days({user for users in invited.values() for user in users})
    return {case_id: set().union(*(taken[user] for user in invited[case_id])) for case_id in case_ids}


def _invited_users(case_ids: list[UUID]) -> dict[UUID, set[UUID]]:
    """The users who must come to the next meeting of each case."""
    last = _last_times(_users_there(case_ids))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for case_id, *values in _user_parts(case_ids):
        part = Part(*values)
        if part.kind == COORDINATOR or is_usual(part, last.get(case_id)):
            found[case_id].add(part.user_id)
    return found


def _last_times(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, LastTime]:
    """The last meeting of each case with its users; the rows come oldest first."""
    latest: dict[UUID, tuple[UUID, dt.date, set[UUID]]] = {}
    for case_id, meeting_id, held_on, user_id in rows:
        if case_id not in latest or latest[case_id][0] != meeting_id:
            latest[case_id] = meeting_id, held_on, set()
        if user_id is not None:
            latest[case_id][2].add(user_id)
    return {case_id: LastTime(held_on, frozenset(users)) for case_id, (_pk, held_on, users) in latest.items()}


def _taken_days(users: Collection[UUID]) -> dict[UUID, set[dt.date]]:
    """By user, the days of the meetings they are invited to, and of those about the children they coordinate."""
    days: dict[UUID, set[dt.date]] = defaultdict(set)
    for lookup in (_invitations_of, _coordinated_by):
        for user_id, starts_at in lookup(list(users)):
            days[user_id].add(timezone.localdate(starts_at))
    return days


def _midnight() -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time()))


@CompiledLookup
def _user_parts(cases: Sequence[UUID]) -> Any:
    parts = NetworkMember.objects.active(timezone.localdate()).filter(child__cases__in=cases, user__isnull=False)
    return parts.values_list("child__cases", "kind", "user_id", "from_on")


@CompiledLookup
def _users_there(cases: Sequence[UUID]) -> Any:
    held = Meeting.objects.held().of_the_cycle().filter(case__in=cases).order_by("held_on", "starts_at", "pk")
    return held.values_list("case_id", "pk", "held_on", "attendances__member__user_id")


@CompiledLookup
def _invitations_of(users: Sequence[UUID]) -> Any:
    rows = Attendance.objects.filter(
        member__user__in=users, invited=True, meeting__state=Meeting.State.PLANNED, meeting__starts_at__gte=_midnight()
    )
    # Whoever has said no is free that day.
    coming = rows.exclude(answer__in=[Attendance.Answer.COMES_NOT, Attendance.Answer.SENDS_OTHER])
    return coming.values_list("member__user_id", "meeting__starts_at")


@CompiledLookup
def _coordinated_by(users: Sequence[UUID]) -> Any:
    today = timezone.localdate()
    parts = NetworkMember.objects.active(today).filter(user__in=users, kind=COORDINATOR)
    booked = parts.filter(child__meetings__state=Meeting.State.PLANNED, child__meetings__starts_at__gte=_midnight())
    return booked.values_list("user_id", "child__meetings__starts_at")
