"""The list of cases: plain rows straight from SQL, since it is the most asked for of all.

A manager gets the same list masked: case number, dates and phase of the unit's cases, no child.
"""

import datetime as dt
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from rest_framework import exceptions, serializers

from children.models import Case, Child, NetworkMember, Placement
from core.access import A, B, Role
from core.collation import DanishSort
from followup.models import CaseStatus

SORTS = {
    "urgency": [F("status__next_step_on").asc(nulls_last=True), "pk"],
    "name": [DanishSort("child__first_name"), DanishSort("child__last_name"), "pk"],
    "number": ["-number", "pk"],
    "contact": [F("status__last_contact_on").asc(nulls_first=True), "pk"],
}
STATUS = {
    "phase": F("status__phase"),
    "round": F("status__round"),
    "next_step": F("status__next_step"),
    "next_step_on": F("status__next_step_on"),
    "last_contact_on": F("status__last_contact_on"),
    "last_meeting_on": F("status__last_meeting_on"),
    "next_meeting_at": F("status__next_meeting_at"),
    "window_opens_on": F("status__window_opens_on"),
    "window_closes_on": F("status__window_closes_on"),
}
CHILD = {
    "first_name": F("child__first_name"),
    "last_name": F("child__last_name"),
    "class_name": F("status__schooling__class_name"),
    "grade": F("status__schooling__grade"),
    "school": F("status__schooling__school__name"),
    "placement_kind": F("status__placement__kind"),
}
LABELS: list[tuple[str, Any]] = [
    ("phase", CaseStatus.Phase),
    ("next_step", CaseStatus.Step),
    ("placement_kind", Placement.Kind),
]


class CaseFilter(serializers.Serializer[Any]):
    """What a list of cases can be narrowed to and sorted by."""

    state = serializers.ChoiceField(choices=["open", "closed", "all"], default="open")
    phase = serializers.ChoiceField(choices=CaseStatus.Phase.choices, required=False)
    step = serializers.ChoiceField(choices=CaseStatus.Step.choices, required=False)
    school = serializers.UUIDField(required=False)
    coordinator = serializers.UUIDField(required=False)
    overdue = serializers.ChoiceField(choices=["any", "follow_up"], required=False)
    q = serializers.CharField(required=False, max_length=100)
    sort = serializers.ChoiceField(choices=list(SORTS), default="urgency")
    page = serializers.IntegerField(min_value=1, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=100, default=25)

    def to_internal_value(self, data: Any) -> Any:
        # A filter left empty in a form is no filter.
        return super().to_internal_value({key: value for key, value in data.items() if value != ""})


def cases_for(user: Any) -> QuerySet[Case]:
    """The cases a user may list: one's own by relation; a manager's unit's, to be shown masked."""
    if user.role == Role.MANAGER:
        return Case.objects.of_unit(user)
    return Case.objects.visible_to(user)


def case_page(user: Any, query: Any) -> tuple[dict[str, Any], list[Any], str]:
    """A page of the list, with the ids of the children on it and the data classes shown. Raises ValidationError."""
    wanted = CaseFilter(data=query)
    wanted.is_valid(raise_exception=True)
    asked = wanted.validated_data
    masked = user.role == Role.MANAGER
    # Sorting masked rows by name would tell whose they are.
    order = SORTS["number" if masked and asked["sort"] == "name" else asked["sort"]]
    cases = _narrowed(cases_for(user), asked, masked=masked).order_by(*order)
    paginator = Paginator(cases, asked["page_size"])
    try:
        page = paginator.page(asked["page"])
    except EmptyPage:
        raise exceptions.NotFound from None
    rows = list(_rows(page.object_list, masked=masked))
    children = [row.pop("child_id") for row in rows]
    today, base = timezone.localdate(), reverse("api:case-list")
    for row in rows:
        _finish(row, today, base)
    data = {
        "count": paginator.count,
        "page": page.number,
        "pages": paginator.num_pages,
        "page_size": asked["page_size"],
        "masked": masked,
        "results": rows,
    }
    return data, children, A if masked else A + B


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
    if asked.get("overdue") == "any":
        cases = cases.filter(status__next_step_on__lt=today)
    if asked.get("overdue") == "follow_up":
        cases = cases.filter(status__window_closes_on__lt=today)
    if asked.get("q"):
        cases = cases.filter(_matches(asked["q"], masked=masked))
    return cases


def _matches(typed: str, *, masked: bool) -> Q:
    number = Q(number__startswith=typed.strip())
    if masked:
        return number
    return number | Q(child__in=Child.objects.named(typed))


def _rows(cases: Any, *, masked: bool) -> Any:
    coordinator = NetworkMember.objects.filter(
        child=OuterRef("child"), kind=NetworkMember.Kind.COORDINATOR, until_on=None
    ).values("name")[:1]
    columns = STATUS if masked else STATUS | CHILD
    return cases.values(
        "id", "number", "opened_on", "closed_on", "child_id", coordinator=Subquery(coordinator), **columns
    )


def _finish(row: dict[str, Any], today: dt.date, base: str) -> None:
    row["url"] = f"{base}{row['id']}/"
    for name, choices in LABELS:
        if name in row:
            row[f"{name}_label"] = str(choices(row[name]).label) if row[name] else ""
    row["is_overdue"] = row["next_step_on"] is not None and row["next_step_on"] < today
    row["follow_up_overdue"] = row["window_closes_on"] is not None and row["window_closes_on"] < today
