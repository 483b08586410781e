"""What is read of one case: overview, timeline, history, dates for the next follow-up."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from children.models import Case, CaseEvent
from core import access
from core.api import Logged
from core.danish import short_date
from core.models import Change
from core.pagination import NumberedPages
from followup.cadence import Window
from followup.calendar import DAY, closed_reason
from followup.facts import facts_of_case
from followup.proposals import proposals
from followup.steps import window_of

from .caselist import case_page
from .overview import event_row, events_of, overview

# The text of these takes its class from the row (a cognitive part not handed over, a home sparring, an agreement at
# home), so the history tells only that it was changed.
CLASSED_BY_ROW = {
    "assessments.AssessmentPart",
    "goals.Agreement",
    "meetings.AgreementReview",
    "support.Contact",
    "support.Sparring",
}


class LongPages(NumberedPages):
    """Pages of what is read by scrolling."""

    page_size = 30
    page_size_query_param: Any = None


class OverviewView(PageView):
    """The front page of a case."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: UUID) -> Response:
        """Where the case is, what is next, what is agreed, what happened last."""
        case = self.case_of(pk)
        data, classes = overview(case, request.user, self.released())
        self.saw([case.child_id], classes)
        return Response(data)


class TimelineFilter(serializers.Serializer[Any]):
    """Which events are asked for."""

    kind = serializers.MultipleChoiceField(choices=CaseEvent.Kind.choices, required=False)


class TimelineView(PageView):
    """Everything that happened in a case."""

    @extend_schema(parameters=[TimelineFilter], responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: UUID) -> Response:
        """Events, newest first; ``?kind=`` narrows, and may be given more than once."""
        case = self.case_of(pk)
        wanted = [kind for kind in request.query_params.getlist("kind") if kind in CaseEvent.Kind.values]
        rows = events_of([case.pk])
        pages = LongPages()
        asked = rows.filter(kind__in=wanted) if wanted else rows
        found: list[tuple[Any, ...]] = pages.paginate_queryset(asked, request, view=self) or []
        listed = pages.get_paginated_response([event_row(row) for row in found])
        kinds = [{"value": kind.value, "label": str(kind.label)} for kind in CaseEvent.Kind]
        return self.page_about(case, kinds=kinds, wanted=wanted, **listed.data)


class HistoryView(PageView):
    """Who changed what, when."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: UUID) -> Response:
        """Changes of every record about the child, newest first; fields of closed classes are named, not shown."""
        case = self.case_of(pk)
        rows = Change.objects.filter(child_id=case.child_id).order_by("-at").select_related("by")
        pages = LongPages()
        found = pages.paginate_queryset(rows, request, view=self) or []
        results = [change_row(row, request.user) for row in found]
        self.saw([case.child_id], {row["data_class"] for result in results for row in result["fields"] if row["shown"]})
        return self.page_about(case, **pages.get_paginated_response(results).data)


def change_row(change: Change, user: Any) -> dict[str, Any]:
    """One change as data, with the values of those fields the user's role reads."""

    model = apps.get_model(change.model)
    return {
        "id": change.pk,
        "at": change.at,
        "by": change.by.name if change.by else "",
        "kind": change.kind,
        "kind_label": change.get_kind_display(),
        "what": str(WHAT.get(change.model, model._meta.verbose_name)),
        "fields": [_field_row(model, name, values, user) for name, values in change.fields.items()],
    }


def _field_row(model: Any, name: str, values: list[Any], user: Any) -> dict[str, Any]:
    if name in CHOSEN:
        label, data_class = CHOSEN[name]
        shown = access.may_read(user, data_class)
        before, after = values if shown else ("", "")
        return {"label": str(label), "shown": shown, "data_class": data_class, "before": before, "after": after}
    field = model._meta.get_field(name)
    data_class = access.data_class(model, name)
    # A reference is an id, which tells a reader nothing.
    is_reference = field.is_relation or isinstance(field, models.UUIDField)
    shown = (
        not is_reference
        and access.may_read(user, data_class)
        and data_class != access.C
        and model._meta.label not in CLASSED_BY_ROW
    )
    before, after = (_readable(field, value) for value in values) if shown else ("", "")
    return {
        "label": str(CALLED.get(name, field.verbose_name)),
        "shown": shown,
        "data_class": data_class,
        "before": before,
        "after": after,
    }


def _readable(field: Any, value: Any) -> Any:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(field, models.DateField) and value:
        return short_date(str(value))
    return "" if value is None else value


# Fields no form asks for, which have no words of their own.
CALLED = {
    "state": gettext_lazy("status"),
    "user": gettext_lazy("bruger"),
    "reason": gettext_lazy("begrundelse"),
    "to_member": gettext_lazy("delt med"),
    "released_by": gettext_lazy("delt af"),
    "released_at": gettext_lazy("delt"),
    "withdrawn_at": gettext_lazy("taget tilbage"),
}
# Those chosen beside a record's own columns, told by name.
CHOSEN = {
    "invited": (gettext_lazy("hvem inviteres?"), access.A),
    "members": (gettext_lazy("med hvem?"), access.A),
}
# What each record is called in the history.
WHAT = {
    "children.Child": gettext_lazy("barnets stamdata"),
    "children.Case": gettext_lazy("forløbet"),
    "children.Placement": gettext_lazy("anbringelse"),
    "children.Schooling": gettext_lazy("skolegang"),
    "children.Diagnosis": gettext_lazy("diagnose"),
    "children.OtherMeasure": gettext_lazy("anden indsats"),
    "children.NetworkMember": gettext_lazy("person i netværket"),
    "children.Handover": gettext_lazy("overdragelse"),
    "children.Release": gettext_lazy("deling"),
    "assessments.Assessment": gettext_lazy("afdækning"),
    "assessments.AssessmentPart": gettext_lazy("del af afdækningen"),
    "assessments.AssessmentReport": gettext_lazy("afdækningsrapport"),
    "goals.Dream": gettext_lazy("barnets drøm"),
    "goals.Goal": gettext_lazy("mål"),
    "goals.Agreement": gettext_lazy("aftale"),
    "support.Sparring": gettext_lazy("sparring"),
    "support.Contact": gettext_lazy("kontakt"),
    "meetings.Meeting": gettext_lazy("møde"),
    "meetings.Attendance": gettext_lazy("deltager i møde"),
    "meetings.GoalReview": gettext_lazy("gennemgang af mål"),
    "meetings.AgreementReview": gettext_lazy("gennemgang af aftale"),
    "followup.Postponement": gettext_lazy("udskydelse"),
}


class FollowUpDatesView(PageView):
    """When the next follow-up can be held."""

    @extend_schema(parameters=[OpenApiParameter("on", str)], responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: UUID) -> Response:
        """The window and three proposed dates inside it, each with its reason; no window before the first meeting.

        ``?on=2027-02-15,2027-03-01`` asks of days somebody has chosen: ``closed`` says why those that are closed are.
        """
        case = self.case_of(pk)
        today = timezone.localdate()
        facts = facts_of_case(case)
        chosen = filter(None, (_day(text) for text in request.query_params.get("on", "").split(",")[:10]))
        reasons = {str(day): closed_reason(day, facts.calendar) for day in chosen}
        window = window_of(facts)
        proposed = proposals(window, calendar=facts.calendar, not_before=today + DAY) if window else []
        return Response(
            {
                "window": _window_row(window, today) if window else None,
                "proposals": [{"date": each.on, "reason": each.reason} for each in proposed],
                "closed": {day: reason for day, reason in reasons.items() if reason},
            }
        )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _window_row(window: Window, today: dt.date) -> dict[str, Any]:
    return {
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
        "reason": window.reason,
        "state": window.state_on(today).state.value,
    }


class MaskedCaseView(Logged):
    """What a manager sees of one of the unit's cases without opening it: number, dates, phase."""

    roles = frozenset({access.Role.MANAGER})

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: UUID) -> Response:
        """The case masked, and whether the manager has it open just now."""
        rows = Case.objects.of_unit(request.user).select_related("status")
        case = get_object_or_404(rows, pk=pk)
        self.saw([case.child_id], access.A)
        data, _children, _classes = case_page(request.user, {"q": case.number, "state": "all"})
        is_open_to_me = Case.objects.visible_to(request.user).filter(pk=pk).exists()
        return Response({**data["results"][0], "is_open_to_me": is_open_to_me})
