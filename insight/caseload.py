"""The caseload of a unit: the cases of each coordinator, their phases, and what is overdue. No child is named.

Every figure is counted with the same condition that narrows its list (followup/figures.py), among the same cases.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from accounts.models import User
from children.models import Case, NetworkMember
from children.models.leading import coordinators_with
from followup.figures import FIGURES
from followup.models import CaseStatus, CaseStep

LEADS = Q(kind=NetworkMember.Kind.COORDINATOR, until_on=None)


class Group(NamedTuple):
    """The cases of one coordinator (None: without one) in one phase: how many are open, and each figure of them."""

    coordinator: UUID | None
    phase: str
    counts: dict[str, int]


def caseload(manager: User, today: dt.date) -> dict[str, Any]:
    """Figures of the cases a manager leads, on a day: counts, phases, and a row for each coordinator. Three queries,
    besides those for the manager's unit and municipality.
    """
    groups = _groups(manager, today)
    return {
        "today": today,
        "unit": str(manager.unit),
        "counts": _total(groups),
        "phases": _phases(groups),
        "full_time": manager.municipality.caseload_target,
        "coordinators": _coordinators(manager, groups),
    }


def _groups(manager: User, today: dt.date) -> list[Group]:
    """The open cases the manager leads. All figures come from this one query: its condition is the dear part.

    The municipality is named again for each joined table: else the database reads those of the whole country.
    """
    coordinator = NetworkMember.objects.filter(LEADS, child=OuterRef("child")).values("user")[:1]
    cases = Case.objects.of_unit(manager).open().filter(status__municipality=manager.municipality_id)
    steps = CaseStep.objects.filter(municipality=manager.municipality_id)
    over = {name: Count("pk", filter=condition(today, steps)) for name, condition in FIGURES.items()}
    found = cases.values_list(Subquery(coordinator), "status__phase").annotate(open=Count("pk"), **over)
    names = ("open", *over)
    return [Group(user_id, phase, dict(zip(names, figures, strict=True))) for user_id, phase, *figures in found]


def _total(groups: Iterable[Group]) -> dict[str, int]:
    """The figures of several groups together."""
    total = dict.fromkeys(("open", *FIGURES), 0)
    for group in groups:
        for name, figure in group.counts.items():
            total[name] += figure
    return total


def _phases(groups: list[Group]) -> list[dict[str, Any]]:
    count: Counter[str] = Counter()
    for group in groups:
        count[group.phase] += group.counts["open"]
    phases = CaseStatus.Phase.of_open_cases()
    return [{"phase": phase.value, "label": str(phase.label), "count": count[phase.value]} for phase in phases]


def _coordinators(manager: User, groups: list[Group]) -> list[dict[str, Any]]:
    """A row for each coordinator: open cases compared with the capacity of their hours.

    The capacity is given only where the unit leads all of the coordinator's cases: a school sees only its own.
    """
    led = defaultdict(list)
    for group in groups:
        if group.coordinator:
            led[group.coordinator].append(group)
    users = list(coordinators_with(manager, led).order_by("name"))
    everything = _open_cases_of(users)
    full = manager.municipality.caseload_target
    rows = []
    for user in users:
        figures = _total(led[user.pk])
        # A coordinator who has left stays in the list while there are cases to hand over.
        if user.is_active or figures["open"]:
            sees_all = figures["open"] == everything[user.pk]
            rows.append({**_person(user, full if sees_all else None), **figures})
    return sorted(rows, key=lambda row: -row["open"])


def _open_cases_of(users: list[User]) -> Counter[UUID]:
    """The number of open cases of each of these coordinators, whoever leads them."""
    is_open = Exists(Case.objects.open().filter(child=OuterRef("child")))
    parts = NetworkMember.objects.filter(LEADS, is_open, user__in=[user.pk for user in users])
    return Counter(dict(parts.values_list("user").annotate(count=Count("pk"))))


def _person(user: User, full_time: int | None) -> dict[str, Any]:
    capacity = None if full_time is None else round(full_time * user.hours_percent / 100)
    return {
        "id": user.pk,
        "name": user.name,
        "hours_percent": user.hours_percent,
        "is_active": user.is_active,
        "capacity": capacity if user.is_active or capacity is None else 0,
    }
