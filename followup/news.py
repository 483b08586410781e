"""News for one person: what somebody else shared, ordered, handed in, booked or gave to them.

Each finder gives the new events and the users to notify, as rows of ``COLUMNS`` without those notified already. Nobody
is notified of their own acts.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case as If
from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils import timezone

from assessments.models import AssessmentPart
from children.models import Case, CaseEvent, Closing, Handover, NetworkMember, Release
from children.models.relation import active_on
from core.prepared import CompiledLookup
from meetings.models import Attendance, Meeting

from .audience import managers
from .models import Notice
from .newskinds import (
    CASE_CLOSED,
    CASE_HANDED_OVER,
    CHILD_GIVEN,
    CLOSING_APPROVED,
    CLOSING_ASKED,
    CLOSING_RETURNED,
    ITEM_SHARED,
    MEETING_BOOKED,
    MEETING_CANCELLED,
    MEETING_MOVED,
    MEETING_UNINVITED,
    PART_HANDED_IN,
    PART_ORDERED,
    PART_TAKEN,
    NewsKind,
)

# Older news was seen elsewhere; a sweep after a longer outage does not bring it up.
NEWS_FOR = dt.timedelta(days=14)
COLUMNS = ("rule", "occurrence", "case_id", "municipality_id", "user_id", "record_id", "about", "due_on")
NOTHING, NO_DAY = Cast(Value(None), UUIDField()), Cast(Value(None), DateField())
Event = CaseEvent.Kind
Rows = QuerySet[Any, Any]


def new_notices(case_ids: Collection[UUID] | None = None) -> list[Notice]:
    """The notices not written yet for news in these cases, or in all of them."""
    rows: Any = _everywhere() if case_ids is None else _in_cases(list(case_ids))
    found = [Notice(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
    return [*(row for row in found if row.user_id), *_to_managers([row for row in found if not row.user_id])]


def _to_managers(rows: Collection[Notice]) -> list[Notice]:
    """News without a named receiver, as one notice to each manager whose unit leads the case."""
    return [
        Notice(**{**{name: getattr(row, name) for name in COLUMNS}, "user_id": user_id})
        for row, user_id in managers(rows)
    ]


# 0.8 ms of the process, and 33.1 as a queryset.
@CompiledLookup
def _in_cases(cases: Sequence[UUID]) -> Any:
    """One query, compiled once a day, for the case just written to."""
    return _all_of(lambda rows, case="case": rows.filter(**{f"{case}__in": cases}))


def _everywhere() -> Any:
    return _all_of(lambda rows, case="case": rows)


def _all_of(narrow: Callable[..., Any]) -> Any:
    today = timezone.localdate()
    since = timezone.make_aware(dt.datetime.combine(today, dt.time())) - NEWS_FOR
    first, *others = [find(narrow, since, today) for find in FINDERS]
    return first.union(*others, all=True)


def _unnoticed(
    rows: Any, kind: NewsKind, *, user: str, occurrence: Any = None, case: str = "case_id", record: Any, **more: Any
) -> Rows:
    """The rows as news of a kind, without those notified already."""
    occurrence = Cast("pk", CharField()) if occurrence is None else occurrence
    rows = rows.annotate(told_as=occurrence, told_to=F(user), told_in=F(case))
    before = Notice.objects.filter(
        rule=kind.rule, case=OuterRef("told_in"), occurrence=OuterRef("told_as"), user=OuterRef("told_to")
    )
    about, due_on = more.get("about", Value("")), more.get("due_on", NO_DAY)
    town = F(more.get("municipality", "municipality_id"))
    return rows.filter(~Exists(before)).values_list(
        Value(kind.rule), "told_as", "told_in", town, "told_to", record, about, due_on
    )


def _shared(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """Items passed on together, to each receiver: one notice, however many items."""
    same = Release.objects.standing().filter(
        case=OuterRef("case"), act=OuterRef("act"), to_member__user=OuterRef("to_member__user")
    )
    alone = ~Exists(same.exclude(pk=OuterRef("pk")))
    # One row for each item, all of one occasion: the first is written, and the rest exist already.
    given = Release.objects.standing().filter(released_at__gte=since, to_member__user__is_active=True)
    return _unnoticed(
        narrow(given),
        ITEM_SHARED,
        user="to_member__user_id",
        occurrence=Cast("act", CharField()),
        record=If(When(alone, then=F("item_id")), default=NOTHING),
        about=If(When(alone, then=F("item_kind")), default=Value("")),
    )


def _handed_over(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    given = Handover.objects.filter(created_at__gte=since)
    return _unnoticed(narrow(given), CASE_HANDED_OVER, user="to_user_id", record=NOTHING)


def _given(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """New parts around a child, except those from opening the case, a handover or an order."""
    case = Case.objects.open().filter(child=OuterRef("child"))
    opened = CaseEvent.objects.filter(kind=Event.CASE_OPENED, case__child=OuterRef("child"), by=OuterRef("user"))
    handed = Handover.objects.filter(case__child=OuterRef("child"), to_user=OuterRef("user"))
    ordered = AssessmentPart.objects.filter(responsible=OuterRef("pk"), received_on=None).exclude(ordered_on=None)
    members = (
        NetworkMember.objects.filter(
            active_on(today), kind__in=NetworkMember.WITH_ACCESS, user__is_active=True, created_at__gte=since
        )
        .exclude(kind=NetworkMember.Kind.OVERSIGHT)
        .annotate(open_case=Subquery(case.values("pk")[:1]))
        .filter(~Exists(opened), ~Exists(handed), ~Exists(ordered), open_case__isnull=False)
    )
    found = narrow(members, "child__cases")
    return _unnoticed(found, CHILD_GIVEN, user="user_id", case="open_case", record=NOTHING, about=F("kind"))


def _ordered(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """Ordered parts; the coordinator, who orders them, is not notified of her own."""
    parts = (
        AssessmentPart.objects.filter(received_on=None, changed_at__gte=since, responsible__user__is_active=True)
        .exclude(ordered_on=None)
        .exclude(responsible__kind=NetworkMember.Kind.COORDINATOR)
    )
    return _unnoticed(
        narrow(parts),
        PART_ORDERED,
        user="responsible__user_id",
        occurrence=ordered_as(),
        record=F("pk"),
        about=F("kind"),
    )


def ordered_as() -> Any:
    """An expression that tells one order of a part from another of the same part."""
    return Concat(Cast("pk", CharField()), Value("/"), Cast("ordered_on", CharField()))


def _part_taken(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """For users notified of an order that another has now, or nobody."""
    part = AssessmentPart.objects.filter(pk=OuterRef("record_id"), received_on=None)
    theirs = part.filter(responsible__user=OuterRef("user")).exclude(ordered_on=None)
    lost = _standing_notices(PART_ORDERED).filter(Exists(part.filter(changed_at__gte=since)), ~Exists(theirs))
    return _unnoticed(
        narrow(lost), PART_TAKEN, user="user_id", occurrence=F("occurrence"), record=F("record_id"), about=F("about")
    )


def _standing_notices(kind: NewsKind) -> Any:
    """The open notices of a kind, whose news was true until now."""
    return Notice.objects.standing().filter(rule=kind.rule, user__is_active=True)


def _for_the_coordinator(kind: str, since: dt.datetime) -> Any:
    """Events in a case with its present coordinator, unless she caused them."""
    leading = NetworkMember.objects.filter(
        child=OuterRef("child"), kind=NetworkMember.Kind.COORDINATOR, until_on=None, user__is_active=True
    )
    return (
        CaseEvent.objects.filter(kind=kind, recorded_at__gte=since)
        .annotate(coordinator=Subquery(leading.values("user_id")[:1]))
        .exclude(coordinator=None)
        .exclude(by=F("coordinator"))
    )


def _handed_in(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    received = _for_the_coordinator(Event.ASSESSMENT_RECEIVED, since)
    return _unnoticed(narrow(received), PART_HANDED_IN, user="coordinator", record=F("record_id"))


def _closing_returned(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    returned = _for_the_coordinator(Event.CLOSING_RETURNED, since)
    return _unnoticed(narrow(returned), CLOSING_RETURNED, user="coordinator", record=NOTHING)


def _closing_approved(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    approved = _for_the_coordinator(Event.CASE_CLOSED, since)
    return _unnoticed(narrow(approved), CLOSING_APPROVED, user="coordinator", record=NOTHING)


def _closing_asked(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """Closings that wait. Nobody is named here: the managers whose units lead the case are found later."""
    events = CaseEvent.objects.filter(case=OuterRef("case"), kind=Event.CLOSING_ASKED, recorded_at__gte=since)
    waiting = (
        Closing.objects.filter(state=Closing.State.ASKED, changed_at__gte=since)
        .annotate(event=Subquery(events.order_by("-recorded_at").values("pk")[:1]))
        .exclude(event=None)
        .annotate(told_as=Cast("event", CharField()))
    )
    before = Notice.objects.filter(rule=CLOSING_ASKED.rule, case=OuterRef("case"), occurrence=OuterRef("told_as"))
    return narrow(waiting.filter(~Exists(before))).values_list(
        *(Value(CLOSING_ASKED.rule), "told_as", "case_id", "municipality_id"), NOTHING, NOTHING, Value(""), NO_DAY
    )


def _closed(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """For users chosen to be notified, whether or not their part ended with the case."""
    chosen = Closing.told.through._default_manager.filter(
        closing__state=Closing.State.DONE, closing__changed_at__gte=since, networkmember__user__is_active=True
    ).exclude(networkmember__user=F("closing__asked_by"))
    return _unnoticed(
        narrow(chosen, "closing__case"),
        CASE_CLOSED,
        user="networkmember__user_id",
        occurrence=Cast("closing_id", CharField()),
        case="closing__case_id",
        municipality="closing__municipality_id",
        record=NOTHING,
    )


def _invited(last_day: dt.date) -> Any:
    """Users who are invited to a meeting and have a part on a day, or had it until then."""
    still = Q(member__until_on=None) | Q(member__until_on__gte=last_day)
    return Attendance.objects.filter(still, invited=True, member__user__is_active=True)


def _last(kind: str, since: dt.datetime) -> Any:
    """The last such event of an attendance's meeting, caused by somebody else."""
    events = CaseEvent.objects.filter(
        case=OuterRef("case"), record_id=OuterRef("meeting_id"), kind=kind, recorded_at__gte=since
    ).exclude(by=OuterRef("member__user_id"))
    return Subquery(events.order_by("-recorded_at").values("pk")[:1])


ABOUT: dict[str, Any] = {
    "user": "member__user_id",
    "record": F("meeting_id"),
    "about": F("meeting__kind"),
    "due_on": TruncDate("meeting__starts_at"),
}


def _booked(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    own = CaseEvent.objects.filter(
        case=OuterRef("case"),
        record_id=OuterRef("meeting_id"),
        kind=Event.MEETING_BOOKED,
        by=OuterRef("member__user_id"),
    )
    asked = _invited(today).filter(
        # An invitation is changed when it is handed on to another person.
        ~Exists(own),
        changed_at__gte=since,
        meeting__state=Meeting.State.PLANNED,
        meeting__starts_at__date__gte=today,
    )
    return _unnoticed(narrow(asked), MEETING_BOOKED, **ABOUT)


def _moved(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    moved = (
        _invited(today)
        .filter(meeting__state=Meeting.State.PLANNED, meeting__changed_at__gte=since)
        .annotate(event=_last(Event.MEETING_MOVED, since))
        .exclude(event=None)
    )
    return _unnoticed(narrow(moved), MEETING_MOVED, occurrence=Cast("event", CharField()), **ABOUT)


def _cancelled(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """Includes users whose part ended today, as it does when the case closes: its last day is then yesterday."""
    cancelled = (
        _invited(today - dt.timedelta(days=1))
        .filter(meeting__state=Meeting.State.CANCELLED, meeting__changed_at__gte=since)
        .annotate(event=_last(Event.MEETING_CANCELLED, since))
        .exclude(event=None)
    )
    return _unnoticed(narrow(cancelled), MEETING_CANCELLED, occurrence=Cast("event", CharField()), **ABOUT)


def _uninvited(narrow: Callable[..., Any], since: dt.datetime, today: dt.date) -> Rows:
    """For users notified of an invitation to a future meeting that they no longer have."""
    meeting = Meeting.objects.planned().filter(pk=OuterRef("record_id"), starts_at__date__gte=today)
    theirs = Attendance.objects.filter(meeting=OuterRef("record_id"), member__user=OuterRef("user"), invited=True)
    lost = _standing_notices(MEETING_BOOKED).filter(Exists(meeting), ~Exists(theirs))
    return _unnoticed(
        narrow(lost),
        MEETING_UNINVITED,
        user="user_id",
        occurrence=F("occurrence"),
        record=F("record_id"),
        about=F("about"),
        due_on=Subquery(meeting.annotate(day=TruncDate("starts_at")).values("day")[:1]),
    )


FINDERS = (
    *(_shared, _handed_over, _given, _ordered, _part_taken, _handed_in, _booked, _moved, _cancelled, _uninvited),
    *(_closing_asked, _closing_returned, _closing_approved, _closed),
)
