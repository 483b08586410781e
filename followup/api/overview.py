"""The front page of a case, as one resource: its phase, next steps, agreements and events."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from children import caseheader
from children.caseheader import HEADER_CLASSES, case_header
from children.models import Case, CaseEvent, Handover
from children.models.event import PRESENT_WORDS
from children.parts import count_orphaned, orphaned_in
from core import access, danish
from core.access import Role
from core.prepared import CompiledLookup
from core.readtogether import Asked, read_together
from followup import facts
from followup.api.steps import step_row
from followup.events import name_events
from followup.facts import Facts, facts_of_case
from followup.models import CaseStatus
from followup.perspective import heard, perspective_of
from followup.recordnames import Reader
from followup.schoolcalendars import school_years
from followup.status import phase_of
from followup.steps import home_sparring_due_on, school_sparring_due_on, steps, window_of
from goals.models import Agreement, Goal
from meetings.models import Meeting

Phase = CaseStatus.Phase
AGREEMENTS_SHOWN = 6
EVENTS_SHOWN = 3
# Two rounds of follow-up, so that what was promised comes up once.
HANDOVER_SHOWN = dt.timedelta(days=240)


def overview(case: Case, user: Any, released: frozenset[UUID]) -> tuple[dict[str, Any], set[str]]:
    """The overview of a case as a user may see it, and the data classes it shows."""
    with read_together(lookups_of(case)):
        return _overview(case, user, released)


def lookups_of(case: Case) -> Asked:
    """What is read for every case's overview, with one statement."""
    of_case = (*facts.LOOKUPS, _latest_events, _open_goals, _open_agreements, _handovers, orphaned_in, heard)
    return [
        *((lookup, [case.pk]) for lookup in of_case),
        *((lookup, [case.child_id]) for lookup in caseheader.LOOKUPS),
        (school_years, [case.municipality_id]),
    ]


def _overview(case: Case, user: Any, released: frozenset[UUID]) -> tuple[dict[str, Any], set[str]]:
    today = timezone.localdate()
    known = facts_of_case(case).as_read_by(user, released)
    rows = [step_row(step, known, today, user) for step in steps(known, today)]
    events = [event_row(row) for row in _latest_events([case.pk])]
    named = name_events(events, Reader(user, released))
    data: dict[str, Any] = {
        "case": case_header(case, user),
        "phase": phase_of(known, today),
        "round": max(known.meetings_held, 1),
        "phases": phase_row(known, today),
        "next_step": rows[0] if rows else None,
        "further_steps": rows[1:],
        "goals": _goals(case, user, released),
        "agreements": _agreements(case, user, released, today),
        "next_meeting": _next_meeting(known, today),
        "events": events,
        "handover": _handover(case, user, today),
        "orphaned": count_orphaned(case) if case.is_open and user.role == Role.COORDINATOR else 0,
        "last_contact_on": known.last_contact_on,
        "perspective": perspective_of(case),
    }
    classes = {*HEADER_CLASSES, access.D, *named}
    classes |= {row["data_class"] for row in data["agreements"] if not row["restricted"]}
    if data["handover"]:
        classes.add(access.F)
    if any(goal["child_words"] for goal in data["goals"]):
        classes.add(access.I)
    return data, classes


def phase_row(facts: Facts, today: dt.date) -> list[dict[str, Any]]:
    """The four phases with what is done and what is missing in each, in words."""
    current = phase_of(facts, today)
    done = {
        Phase.ASSESSMENT: facts.report_final_on is not None,
        Phase.GOALS: facts.open_goals > 0,
        Phase.SUPPORT: _was_supported(facts, today),
        Phase.FOLLOW_UP: facts.closed_on is not None,
    }
    words = {
        Phase.ASSESSMENT: _assessment_words(facts),
        Phase.GOALS: _goal_words(facts, today),
        Phase.SUPPORT: _support_words(facts),
        Phase.FOLLOW_UP: _follow_up_words(facts, today),
    }
    order = Phase.of_open_cases()
    reached = order.index(Phase(current)) if current in order else len(order)
    return [
        {
            "key": phase.value,
            "label": str(phase.label),
            "state": _state(index, reached, done[phase]),
            "text": words[phase],
        }
        for index, phase in enumerate(order)
    ]


def _state(index: int, reached: int, done: bool) -> str:
    if index == reached:
        return "current"
    if index > reached:
        return "upcoming"
    return "done" if done else "missing"


def _was_supported(facts: Facts, today: dt.date) -> bool:
    """Whether there was sparring in this round, and neither the school's nor the home's is overdue."""
    held = [day for day in (facts.school_sparring_on, facts.home_sparring_on) if day]
    if facts.last_meeting_on is None or not any(day >= facts.last_meeting_on for day in held):
        return False
    return all(due is None or due >= today for due in (school_sparring_due_on(facts), home_sparring_due_on(facts)))


def _assessment_words(facts: Facts) -> str:
    if facts.report_final_on:
        return _("Delt")
    if facts.assessment_ordered_on is None:
        return _("Ikke bestilt endnu")
    return _("%(received)s af %(parts)s dele modtaget") % {"received": facts.parts_received, "parts": facts.parts}


def _goal_words(facts: Facts, today: dt.date) -> str:
    if booked_on := facts.booked_on(Meeting.Kind.START_UP):
        if booked_on < today:
            return _minutes_missing(booked_on)
        return _("Opstartsmøde booket %(day)s") % {"day": danish.near_date(booked_on)}
    if facts.meetings_held == 0:
        return _("Opstartsmøde ikke holdt endnu")
    if not facts.open_goals:
        return _("Ingen mål i gang")
    words = ngettext("%(count)s mål i gang", "%(count)s mål i gang", facts.open_goals)
    return words % {"count": facts.open_goals}


def _support_words(facts: Facts) -> str:
    if facts.school_sparring_on is None and facts.home_sparring_on is None:
        return _("Ingen sparring endnu")
    places = []
    if facts.school_sparring_on:
        places.append(_("i skolen %(day)s") % {"day": danish.near_date(facts.school_sparring_on)})
    if facts.home_sparring_on:
        places.append(_("i hjemmet %(day)s") % {"day": danish.near_date(facts.home_sparring_on)})
    return _("Sidst: %(places)s") % {"places": ", ".join(places)}


def _minutes_missing(booked_on: dt.date) -> str:
    return _("Referat mangler fra %(day)s") % {"day": danish.near_date(booked_on)}


def _follow_up_words(facts: Facts, today: dt.date) -> str:
    if booked_on := facts.booked_on(Meeting.Kind.FOLLOW_UP):
        if booked_on < today:
            return _minutes_missing(booked_on)
        return _("Booket %(day)s") % {"day": danish.near_date(booked_on)}
    if facts.closed_on:
        return _("Forløbet er afsluttet")
    window = window_of(facts)
    if window is None:
        return _("Tælles fra opstartsmødet")
    if today > window.closes_on:
        return _("Skulle have været holdt senest %(day)s") % {"day": danish.near_date(window.closes_on)}
    return _("Mellem %(opens)s og %(closes)s") % {
        "opens": danish.near_date(window.opens_on),
        "closes": danish.near_date(window.closes_on),
    }


GOAL = ("pk", "title", "academic_goal", "wellbeing_goal", "child_words", "target")
AGREEMENT = ("pk", "what", "place", "rhythm", "due_on", "origin", "origin_id")


# 0.2 ms of the process, and 0.7 as a queryset.
@CompiledLookup
def _open_goals(cases: Sequence[UUID]) -> Any:
    return Goal.objects.open().filter(case__in=cases).order_by("agreed_on").values_list(*GOAL)


# 0.2 ms of the process, and 0.7 as a queryset.
@CompiledLookup
def _open_agreements(cases: Sequence[UUID]) -> Any:
    rows = Agreement.objects.open().filter(case__in=cases).order_by("due_on", "from_on")
    return rows.values_list("owner__name", *AGREEMENT)[:AGREEMENTS_SHOWN]


def _goals(case: Case, user: Any, released: frozenset[UUID]) -> list[dict[str, Any]]:
    rows = []
    for values in _open_goals([case.pk]):
        goal = Goal(case=case, **dict(zip(GOAL, values, strict=True)))
        may_hear = access.may_read(user, access.I) or goal.pk in released
        rows.append(
            {
                "id": goal.pk,
                "title": goal.title,
                "academic_goal": goal.academic_goal,
                "wellbeing_goal": goal.wellbeing_goal,
                "child_words": goal.child_words if may_hear else None,
                "words_restricted": not may_hear and bool(goal.child_words),
                "missing": [goal.missing_label(name) for name in goal.missing],
            }
        )
    return rows


def _agreements(case: Case, user: Any, released: frozenset[UUID], today: dt.date) -> list[dict[str, Any]]:
    return [
        _agreement(owner, dict(zip(AGREEMENT, values, strict=True)), user, released, today)
        for owner, *values in _open_agreements([case.pk])
    ]


def _agreement(
    owner: str, values: dict[str, Any], user: Any, released: frozenset[UUID], today: dt.date
) -> dict[str, Any]:
    row = Agreement(**values)
    readable = row.is_readable_by(user, released)
    return {
        "id": row.pk,
        "restricted": not readable,
        "what": row.what if readable else None,
        "owner": owner,
        "place_label": row.get_place_display(),  # type: ignore[attr-defined]
        "rhythm_label": row.get_rhythm_display() if readable else None,  # type: ignore[attr-defined]
        "due_on": row.due_on,
        "is_overdue": row.is_overdue(today),
        "data_class": row.data_class,
    }


def _handover(case: Case, user: Any, today: dt.date) -> dict[str, Any] | None:
    """The previous coordinator's handover note, while it is new."""
    if not access.may_read(user, access.F):
        return None
    latest = next(iter(_handovers([case.pk])), None)
    if latest is None or latest[2] < today - HANDOVER_SHOWN:
        return None
    return dict(zip(("from", "by", "on", "promised", "due", "must_know"), latest, strict=True))


# 0.1 ms of the process, and 0.6 as a queryset.
@CompiledLookup
def _handovers(cases: Sequence[UUID]) -> Any:
    rows = Handover.objects.filter(case__in=cases).order_by("-created_at")
    return rows.values_list("from_user__name", "written_by__name", "handed_over_on", "promised", "due", "must_know")[:1]


def _next_meeting(facts: Facts, today: dt.date) -> dict[str, Any] | None:
    ahead = [meeting_id for meeting_id, day, _kind in facts.booked if day >= today]
    if not ahead:
        return None
    meeting = Meeting.objects.get(pk=ahead[0])
    return {
        "id": meeting.pk,
        "kind_label": meeting.get_kind_display(),
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "child_part": meeting.child_part,
        "child_part_label": meeting.get_child_part_display(),
        "has_brief": meeting.has_brief,
    }


# 0.2 ms of the process, and 0.7 as a queryset.
@CompiledLookup
def _latest_events(cases: Sequence[UUID]) -> Any:
    return events_of(cases)[:EVENTS_SHOWN]


def events_of(cases: Sequence[UUID]) -> Any:
    """The timeline of cases, newest first, as rows for ``event_row``."""
    rows = CaseEvent.objects.filter(case__in=cases).order_by("-happened_on", "-recorded_at")
    return rows.values_list("pk", "kind", "happened_on", "detail", "by__name", "record_id")


def event_row(event: tuple[Any, ...]) -> dict[str, Any]:
    """One event as data."""
    pk, kind, happened_on, detail, by, record_id = event
    return {
        "id": pk,
        "kind": kind,
        "kind_label": str(CaseEvent.Kind(kind).label),
        "happened_on": happened_on,
        # Each detail is a word with its own translation.
        "detail": _(PRESENT_WORDS.get(detail, detail)) if detail else "",
        "by": by or "",
        "record": record_id,
    }
