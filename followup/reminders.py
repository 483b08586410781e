"""Who is to be reminded of what: found by query."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from children.models import NetworkMember
from children.models.relation import active_on
from core.access import Role
from goals.models import Agreement

from . import news
from .cadence import APPROACHING
from .models import CaseStatus, Notice, Postponement
from .steps.follow_up import BOOK_FOLLOW_UP
from .steps.support import HOME_SPARRING, SCHOOL_SPARRING
from .telling import tell

Rule = Notice.Rule


def remind(today: dt.date | None = None) -> int:
    """Write the notices that are due on a day, and queue a mail to those who got any. Gives how many notices."""
    today = today or timezone.localdate()
    due = [notice for rule in RULES for notice in rule(today)]
    return tell(due + news.untold(), today)


def _open() -> QuerySet[CaseStatus]:
    return CaseStatus.objects.filter(is_open=True)


def _not_put_off(statuses: QuerySet[CaseStatus], step: str, today: dt.date) -> QuerySet[CaseStatus]:
    return statuses.exclude(
        case__in=Postponement.objects.filter(step=step, until_on__gt=today).values("case"),
    )


def _notices(
    statuses: QuerySet[CaseStatus], rule: str, kinds: Iterable[str], due: str, *, today: dt.date, weekly: str = ""
) -> Iterator[Notice]:
    """One notice a case and person with a part of one of ``kinds``, told once a ``due`` date, or a week."""
    rows = list(statuses.values_list("case_id", "case__child_id", "municipality_id", due, F(weekly or due)))
    people = _people({row[1] for row in rows}, kinds, today)
    for case_id, child_id, municipality_id, due_on, since in rows:
        week = f"/w{(today - since).days // 7}" if weekly else ""
        for user_id in people[child_id]:
            yield Notice(
                rule=rule,
                case_id=case_id,
                municipality_id=municipality_id,
                user_id=user_id,
                occurrence=f"{due_on}{week}",
                due_on=due_on,
            )


def _people(child_ids: Iterable[UUID], kinds: Iterable[str], today: dt.date) -> dict[UUID, list[UUID]]:
    """The users with such a part today, by child."""
    people: dict[UUID, list[UUID]] = defaultdict(list)
    members = NetworkMember.objects.filter(
        active_on(today), child__in=list(child_ids), kind__in=list(kinds), user__is_active=True
    )
    for child_id, user_id in members.values_list("child_id", "user_id"):
        people[child_id].append(user_id)
    return people


COORDINATOR = [NetworkMember.Kind.COORDINATOR]
BOTH = [NetworkMember.Kind.COORDINATOR, NetworkMember.Kind.SUPERVISOR]
PARTS = [*BOTH, NetworkMember.Kind.PSYCHOLOGIST]


def window_soon(today: dt.date) -> Iterator[Notice]:
    """Two weeks before the window opens, if nothing is booked: to the coordinator."""
    soon = _open().filter(next_meeting_at=None, window_opens_on__gt=today, window_opens_on__lte=today + APPROACHING)
    soon = _not_put_off(soon, BOOK_FOLLOW_UP.key, today)
    return _notices(soon, Rule.WINDOW_SOON, COORDINATOR, "window_opens_on", today=today)


def window_open(today: dt.date) -> Iterator[Notice]:
    """Each week in the window, if nothing is booked: to the coordinator."""
    now = _open().filter(next_meeting_at=None, window_opens_on__lte=today, window_closes_on__gte=today)
    now = _not_put_off(now, BOOK_FOLLOW_UP.key, today)
    return _notices(now, Rule.WINDOW_OPEN, COORDINATOR, "window_closes_on", today=today, weekly="window_opens_on")


def window_passed(today: dt.date) -> Iterator[Notice]:
    """When the fourth month has passed and no follow-up was held: to the coordinator and to the unit's manager.

    A postponement does not silence this one: what is left out is to be seen.
    """
    late = _open().filter(window_closes_on__lt=today)
    yield from _notices(late, Rule.WINDOW_PASSED, COORDINATOR, "window_closes_on", today=today)
    coordinators = NetworkMember.objects.filter(active_on(today), kind=NetworkMember.Kind.COORDINATOR)
    units = dict(
        coordinators.filter(child__cases__status__in=late).values_list("child__cases__status", "user__unit_id")
    )
    managers: dict[UUID | None, list[UUID]] = defaultdict(list)
    for unit_id, user_id in User.objects.filter(role=Role.MANAGER, is_active=True).values_list("unit_id", "pk"):
        managers[unit_id].append(user_id)
    for case_id, municipality_id, due_on in late.values_list("case_id", "municipality_id", "window_closes_on"):
        for user_id in managers[units.get(case_id)]:
            yield Notice(
                rule=Rule.WINDOW_PASSED,
                case_id=case_id,
                municipality_id=municipality_id,
                user_id=user_id,
                occurrence=str(due_on),
                due_on=due_on,
            )


def sparring_overdue(today: dt.date) -> Iterator[Notice]:
    """Eight weeks without sparring at school: to supervisor and coordinator. A quarter at home: to the latter."""
    school = _not_put_off(_open(), SCHOOL_SPARRING.key, today).filter(school_sparring_due_on__lt=today)
    home = _not_put_off(_open(), HOME_SPARRING.key, today).filter(home_sparring_due_on__lt=today)
    yield from _notices(school, Rule.SCHOOL_SPARRING, BOTH, "school_sparring_due_on", today=today)
    yield from _notices(home, Rule.HOME_SPARRING, COORDINATOR, "home_sparring_due_on", today=today)


def agreements_due(today: dt.date) -> Iterator[Notice]:
    """Agreements at their date: to the coordinator, and to the owner where the owner has an account."""
    due = list(
        Agreement.objects.due(today)
        .filter(case__closed_on=None)
        .values_list("pk", "case_id", "child_id", "municipality_id", "due_on", "owner__user_id")
    )
    people = _people({row[2] for row in due}, PARTS, today)
    leading = _people({row[2] for row in due}, COORDINATOR, today)
    for pk, case_id, child_id, municipality_id, due_on, owner_id in due:
        told = set(leading[child_id]) | ({owner_id} & set(people[child_id]))
        for user_id in told:
            yield Notice(
                rule=Rule.AGREEMENT_DUE,
                case_id=case_id,
                municipality_id=municipality_id,
                user_id=user_id,
                occurrence=f"{pk}/{due_on}",
                due_on=due_on,
            )


RULES = (window_soon, window_open, window_passed, sparring_overdue, agreements_due)
