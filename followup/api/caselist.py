"""The list of cases: plain rows straight from SQL, since it is the most asked for of all.

A manager gets the same list masked: case number, dates and phase of the unit's cases, no child.
"""

import datetime as dt
from functools import cache, lru_cache
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from rest_framework import exceptions, serializers

from children.models import Case, NetworkMember, Placement
from core.access import A, B, Role
from core.collation import DanishSort
from core.filters import moment
from core.prepared import CompiledQuery, StandIn
from core.queries import Query
from followup import figures
from followup.models import CaseStatus
from followup.steps import step_choices

from .overtime import add_over_time

SORTS = {
    "urgency": [F("status__next_step_on").asc(nulls_last=True), "pk"],
    "name": [DanishSort("child__first_name"), DanishSort("child__last_name"), "pk"],
    "number": ["-number", "pk"],
    "changed": ["-changed_at", "pk"],
    "contact": [F("status__last_contact_on").asc(nulls_first=True), "pk"],
}
# What a row says, and where it is found from the case.
PLAIN = {name: name for name in ("id", "number", "opened_on", "closed_on", "child_id", "coordinator")}
STATUS = {
    "phase": "status__phase",
    "round": "status__round",
    "next_step": "status__next_step",
    "next_step_on": "status__next_step_on",
    "last_contact_on": "status__last_contact_on",
    "last_meeting_on": "status__last_meeting_on",
    "next_meeting_at": "status__next_meeting_at",
    "window_opens_on": "status__window_opens_on",
    "window_closes_on": "status__window_closes_on",
}
CHILD = {
    "first_name": "child__first_name",
    "last_name": "child__last_name",
    "class_name": "status__schooling__class_name",
    "grade": "status__schooling__grade",
    "school": "status__schooling__school__name",
    "placement_kind": "status__placement__kind",
}
LABELS: list[tuple[str, list[tuple[str, Any]]]] = [
    ("phase", CaseStatus.Phase.choices),
    ("next_step", step_choices()),
    ("placement_kind", Placement.Kind.choices),
]


class CaseFilter(Query):
    """What a list of cases can be narrowed to and sorted by."""

    state = serializers.ChoiceField(choices=["open", "closed", "all"], default="open")
    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices, required=False)
    step = serializers.ChoiceField(choices=step_choices(), required=False)
    school = serializers.UUIDField(required=False)
    coordinator = serializers.UUIDField(required=False)
    overdue = serializers.ChoiceField(choices=list(figures.OVER_TIME), required=False)
    meeting = serializers.ChoiceField(choices=list(figures.MEETING), required=False)
    q = serializers.CharField(required=False, max_length=100)
    changed_since = serializers.CharField(required=False, max_length=40)
    sort = serializers.ChoiceField(choices=list(SORTS), default="urgency")
    page = serializers.IntegerField(min_value=1, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=100, default=25)


def cases_for(user: Any) -> QuerySet[Case]:
    """The cases a user may list: one's own by relation; a manager's unit's, to be shown masked."""
    if user.role == Role.MANAGER:
        return Case.objects.of_unit(user)
    return Case.objects.visible_to(user)


def case_page(user: Any, query: Any) -> tuple[dict[str, Any], list[Any], str]:
    """A page of the list, with the ids of the children on it and the data classes shown. Raises ValidationError."""
    asked = _asked(query)
    masked = user.role == Role.MANAGER
    if asked["page"] == 1 and asked.keys() == _defaults().keys():
        count, pages, found = _first_page(user, asked)
    else:
        count, pages, found = _any_page(user, asked)
    rows = [dict(zip(_columns(masked=masked), row, strict=True)) for row in found]
    children = [row.pop("child_id") for row in rows]
    if not masked:
        for row, child in zip(rows, children, strict=True):
            row["child"] = child
    _finish(rows, timezone.localdate())
    if masked or "overdue" in asked:
        add_over_time(rows, timezone.localdate(), masked=masked)
    data = {
        "count": count,
        "page": asked["page"],
        "pages": pages,
        "page_size": asked["page_size"],
        "masked": masked,
        "results": rows,
    }
    return data, children, A if masked else A + B


def _any_page(user: Any, asked: dict[str, Any]) -> tuple[int, int, Any]:
    masked = user.role == Role.MANAGER
    cases = _narrowed(cases_for(user), asked, masked=masked)
    paginator = Paginator(cases.order_by("pk"), asked["page_size"])
    try:
        page = paginator.page(asked["page"])
    except EmptyPage:
        raise exceptions.NotFound from None
    rows = _listed(cases, asked, masked=masked)[page.start_index() - 1 : page.end_index()] if paginator.count else []
    return paginator.count, paginator.num_pages, rows


def _first_page(user: Any, asked: dict[str, Any]) -> tuple[int, int, Any]:
    """The list without a narrowing filter, by far the most asked for: prepared, and else the same."""
    size = asked["page_size"]
    counting, listing = _prepared(user.role, asked["state"], asked["sort"], size, timezone.localdate())
    count = counting.count(user)
    return count, max(1, -(-count // size)), listing.rows(user)


@lru_cache(maxsize=64)
def _prepared(role: str, state: str, sort: str, size: int, today: dt.date) -> tuple[CompiledQuery, CompiledQuery]:
    """How many, and the first of them. Anew each day, for the day is part of the question."""
    somebody = StandIn.of(role)
    asked = {"state": state, "sort": sort}
    cases = _narrowed(cases_for(somebody), asked, masked=role == Role.MANAGER)
    listed = _listed(cases, asked, masked=role == Role.MANAGER)
    return CompiledQuery(cases.values_list("pk"), somebody), CompiledQuery(listed[:size], somebody)


def _listed(cases: QuerySet[Case], asked: dict[str, Any], *, masked: bool) -> Any:
    """The rows of the list, in order."""
    # Sorting masked rows by name would tell whose they are.
    order = SORTS["number" if masked and asked["sort"] == "name" else asked["sort"]]
    leading = NetworkMember.objects.filter(child=OuterRef("child"), kind=NetworkMember.Kind.COORDINATOR, until_on=None)
    coordinator = Subquery(leading.values("name")[:1])
    return cases.order_by(*order).annotate(coordinator=coordinator).values_list(*_columns(masked=masked).values())


def _asked(query: Any) -> dict[str, Any]:
    """What is asked for, with defaults. Raises ValidationError."""
    if not any(query.values()):
        return _defaults()
    wanted = CaseFilter(data=query)
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


@cache
def _defaults() -> dict[str, Any]:
    """The list as it is asked for most: without a filter. A serializer's fields are copied at each use, which shows."""
    wanted = CaseFilter(data={})
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


def _narrowed(cases: QuerySet[Case], asked: dict[str, Any], *, masked: bool) -> QuerySet[Case]:
    today = timezone.localdate()
    if asked["state"] != "all":
        cases = cases.filter(closed_on__isnull=asked["state"] == "open")
    if "phase" in asked:
        cases = cases.filter(status__phase=asked["phase"])
    if "step" in asked:
        cases = cases.filter(status__next_step=asked["step"])
    if "school" in asked and not masked:
        cases = cases.filter(status__schooling__school=asked["school"])
    if "coordinator" in asked:
        cases = cases.filter(
            child__networkmembers__user=asked["coordinator"],
            child__networkmembers__kind=NetworkMember.Kind.COORDINATOR,
            child__networkmembers__until_on=None,
        )
    if "overdue" in asked:
        cases = cases.filter(figures.OVER_TIME[asked["overdue"]](today))
    if "meeting" in asked:
        cases = cases.filter(figures.MEETING[asked["meeting"]](today))
    if "changed_since" in asked:
        cases = cases.filter(changed_at__gte=moment(asked["changed_since"]))
    if asked.get("q"):
        # By number alone: a name in an address would stay in histories and logs. Names are searched for by POST.
        cases = cases.filter(number__startswith=asked["q"].strip())
    return cases


def _columns(*, masked: bool) -> dict[str, str]:
    return PLAIN | STATUS if masked else PLAIN | STATUS | CHILD


def _finish(rows: list[dict[str, Any]], today: dt.date) -> None:
    """Add address, labels, and whether something is over time."""
    base = reverse("api:case-list")
    labels = _labels(get_language())
    for row in rows:
        row["url"] = f"{base}{row['id']}/"
        for name, words in labels:
            if name in row:
                row[f"{name}_label"] = words.get(row[name], "")
        row["is_overdue"] = row["next_step_on"] is not None and row["next_step_on"] < today
        row["follow_up_overdue"] = row["window_closes_on"] is not None and row["window_closes_on"] < today


@cache
def _labels(language: str) -> list[tuple[str, dict[str, str]]]:
    """The words of each coded column in a language, which is the one in use."""
    return [(name, {value: str(label) for value, label in choices}) for name, choices in LABELS]
