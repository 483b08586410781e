"""The year planner: a coordinator's own, and for a manager that of each of the unit's coordinators, masked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from children.models import Case
from children.models.leading import coordinators_led_by
from core.access import A, B, Relation, Role
from core.api import Logged
from core.collation import DanishSort
from core.queries import Query
from core.schema import for_page
from followup import answers
from followup.facts import facts_of
from followup.planweeks import WEEK, PlanWeek, monday_of, weeks_of
from followup.schoolcalendars import calendar_of
from followup.schoolyear import DAY, starts_in
from followup.yearplan import Kind, Planned, even_week, full_week, load_of, planned_of
from meetings.models import Meeting

from .caselist import LEADING

EARLIEST, LATEST = 2000, 2100


class PlanQuery(Query):
    """The school year, by the year it begins in, and for a manager the coordinator."""

    year = serializers.IntegerField(min_value=EARLIEST, max_value=LATEST, required=False)
    coordinator = serializers.UUIDField(required=False)


class YearPlanView(Logged):
    """Meetings, windows and sparring of a coordinator's cases by week.

    For 21 cases it takes about 20 ms of the process, and its page 26, where *Min dag* takes 30.
    """

    roles = frozenset({Role.COORDINATOR, Role.MANAGER})
    asks = {"get": PlanQuery}

    @for_page(answers.YearPlan)
    def get(self, request: Request) -> Response:
        """The plan of a school year. A manager sees case numbers alone, of cases the unit leads."""
        asked = PlanQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted, today = asked.validated_data, timezone.localdate()
        masked = request.user.role == Role.MANAGER
        led = list(coordinators_led_by(request.user).order_by("name", "pk")) if masked else []
        whose = _whose(request.user, led, wanted.get("coordinator"), masked=masked)
        calendar = calendar_of(request.user.municipality)
        year = wanted.get("year") or _present_year(today, calendar.year_of(today).last_day_on)
        weeks = weeks_of(year, calendar)
        rows = _cases(request.user, whose, masked=masked)
        if masked:
            self.relation = Relation.UNIT
        self.saw([row.pop("child_id") for row in rows], A if masked else A + B)
        planned = list(_planned([row["id"] for row in rows], weeks, today))
        even = _even(whose, weeks, len(rows), masked=masked)
        return Response(
            {
                "today": today,
                "starts_in": year,
                "masked": masked,
                "coordinator": _person(whose) if whose else None,
                "coordinators": [_person(each) for each in led],
                "even": even,
                "caseload_target": request.user.municipality.caseload_target,
                "cases": rows,
                "weeks": _week_rows(weeks, planned, [row["id"] for row in rows], even),
            }
        )


def _present_year(today: dt.date, last_day_on: dt.date | None) -> int:
    """The school year of today; from the summer holiday on, the coming one."""
    year = starts_in(today)
    return year + 1 if last_day_on is not None and today > last_day_on else year


def _whose(user: Any, led: Sequence[User], wanted: UUID | None, *, masked: bool) -> User | None:
    """The coordinator whose plan is asked for: oneself, or one that a manager leads. Raises Http404."""
    if not masked:
        if wanted not in (None, user.pk):
            raise Http404
        return user  # type: ignore[no-any-return]
    if wanted is None:
        return next(iter(led), None)
    return get_object_or_404(coordinators_led_by(user), pk=wanted)


def _person(user: User) -> dict[str, Any]:
    return {"id": user.pk, "name": user.name}


def _cases(user: Any, whose: User | None, *, masked: bool) -> list[dict[str, Any]]:
    """The coordinator's open cases, by name; by number for a manager."""
    if whose is None:
        return []
    if masked:
        numbers = _led(Case.objects.of_unit(user), whose).order_by("number", "pk").values("id", "number", "child_id")
        return [{**row, "first_name": None} for row in numbers]
    rows = Case.objects.visible_to(user).open().order_by(DanishSort("child__first_name"), "pk")
    return [
        {"id": pk, "number": number, "child_id": child_id, "first_name": name}
        for pk, number, child_id, name in rows.values_list("pk", "number", "child_id", "child__first_name")
    ]


def _led(cases: Any, whose: User) -> Any:
    """The open ones of these cases that a coordinator leads."""
    return cases.open().filter(LEADING, child__networkmembers__user=whose)


def _even(whose: User | None, weeks: Collection[PlanWeek], shown: int, *, masked: bool) -> float | None:
    """The even spread; None where the unit leads only some of the coordinator's cases: a school sees its own."""
    if whose is None:
        return None
    if masked and _led(Case.objects.filter(municipality=whose.municipality_id), whose).count() > shown:
        return None
    return round(even_week(whose.municipality, whose.hours_percent, weeks), 2)


def _planned(case_ids: list[UUID], weeks: Sequence[PlanWeek], today: dt.date) -> Iterator[Planned]:
    start, end = weeks[0].monday, weeks[-1].monday + WEEK - DAY
    meetings = _meetings(case_ids, start, end)
    for case_id, facts in facts_of(case_ids).items():
        yield from planned_of(facts, meetings[case_id], today, end)


def _meetings(case_ids: list[UUID], start: dt.date, end: dt.date) -> dict[UUID, list[Planned]]:
    """The held and booked meetings of each case in these days."""
    first, after = (timezone.make_aware(dt.datetime.combine(day, dt.time())) for day in (start, end + DAY))
    rows = Meeting.objects.filter(case__in=case_ids, starts_at__gte=first, starts_at__lt=after)
    found: dict[UUID, list[Planned]] = defaultdict(list)
    kinds = {Meeting.State.HELD: Kind.HELD, Meeting.State.PLANNED: Kind.BOOKED}
    for case_id, pk, state, starts_at in rows.filter(state__in=kinds).values_list(
        "case_id", "pk", "state", "starts_at"
    ):
        found[case_id].append(Planned(case_id, kinds[state], timezone.localdate(starts_at), meeting=pk))
    return found


def _week_rows(
    weeks: Sequence[PlanWeek], planned: Sequence[Planned], case_ids: Sequence[UUID], even: float | None
) -> list[dict[str, Any]]:
    places = {case_id: place for place, case_id in enumerate(case_ids)}
    entries: dict[dt.date, list[dict[str, Any]]] = defaultdict(list)
    for each in planned:
        for day in _weekly(each):
            entries[monday_of(day)].append(_entry(each, day, places[each.case_id]))
    load = load_of(planned, weeks)
    return [
        {
            "monday": week.monday,
            "number": week.number,
            "closed": week.closed,
            "open_days": week.open_days,
            "count": load[week.monday],
            "full": None if even is None else full_week(even, week),
            "entries": sorted(entries[week.monday], key=lambda entry: (entry["case"], entry["on"], entry["kind"])),
        }
        for week in weeks
    ]


def _weekly(each: Planned) -> Iterable[dt.date]:
    """The day of an entry, or one in each week of a window."""
    if each.until is None:
        return [each.on]
    return [each.on, *_mondays(monday_of(each.on) + WEEK, each.until)]


def _mondays(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    while first <= until:
        yield first
        first += WEEK


def _entry(each: Planned, day: dt.date, place: int) -> dict[str, Any]:
    return {"case": place, "kind": each.kind.value, "on": day, "meeting": each.meeting, "is_late": each.is_late}
