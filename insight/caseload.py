"""The caseload of a unit: the cases of each coordinator, their phases, and what is overdue. No child is named.

Every figure is counted with the same condition that narrows its list (followup/figures.py), among the same cases.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from children.models import Case, NetworkMember
from children.models.leading import coordinators_led_by
from followup.figures import FIGURES
from followup.models import CaseStatus

LEADS = Q(
    child__networkmembers__kind=NetworkMember.Kind.COORDINATOR,
    child__networkmembers__until_on=None,
)


def caseload(manager: User, today: dt.date) -> dict[str, Any]:
    """Figures of the cases a manager leads, on a day: counts, phases, and a row for each coordinator. Five queries."""
    cases = Case.objects.of_unit(manager).open()
    return {
        "today": today,
        "unit": str(manager.unit),
        "counts": cases.aggregate(**_counts(today)),
        "phases": _phases(cases),
        "full_time": manager.municipality.caseload_target,
        "coordinators": _coordinators(manager, cases, today),
    }


def _counts(today: dt.date) -> dict[str, Count]:
    over = {name: Count("pk", filter=condition(today)) for name, condition in FIGURES.items()}
    return {"open": Count("pk"), **over}


def _phases(cases: QuerySet[Case]) -> list[dict[str, Any]]:
    found = dict(cases.values_list("status__phase").annotate(count=Count("pk")))
    phases = CaseStatus.Phase.of_open_cases()
    return [{"phase": phase.value, "label": str(phase.label), "count": found.get(phase.value, 0)} for phase in phases]


def _coordinators(manager: User, cases: QuerySet[Case], today: dt.date) -> list[dict[str, Any]]:
    """A row for each coordinator: open cases compared with the capacity of their hours.

    The capacity is given only where the unit leads all of the coordinator's cases: a school sees only its own.
    """
    counted = _by_coordinator(cases, **_counts(today))
    everything = _by_coordinator(Case.objects.filter(municipality=manager.municipality_id).open(), open=Count("pk"))
    nothing = dict.fromkeys(("open", *FIGURES), 0)
    full = manager.municipality.caseload_target
    rows = []
    for user in coordinators_led_by(manager).order_by("name"):
        figures = counted.get(user.pk, nothing)
        # A coordinator who has left stays in the list while there are cases to hand over.
        if user.is_active or figures["open"]:
            sees_all = figures["open"] == everything.get(user.pk, nothing)["open"]
            rows.append({**_person(user, full if sees_all else None), **figures})
    return sorted(rows, key=lambda row: -row["open"])


def _by_coordinator(cases: QuerySet[Case], **counts: Count) -> dict[UUID, dict[str, int]]:
    grouped: Any = cases.filter(LEADS).values_list("child__networkmembers__user").annotate(**counts)
    return {user_id: dict(zip(counts, figures, strict=True)) for user_id, *figures in grouped}


def _person(user: User, full_time: int | None) -> dict[str, Any]:
    capacity = None if full_time is None else round(full_time * user.hours_percent / 100)
    return {
        "id": user.pk,
        "name": user.name,
        "hours_percent": user.hours_percent,
        "is_active": user.is_active,
        "capacity": capacity if user.is_active or capacity is None else 0,
    }
