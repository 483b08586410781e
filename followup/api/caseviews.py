"""Reads of one case: overview, timeline, dates for the next follow-up."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from children.models import Case, CaseEvent
from core import access
from core.api import Logged
from core.filters import Filter
from core.listing import Listing
from core.pagination import NumberedPages
from core.queries import Query
from core.schema import for_page
from followup import answers
from followup.cadence import Window
from followup.calendar import closed_reason
from followup.events import name_events
from followup.facts import Facts, facts_of_case
from followup.nextdates import next_dates
from followup.recordnames import Reader

from .caselist import case_page
from .overview import event_row, events_of, overview


class LongPages(NumberedPages):
    """Long pages, for data read by scrolling."""

    page_size = 30
    page_size_query_param: Any = None


class OverviewView(PageView):
    """The front page of a case."""

    @for_page(answers.CaseOverview)
    def get(self, request: Request, pk: UUID) -> Response:
        """The case's phase, next steps, agreements and latest events."""
        case = self.case_of(pk)
        data, classes = overview(case, request.user, self.released())
        self.saw([case.child_id], classes)
        return Response(data)


class Turned(Query):
    """The page number of a long page."""

    page = serializers.IntegerField(min_value=1, required=False)


KINDS = Filter("kind", many=True, label=gettext_lazy("Vis"), unset=gettext_lazy("Alt, hvad der er sket"))
EVENTS = Listing(CaseEvent, {"kind": KINDS}, sorts={})


class TimelineQuery(EVENTS.query, Turned):  # type: ignore[misc, name-defined]
    """The kinds of events asked for."""


class DaysQuery(Query):
    """Chosen days, separated by commas; and a day of the week to propose days in."""

    on = serializers.CharField(required=False, max_length=200)
    week = serializers.CharField(required=False, max_length=20)


class TimelineView(PageView):
    """Everything that happened in a case."""

    asks = {"get": TimelineQuery}

    @extend_schema(responses=answers.Timeline)
    def get(self, request: Request, pk: UUID) -> Response:
        """Events, newest first; ``?kind=`` narrows them and may be given more than once."""
        case = self.case_of(pk)
        asked = EVENTS.asked(request.query_params, request.user.role)
        pages = LongPages()
        rows = EVENTS.narrowed(events_of([case.pk]), asked)
        found: list[tuple[Any, ...]] = pages.paginate_queryset(rows, request, view=self) or []
        events = [event_row(row) for row in found]
        self.seen_classes |= name_events(events, Reader(request.user, self.released()))
        listed = pages.get_paginated_response(events)
        return self.page_about(case, filters=EVENTS.offered(asked, request.user.role), **listed.data)


class FollowUpDatesView(PageView):
    """When the next meeting of the cycle can be held: the start-up, or the next follow-up."""

    asks = {"get": DaysQuery}

    @extend_schema(responses=answers.FollowUpDates)
    def get(self, request: Request, pk: UUID) -> Response:
        """The window and three proposed dates inside it, each with its reason; no window before the report is
        shared.

        Before that the dates are counted from when the assessment's parts are expected.

        No proposal is a day with another meeting of the coordinator, or of a user who will be invited as last time.
        ``?on=2027-02-15,2027-03-01`` asks about chosen days: ``closed`` gives the reason for each closed one. With
        ``?week=2027-03-15`` the free days of that day's week are proposed; where it has none, ``expected`` says so.
        """
        case = self.case_of(pk)
        today = timezone.localdate()
        facts = facts_of_case(case)
        chosen = filter(None, (_day(text) for text in request.query_params.get("on", "").split(",")[:10]))
        reasons = {str(day): closed_reason(day, facts.calendar) for day in chosen}
        found = next_dates([facts], today, in_week_of=_day(request.query_params.get("week", "")))[case.pk]
        return Response(
            {
                "kind": found.kind,
                "window": _window_row(found.window, today) if found.window else None,
                "expected": found.expected,
                "proposals": [{"date": each.on, "reason": each.reason} for each in found.proposals],
                "booked": _booked_row(facts, today),
                "closed": {day: reason for day, reason in reasons.items() if reason},
            }
        )


def _booked_row(facts: Facts, today: dt.date) -> dict[str, Any] | None:
    """The meeting of the cycle that must be held or cancelled before the next one is booked."""
    day = facts.next_meeting_on
    return {"meeting": facts.next_meeting_id, "day": day, "is_over": day < today} if day else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _none_left(window: Window) -> str:
    """Why no day of the window can be booked any more, to follow the reason of its place."""
    over = _("Der er ingen dage tilbage i perioden, så de foreslåede dage ligger efter den.")
    return f"{window.reason} {over}".strip()


def _window_row(window: Window, today: dt.date) -> dict[str, Any]:
    return {
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
        "reason": window.reason if today < window.closes_on else _none_left(window),
        "state": window.state_on(today).state.value,
    }


class MaskedCaseView(Logged):
    """What a manager sees of one of the unit's cases without opening it: number, dates, phase."""

    roles = frozenset({access.Role.MANAGER})

    @for_page(answers.MaskedCase)
    def get(self, request: Request, pk: UUID) -> Response:
        """The case masked, and whether the manager has it open now."""
        rows = Case.objects.of_unit(request.user).select_related("status")
        case = get_object_or_404(rows, pk=pk)
        self.saw([case.child_id], access.A)
        data, _children, _classes = case_page(request.user, {"q": case.number, "state": "all"})
        is_open_to_me = Case.objects.visible_to(request.user).filter(pk=pk).exists()
        return Response({**data["results"][0], "is_open_to_me": is_open_to_me})
