"""What has happened in a set of cases, read in a fixed number of queries however many they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts.models import ClosedPeriod, Municipality
from assessments.models import Assessment
from children.models import Case, Placement, Schooling
from children.models.relation import active_on
from goals.models import Agreement, Goal
from meetings.models import Meeting
from support.models import Sparring

from .cadence import Cadence
from .calendar import SchoolCalendar
from .models import Postponement


@dataclass
class DueAgreement:
    """An open agreement with a date. ``what`` is empty to those who may not read what is done at home."""

    id: UUID
    due_on: dt.date
    owner: str
    what: str
    place: str
    origin: str
    origin_id: UUID | None

    def is_readable_by(self, user: Any, released: Collection[UUID]) -> bool:
        """Whether this user may read what it is about: the agreement's own rule."""
        row = Agreement(pk=self.id, place=self.place, origin=self.origin, origin_id=self.origin_id)
        return row.is_readable_by(user, released)


@dataclass
class Facts:
    """What is known of one case; every date is a day something happened or was set for."""

    case_id: UUID
    municipality: Municipality
    opened_on: dt.date
    closed_on: dt.date | None
    cadence: Cadence
    calendar: SchoolCalendar
    assessment_id: UUID | None = None
    assessment_ordered_on: dt.date | None = None
    parts: int = 0
    parts_received: int = 0
    last_part_on: dt.date | None = None
    report_final_on: dt.date | None = None
    meetings_held: int = 0
    last_meeting_on: dt.date | None = None
    next_meeting_at: dt.datetime | None = None
    next_meeting_id: UUID | None = None
    next_meeting_kind: str = ""
    open_goals: int = 0
    agreements: list[DueAgreement] = field(default_factory=list)
    school_sparring_on: dt.date | None = None
    home_sparring_on: dt.date | None = None
    placement_id: UUID | None = None
    schooling_id: UUID | None = None
    postponed: dict[str, dt.date] = field(default_factory=dict)

    @property
    def next_meeting_on(self) -> dt.date | None:
        return timezone.localtime(self.next_meeting_at).date() if self.next_meeting_at else None

    def as_read_by(self, user: Any, released: Collection[UUID]) -> "Facts":
        """The same facts without the words of agreements this user may not read."""
        told = [each if each.is_readable_by(user, released) else replace(each, what="") for each in self.agreements]
        return replace(self, agreements=told)

    @property
    def last_contact_on(self) -> dt.date | None:
        """The last sparring or meeting of the cycle."""
        return max(filter(None, [self.last_meeting_on, self.school_sparring_on, self.home_sparring_on]), default=None)


def facts_of(case_ids: Iterable[UUID], *, today: dt.date) -> dict[UUID, Facts]:
    """The facts of each case, by its id."""
    cases = list(Case.objects.filter(pk__in=list(case_ids)).select_related("municipality"))
    calendars = calendars_of({case.municipality for case in cases})
    facts = {case.pk: _of_case(case, calendars[case.municipality_id]) for case in cases}
    children = {case.child_id: case.pk for case in cases}
    for add in (_add_assessments, _add_meetings, _add_goals, _add_agreements, _add_sparrings, _add_postponements):
        add(facts)
    _add_whereabouts(facts, children, today)
    return facts


def calendars_of(municipalities: Collection[Municipality]) -> dict[UUID, SchoolCalendar]:
    """Each municipality's school calendar."""
    closed: dict[UUID, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    for period in ClosedPeriod.objects.filter(municipality__in=municipalities).order_by("from_on"):
        closed[period.municipality_id].append((period.from_on, period.until_on, period.name))
    return {
        each.pk: SchoolCalendar(winter_week=each.winter_week, extra_closed=tuple(closed[each.pk]))
        for each in municipalities
    }


def _of_case(case: Case, calendar: SchoolCalendar) -> Facts:
    municipality = case.municipality
    return Facts(
        case_id=case.pk,
        municipality=municipality,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        cadence=Cadence(
            case.own_min_months or municipality.follow_up_min_months,
            case.own_max_months or municipality.follow_up_max_months,
        ),
        calendar=calendar,
    )


def _add_assessments(facts: dict[UUID, Facts]) -> None:
    rows = (
        Assessment.objects.filter(case__in=facts)
        .annotate(
            total=Count("parts"),
            received=Count("parts", filter=Q(parts__received_on__isnull=False)),
            last_on=Max("parts__received_on"),
        )
        .order_by("round")
        .values_list("case_id", "pk", "ordered_on", "total", "received", "last_on", "report__final_on")
    )
    for case_id, pk, ordered_on, total, received, last_on, final_on in rows:
        fact = facts[case_id]
        fact.assessment_id, fact.assessment_ordered_on = pk, ordered_on
        fact.parts, fact.parts_received, fact.last_part_on = total, received, last_on
        fact.report_final_on = final_on


def _add_meetings(facts: dict[UUID, Facts]) -> None:
    held = (
        Meeting.objects.held()
        .of_the_cycle()
        .filter(case__in=facts)
        .values("case_id")
        .annotate(count=Count("pk"), last=Max("held_on"))
    )
    for row in held:
        facts[row["case_id"]].meetings_held, facts[row["case_id"]].last_meeting_on = row["count"], row["last"]
    planned = Meeting.objects.planned().of_the_cycle().filter(case__in=facts).order_by("-starts_at")
    for case_id, pk, starts_at, kind in planned.values_list("case_id", "pk", "starts_at", "kind"):
        fact = facts[case_id]
        fact.next_meeting_id, fact.next_meeting_at, fact.next_meeting_kind = pk, starts_at, kind


def _add_goals(facts: dict[UUID, Facts]) -> None:
    for row in Goal.objects.open().filter(case__in=facts).values("case_id").annotate(count=Count("pk")):
        facts[row["case_id"]].open_goals = row["count"]


def _add_agreements(facts: dict[UUID, Facts]) -> None:
    rows = Agreement.objects.open().filter(case__in=facts, due_on__isnull=False).order_by("due_on", "pk")
    columns = ("pk", "due_on", "owner__name", "what", "place", "origin", "origin_id")
    for case_id, *agreement in rows.values_list("case_id", *columns):
        facts[case_id].agreements.append(DueAgreement(*agreement))


def _add_sparrings(facts: dict[UUID, Facts]) -> None:
    rows = Sparring.objects.filter(case__in=facts).values("case_id", "setting").annotate(last=Max("held_on"))
    for row in rows:
        name = "school_sparring_on" if row["setting"] == Sparring.Setting.SCHOOL else "home_sparring_on"
        setattr(facts[row["case_id"]], name, row["last"])


def _add_postponements(facts: dict[UUID, Facts]) -> None:
    for case_id, step, until_on in (
        Postponement.objects.filter(case__in=facts).order_by("created_at").values_list("case_id", "step", "until_on")
    ):
        facts[case_id].postponed[step] = until_on


def _add_whereabouts(facts: dict[UUID, Facts], children: dict[UUID, UUID], today: dt.date) -> None:
    for model, name in ((Placement, "placement_id"), (Schooling, "schooling_id")):
        rows: Any = model._default_manager.filter(active_on(today), child__in=children)
        for child_id, pk in rows.values_list("child_id", "pk"):
            setattr(facts[children[child_id]], name, pk)
