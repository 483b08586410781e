"""Writes of phase 2 that also add timeline events. Each takes the acting user (``by``) and runs in one transaction.

Meetings and sparring, in the apps above, use them to make and follow up agreements and to end goals.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from children.models import Case, CaseEvent, NetworkMember
from core.models.dates import refuse_future
from core.problems import Refused
from core.whole import whole

from .models import GOAL_ENDED, UNTIL_WHEN, WHY_DROPPED, WRITE_WHEN, Agreement, Dream, Goal


@whole()
def tell_dream(*, case: Case, by: User, **fields: Any) -> Dream:
    """Save a dream the child has told. Raises ValidationError."""
    dream = Dream(case=case, child=case.child, municipality=case.municipality, **fields)
    dream.full_clean()
    dream.save(by=by)
    CaseEvent.note(case, CaseEvent.Kind.DREAM, record_id=dream.pk, on=dream.told_on, by=by)
    return dream


@whole()
def set_goal(*, case: Case, by: User, agreed_on: dt.date | None = None, **fields: Any) -> Goal:
    """Create a goal. One side is enough; the page shows what is missing. Raises ValidationError."""
    goal = Goal(
        case=case,
        child=case.child,
        municipality=case.municipality,
        agreed_on=agreed_on or timezone.localdate(),
        **fields,
    )
    goal.full_clean()
    goal.save(by=by)
    CaseEvent.note(case, CaseEvent.Kind.GOAL_AGREED, record_id=goal.pk, on=goal.agreed_on, by=by)
    return goal


@whole()
def change_goal(*, goal: Goal, by: User, expected_version: int | None = None, **fields: Any) -> Goal:
    """Change an open goal. Raises ValidationError, Refused, Conflict."""
    if not goal.is_open:
        raise Refused(GOAL_ENDED)
    for name, value in fields.items():
        setattr(goal, name, value)
    goal.full_clean()
    goal.save(by=by, expected_version=expected_version)
    return goal


@whole()
def end_goal(
    *,
    goal: Goal,
    by: User,
    status: str,
    on: dt.date | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Goal:
    """End a goal: reached, or dropped with a reason. Its agreements stay open. Raises ValidationError, Conflict."""
    if not goal.is_open:
        raise ValidationError({"status": _("Målet er allerede afsluttet.")})
    ended_on = on or timezone.localdate()
    if status == Goal.Status.DROPPED and not reason.strip():
        raise ValidationError({"reason": WHY_DROPPED})
    refuse_future(WRITE_WHEN, on=ended_on)
    if ended_on < goal.agreed_on:
        raise ValidationError({"on": _("Datoen ligger, før målet blev aftalt. Ret den.")})
    goal.status, goal.ended_on, goal.end_reason = status, ended_on, reason
    goal.full_clean()
    goal.save(by=by, expected_version=expected_version)
    CaseEvent.note(
        goal.case,
        CaseEvent.Kind.GOAL_ENDED,
        record_id=goal.pk,
        on=ended_on,
        by=by,
        detail=goal.get_status_display,
    )
    return goal


@whole()
def reopen_goal(*, goal: Goal, by: User, expected_version: int | None = None) -> Goal:
    """Open an ended goal again. Raises ValidationError, Conflict."""
    if goal.is_open:
        raise ValidationError({"status": _("Målet er allerede i gang.")})
    goal.status, goal.ended_on, goal.end_reason = Goal.Status.OPEN, None, ""
    goal.save(by=by, expected_version=expected_version)
    CaseEvent.note(goal.case, CaseEvent.Kind.GOAL_AGREED, record_id=goal.pk, by=by, detail=lambda: _("Genåbnet"))
    return goal


@whole()
def agree(
    *,
    case: Case,
    by: User,
    owner: NetworkMember,
    what: str,
    place: str = Agreement.Place.SCHOOL,
    rhythm: str = Agreement.Rhythm.ONCE,
    activity: str = "",
    when: str = "",
    from_on: dt.date | None = None,
    due_on: dt.date | None = None,
    goal: Goal | None = None,
    origin: str = Agreement.Origin.CASE,
    origin_id: UUID | None = None,
    on: dt.date | None = None,
) -> Agreement:
    """Make an agreement. ``on`` is the day it was agreed (a meeting's or a sparring's), today by default.

    ``origin`` and ``origin_id`` name the meeting or sparring it came from. Raises ValidationError.
    """
    agreed_on = on or timezone.localdate()
    agreement = Agreement(
        case=case,
        child=case.child,
        municipality=case.municipality,
        owner=owner,
        what=what,
        place=place,
        rhythm=rhythm,
        activity=activity,
        when=when,
        from_on=from_on or agreed_on,
        due_on=due_on,
        goal=goal,
        origin=origin,
        origin_id=origin_id,
    )
    agreement.full_clean()
    agreement.save(by=by)
    CaseEvent.note(
        case,
        CaseEvent.Kind.AGREEMENT,
        record_id=agreement.pk,
        on=agreed_on,
        by=by,
        detail=agreement.get_place_display,
    )
    return agreement


@whole()
def follow_up_agreement(
    *,
    agreement: Agreement,
    by: User,
    status: str,
    tried: str = "",
    helped: str = "",
    outcome: str = "",
    due_on: dt.date | None = None,
    on: dt.date | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Record the outcome of an agreement: done, stopped, or (``open``) that it goes on, also one that had ended.

    ``due_on`` is the new date of one that goes on; without it the present date stays, unless it has passed. Raises
    ValidationError, Conflict.
    """
    day = on or timezone.localdate()
    refuse_future(WRITE_WHEN, on=day)
    goes_on = status == Agreement.Status.OPEN
    if goes_on:
        agreement.due_on = due_on or agreement.due_on
        if agreement.due_on is not None and agreement.due_on < day:
            raise ValidationError({"due_on": UNTIL_WHEN})
    agreement.status, agreement.ended_on = status, None if goes_on else day
    agreement.followed_up_on = day
    agreement.tried, agreement.helped, agreement.outcome = tried, helped, outcome
    agreement.full_clean()
    agreement.save(by=by, expected_version=expected_version)
    CaseEvent.note(
        agreement.case,
        CaseEvent.Kind.AGREEMENT_ENDED,
        record_id=agreement.pk,
        on=day,
        by=by,
        detail=lambda: _("Fortsætter") if goes_on else agreement.get_status_display(),
    )
    return agreement
