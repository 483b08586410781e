"""The caseload of a unit: how many each coordinator has, where the cases are, what is over time. No child is named."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from children.models import Case, NetworkMember
from core.access import Role
from followup.models import CaseStatus


def caseload(manager: User, today: dt.date) -> dict[str, Any]:
    """Figures of the manager's unit on a day: counts, phases, a row a coordinator. In five queries."""
    statuses = CaseStatus.objects.filter(case__in=Case.objects.of_unit(manager).open())
    return {
        "today": today,
        "unit": str(manager.unit),
        "counts": _counts(statuses, today),
        "phases": _phases(statuses),
        "full_time": manager.municipality.caseload_target,
        "coordinators": _coordinators(manager, today),
    }


def _counts(statuses: Any, today: dt.date) -> dict[str, int]:
    counts: dict[str, int] = statuses.aggregate(
        open=Count("pk"),
        follow_up_overdue=Count("pk", filter=Q(window_closes_on__lt=today)),
        step_overdue=Count("pk", filter=Q(next_step_on__lt=today)),
        booked=Count("pk", filter=Q(next_meeting_at__isnull=False)),
    )
    return counts


def _phases(statuses: Any) -> list[dict[str, Any]]:
    found = dict(statuses.values_list("phase").annotate(count=Count("pk")))
    phases = [phase for phase in CaseStatus.Phase if phase != CaseStatus.Phase.CLOSED]
    return [{"phase": phase.value, "label": str(phase.label), "count": found.get(phase.value, 0)} for phase in phases]


def _coordinators(manager: User, today: dt.date) -> list[dict[str, Any]]:
    """A row a coordinator of the unit, with the number of open cases against what a person of those hours can carry."""
    part = Q(parts__kind=NetworkMember.Kind.COORDINATOR, parts__until_on=None)
    of_open = part & Q(parts__child__cases__closed_on=None, parts__child__cases__isnull=False)
    status = "parts__child__cases__status__"
    users = (
        User.objects.filter(unit=manager.unit_id, role=Role.COORDINATOR)
        .annotate(
            open=Count("parts__child__cases", filter=of_open, distinct=True),
            follow_up_overdue=Count(
                "parts__child__cases", filter=of_open & Q(**{f"{status}window_closes_on__lt": today}), distinct=True
            ),
            step_overdue=Count(
                "parts__child__cases", filter=of_open & Q(**{f"{status}next_step_on__lt": today}), distinct=True
            ),
        )
        # One who has left stays in sight for as long as there are cases to hand over.
        .filter(Q(is_active=True) | Q(open__gt=0))
        .order_by("-open", "name")
    )
    full = manager.municipality.caseload_target
    return [
        {
            "id": user.pk,
            "name": user.name,
            "hours_percent": user.hours_percent,
            "is_active": user.is_active,
            "capacity": round(full * user.hours_percent / 100) if user.is_active else 0,
            "open": user.open,  # type: ignore[attr-defined]
            "follow_up_overdue": user.follow_up_overdue,  # type: ignore[attr-defined]
            "step_overdue": user.step_overdue,  # type: ignore[attr-defined]
        }
        for user in users
    ]
