"""The list of cases: plain rows straight from SQL, because it is the most requested resource.

A manager gets the same list masked: case number, dates and phase of the unit's cases, no child.
"""

import datetime as dt
from functools import cache, lru_cache
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers

from children.models import Case, NetworkMember, Placement
from core.access import A, B, Role
from core.collation import DanishSort
from core.filters import NOT_DRAWN, Condition, Filter
from core.listing import ON_RECORDS, SINCE, Listing, Sort, sorted_by
from core.prepared import CompiledQuery, StandIn
from core.queries import Paged
from followup import figures
from followup.models import CaseStatus
from followup.steps import step_choices

from .overtime import add_over_time

STATES = {
    "open": Condition(_("Åbne"), lambda today: Q(closed_on=None)),
    "closed": Condition(_("Afsluttede"), lambda today: Q(closed_on__isnull=False)),
    "all": Condition(_("Alle"), lambda today: Q()),
}
OVERDUE = {
    "any": Condition(_("Overskreden frist"), figures.something_over_time),
    "follow_up": Condition(_("Overskreden frist for opfølgning"), figures.follow_up_over_time),
    "put_off": Condition(_("Overskreden frist, udskudt"), figures.put_off),
}
MEETING = {
    "booked": Condition(_("Booket"), figures.booked),
    "without_content": Condition(_("Holdt uden indhold"), figures.without_content),
}
LEADING = Q(child__networkmembers__kind=NetworkMember.Kind.COORDINATOR, child__networkmembers__until_on=None)
CASES = Listing(
    Case,
    {
        "state": Filter(conditions=STATES, default="open", label=_("Vis")),
        "phase": Filter("status__phase", label=_("Fase"), unset=_("Alle faser")),
        "overdue": Filter(conditions=OVERDUE, label=_("Tid"), unset=_("Alle")),
        "meeting": Filter(conditions=MEETING, label=_("Møde"), unset=_("Alle")),
        "step": Filter("status__next_step", choices=step_choices(), label=NOT_DRAWN),
        "school": Filter("status__schooling__school", label=NOT_DRAWN),
        "coordinator": Filter("child__networkmembers__user", also=LEADING, label=NOT_DRAWN),
        # By number alone: a name in an address would stay in histories and logs. Names are searched by POST.
        "q": Filter("number__startswith", label=NOT_DRAWN),
        "changed_since": SINCE,
    },
    {
        "urgency": Sort((F("status__next_step_on").asc(nulls_last=True), "pk"), _("Hvad der haster")),
        "name": Sort((DanishSort("child__first_name"), DanishSort("child__last_name"), "pk"), _("Navn")),
        "number": Sort(("-number", "pk"), _("Forløbsnummer")),
        "changed": Sort(("-changed_at", "pk"), NOT_DRAWN),
        "contact": Sort((F("status__last_contact_on").asc(nulls_first=True), "pk"), _("Længst siden kontakt")),
        **sorted_by(*ON_RECORDS),
    },
    sort="urgency",
)
# A row's columns, and the path of each from the case.
PLAIN = {name: name for name in ("id", "number", "opened_on", "closed_on", "changed_at", "child_id", "coordinator")}
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


class Pages(Paged):
    """The page number and the page size."""

    page = serializers.IntegerField(min_value=1, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=100, default=25)


class CaseListQuery(CASES.query, Pages):  # type: ignore[misc, name-defined]
    """The filters and sorts of a list of cases."""


def cases_for(user: Any) -> QuerySet[Case]:
    """The cases a user may list: their own by relation; for a manager the unit's, to be shown masked."""
    if user.role == Role.MANAGER:
        return Case.objects.of_unit(user)
    return Case.objects.visible_to(user)


def case_page(user: Any, query: Any) -> tuple[dict[str, Any], list[Any], str]:
    """A page of the list, the ids of the children on it, and the data classes shown. Raises ValidationError."""
    masked = user.role == Role.MANAGER
    asked, turned = CASES.asked(query, user.role, masked=masked), _turned(query)
    is_first = turned["page"] == 1 and asked.keys() == CASES.defaults.keys()
    count, pages, found = (_first_page if is_first else _any_page)(user, asked, **turned)
    rows = [dict(zip(_columns(masked=masked), row, strict=True)) for row in found]
    children = [row.pop("child_id") for row in rows]
    if not masked:
        for row, child in zip(rows, children, strict=True):
            row["child"] = child
    _finish(rows, timezone.localdate())
    if masked or "overdue" in asked:
        add_over_time(rows, timezone.localdate(), masked=masked)
    data = {"count": count, **turned, "pages": pages, "masked": masked, "results": rows}
    return data, children, A if masked else A + B


def offered(user: Any, query: Any) -> list[dict[str, Any]]:
    """The filters and sorts a page offers this user, with the chosen values. Raises ValidationError."""
    masked = user.role == Role.MANAGER
    return CASES.offered(CASES.asked(query, user.role, masked=masked), user.role, masked=masked)


def _turned(query: Any) -> dict[str, Any]:
    """The page number and the page size. Raises ValidationError."""
    if not (query.get("page") or query.get("page_size")):
        return {"page": 1, "page_size": 25}
    wanted = Pages(data={name: query[name] for name in ("page", "page_size") if query.get(name)})
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


def _any_page(user: Any, asked: dict[str, Any], *, page: int, page_size: int) -> tuple[int, int, Any]:
    cases = CASES.narrowed(cases_for(user), asked)
    paginator = Paginator(cases.order_by("pk"), page_size)
    try:
        found = paginator.page(page)
    except EmptyPage:
        raise exceptions.NotFound from None
    listed = _listed(cases, asked, masked=user.role == Role.MANAGER)
    rows = listed[found.start_index() - 1 : found.end_index()] if paginator.count else []
    return paginator.count, paginator.num_pages, rows


def _first_page(user: Any, asked: dict[str, Any], *, page: int, page_size: int) -> tuple[int, int, Any]:
    """The list without filters, by far the most requested: compiled where possible, with the same result otherwise."""
    counting, listing = _prepared(user.role, tuple(asked.items()), page_size, timezone.localdate())
    count = counting.count(user)
    return count, max(1, -(-count // page_size)), listing.rows(user)


@lru_cache(maxsize=64)
def _prepared(
    role: str, asked: tuple[tuple[str, Any], ...], size: int, today: dt.date
) -> tuple[CompiledQuery, CompiledQuery]:
    """The count and the first page. Compiled anew each day, because the query holds the date.

    The list with it takes 1.1 ms of the process, and 4.5 where both queries are built for each request.
    """
    somebody = StandIn.of(role)
    cases = CASES.narrowed(cases_for(somebody), dict(asked))
    listed = _listed(cases, dict(asked), masked=role == Role.MANAGER)
    return CompiledQuery(cases.values_list("pk"), somebody), CompiledQuery(listed[:size], somebody)


def _listed(cases: QuerySet[Case], asked: dict[str, Any], *, masked: bool) -> Any:
    """The rows of the list, in order."""
    leading = NetworkMember.objects.filter(child=OuterRef("child"), kind=NetworkMember.Kind.COORDINATOR, until_on=None)
    coordinator = Subquery(leading.values("name")[:1])
    listed = CASES.sorted(cases, asked).annotate(coordinator=coordinator)
    return listed.values_list(*_columns(masked=masked).values())


def _columns(*, masked: bool) -> dict[str, str]:
    return PLAIN | STATUS if masked else PLAIN | STATUS | CHILD


def _finish(rows: list[dict[str, Any]], today: dt.date) -> None:
    """Add each row's address, its labels, and whether something is overdue."""
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
    """The words of each coded column in the active language."""
    return [(name, {value: str(label) for value, label in choices}) for name, choices in LABELS]
