"""Children whose next follow-ups can be laid after one another on one day: at one school or institution."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from children.models import Case
from core.access import Role
from core.collation import DanishSort

from .models import CaseStatus

# Between two meetings: the people change, and the next child is met at the door.
PAUSE = dt.timedelta(minutes=15)
# Nobody at a school or in a foster home is asked to a meeting that ends later.
DAY_ENDS = dt.datetime.combine(dt.date.min, dt.time(17))


def can_be_held(case: Case, day: dt.date) -> bool:
    """Whether the case's follow-up can be held that day."""
    opens_on, closes_on = case.status.window_opens_on, case.status.window_closes_on
    return opens_on is not None and closes_on is not None and opens_on <= day <= closes_on


def place_of(status: CaseStatus | None) -> str:
    """The school the child goes to, or else the institution it lives at; "" without either."""
    if status is None:
        return ""
    school, home = status.schooling, status.placement
    if school is not None:
        return str(school.school.name)
    return str(home.institution.name) if home is not None and home.institution is not None else ""


def others_at_the_place(case: Case, status: CaseStatus | None, user: Any) -> list[Case]:
    """The coordinator's other cases at the child's school or institution whose follow-up is not booked, by name."""
    if status is None or user.role != Role.COORDINATOR:
        return []
    there = Q()
    if status.schooling is not None:
        there |= Q(status__schooling__school=status.schooling.school_id)
    if status.placement is not None and status.placement.institution_id is not None:
        there |= Q(status__placement__institution=status.placement.institution_id)
    if not there:
        return []
    rows = Case.objects.visible_to(user).open().filter(there, status__window_opens_on__isnull=False)
    rows = rows.filter(status__next_meeting_at=None).exclude(pk=case.pk).select_related("status", "child")
    return list(rows.order_by(DanishSort("child__first_name"), "pk"))


def status_of(case: Case) -> CaseStatus | None:
    """The stored status of a case with its school and institution."""
    return CaseStatus.objects.filter(case=case).select_related("schooling__school", "placement__institution").first()


def one_after_another(wanted: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The meetings' values with their hours: the first at its own, each further one when the one before is over.

    One that would end after the day's end has no hour, and is not chosen beforehand.
    """
    laid: list[dict[str, Any]] = []
    free_at: dt.datetime | None = None
    for values in wanted:
        starts = dt.datetime.combine(dt.date.min, dt.time.fromisoformat(values["at"]))
        starts = starts if free_at is None else free_at
        ends = starts + dt.timedelta(minutes=values["minutes_planned"])
        fits = free_at is None or ends <= DAY_ENDS
        laid.append({**values, "at": f"{starts:%H:%M}" if fits else "", "wanted": fits})
        free_at = ends + PAUSE if fits else free_at
    return laid
