"""My day: everything a coordinator has to do, most urgent first, in one resource."""

import datetime as dt
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from children.models import Case
from children.parts import orphaned_by_case
from core.access import E, Role
from core.api import Logged
from core.prepared import CompiledQuery, StandIn
from core.schema import for_page
from followup.answers import MyDay
from followup.facts import Facts, facts_of
from followup.steps import NextStep, by_urgency, steps
from meetings.models import Meeting

from .caselist import case_page
from .steps import step_row

# A step is shown from a fortnight before it is to be done.
AHEAD = dt.timedelta(weeks=2)
CASES_SHOWN = 100


class MyDayView(Logged):
    """What is due, what is booked, which answers are missing, and all of the user's cases."""

    roles = frozenset({Role.COORDINATOR})

    @for_page(MyDay)
    def get(self, request: Request) -> Response:
        """The signed-in coordinator's day."""
        today = timezone.localdate()
        cases, children, classes = case_page(request.user, {"page_size": CASES_SHOWN})
        names = {row["id"]: row["first_name"] for row in cases["results"]}
        facts = facts_of(names)
        meetings = _meetings(request.user, today)
        rows = _step_rows(facts.values(), today, request.user, listed={meeting["id"] for meeting in meetings})
        for row in rows:
            row["first_name"] = names[row["case"]]
        waiting = [row for row in rows if row["waits_for_others"]]
        own = [row for row in rows if not row["waits_for_others"]]
        if any(each.data_class == E for fact in facts.values() for each in fact.agreements):
            classes += E
        self.saw([*children, *(meeting.pop("child_id") for meeting in meetings)], classes)
        return Response(
            {
                "today": today,
                "counts": {
                    "overdue": _cases(row for row in own if row["is_overdue"]),
                    "this_week": _cases(
                        row for row in own if not row["is_overdue"] and row["due_on"] <= _sunday(today)
                    ),
                    "waiting": _cases(waiting),
                },
                "steps": own,
                "waiting": waiting,
                "orphaned": _orphaned(names),
                "meetings": meetings,
                "cases": cases,
            }
        )


def _cases(rows: Iterable[dict[str, Any]]) -> int:
    """The number of cases with these steps: a child is counted once, as in the list and for the manager."""
    return len({row["case"] for row in rows})


def _step_rows(facts: Iterable[Facts], today: dt.date, user: Any, listed: Collection[UUID]) -> list[dict[str, Any]]:
    """The steps of all cases that come up soon, most urgent first. ``listed``: the meetings the page shows itself."""
    coming = sorted(
        ((step, fact) for fact in facts for step in steps(fact, today) if _comes_soon(step, today, listed)),
        key=lambda each: (by_urgency(each[0]), str(each[1].case_id)),
    )
    return [step_row(step, fact, today, user) for step, fact in coming]


def _orphaned(names: dict[Any, str]) -> list[dict[str, Any]]:
    """The cases with open duties whose person has left, and how many."""
    counts = orphaned_by_case(list(names))
    return [{"case": case, "first_name": name, "count": counts[case]} for case, name in names.items() if counts[case]]


def _comes_soon(step: NextStep, today: dt.date, listed: Collection[UUID]) -> bool:
    """Whether the step is shown now. A meeting that the page lists among the meetings is not shown as a step too."""
    return step.comes_on <= today + AHEAD and not (step.kind.is_appointment and step.record_id in listed)


def _sunday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=6 - day.weekday())


def _meetings(user: Any, today: dt.date) -> list[dict[str, Any]]:
    booked = [
        (Meeting(**dict(zip(MEETING, row, strict=True))), name) for name, *row in _booked(user.role, today).rows(user)
    ]
    return [
        {
            "id": row.pk,
            "case": row.case_id,
            "child_id": row.child_id,
            "kind_label": row.get_kind_display(),
            "starts_at": row.starts_at,
            "place": row.place,
            "first_name": first_name,
            "child_part": row.child_part,
            "child_part_label": row.get_child_part_display(),
            "has_brief": row.has_brief,
        }
        for row, first_name in booked
    ]


# The columns of a meeting that are shown, or that say what it is.
MEETING = ("id", "case_id", "child_id", "kind", "state", "starts_at", "place", "child_part")


@lru_cache(maxsize=8)
def _booked(role: str, today: dt.date) -> CompiledQuery:
    """The meetings of the user's open cases in seven days, each after the child's first name.

    Compiled anew each day: 0.1 ms of the process, and 1.8 as a queryset.
    """
    somebody = StandIn.of(role)
    start = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    until = start + dt.timedelta(days=7)
    meetings = Meeting.objects.planned().filter(
        case__in=Case.objects.visible_to(somebody).open(), starts_at__gte=start, starts_at__lt=until
    )
    return CompiledQuery(meetings.order_by("starts_at").values_list("child__first_name", *MEETING), somebody)
