"""Holding a meeting: attendance, minutes, reviews and agreements in one write."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from children.models import Case, CaseEvent, NetworkMember
from core.models.dates import refuse_future
from core.problems import Refused, from_model
from core.whole import whole
from goals import actions as goal_actions
from goals.models import Agreement, Goal

from ..agenda import agenda_for
from ..models import AgreementReview, Attendance, GoalReview, Meeting, Verdict
from ..newgoals import NewGoal

Row = Mapping[str, Any]
GOAL_ENDS = {Verdict.REACHED: Goal.Status.REACHED, Verdict.DROPPED: Goal.Status.DROPPED}
AGREEMENT_ENDS = {Verdict.REACHED: Agreement.Status.DONE, Verdict.DROPPED: Agreement.Status.STOPPED}


@whole()
def hold(meeting: Meeting, *, by: Any, expected_version: int, **held: Any) -> Meeting:
    """Record that a booked meeting was held; ``held`` as in ``_hold``. Raises Refused, Conflict, ValidationError."""
    if not meeting.is_planned:
        raise Refused(_("Mødet er allerede holdt eller aflyst. Ret referatet i stedet."))
    return _hold(meeting, by=by, expected_version=expected_version, **held)


@whole()
def log_held(*, case: Case, kind: str, place: str = "", by: Any, held_on: dt.date, **held: Any) -> Meeting:
    """Record a meeting that was held without being booked here. Raises ValidationError."""
    # The hour of a past meeting does not matter.
    noon = timezone.make_aware(dt.datetime.combine(held_on, dt.time(12)))
    meeting = Meeting(
        case=case,
        child=case.child,
        municipality=case.municipality,
        kind=kind,
        place=place,
        starts_at=noon,
        agenda=agenda_for(kind),
    )
    return _hold(meeting, by=by, held_on=held_on, **held)


@whole()
def write_minutes(meeting: Meeting, *, by: Any, expected_version: int, **written: Any) -> Meeting:
    """Change the minutes, the child's words or the attendance of a held meeting. Raises Refused, Conflict."""
    if meeting.state != Meeting.State.HELD:
        raise Refused(_("Mødet er ikke holdt endnu."))
    attended = written.pop("attended", None)
    for name, value in written.items():
        setattr(meeting, name, value)
    others = attended is not None and set(attended) != {row.member for row in meeting.attendances.all() if row.attended}
    meeting.save(by=by, expected_version=expected_version, beside=others)
    if attended is not None:
        note_attendance(meeting, attended, was_booked=True, by=by)
    return meeting


def _hold(
    meeting: Meeting,
    *,
    by: Any,
    held_on: dt.date,
    attended: Collection[NetworkMember] = (),
    goal_reviews: Sequence[Row] = (),
    agreement_reviews: Sequence[Row] = (),
    goals: Sequence[Row] = (),
    agreements: Sequence[Row] = (),
    expected_version: int | None = None,
    **written: Any,
) -> Meeting:
    """Record the meeting as held, and everything decided at it.

    ``goal_reviews``: goal, verdict, done, happened, reason. ``agreement_reviews``: agreement, verdict, note, due_on.
    Those without a verdict were not reviewed and stay as they are. ``goals``: new goals. ``agreements``: terms of new
    agreements, whose goal may be one of the new goals. ``written``: the meeting's own texts. An error names its row:
    ``goal_reviews.1.reason``.
    """
    refuse_future(_("Skriv, hvornår mødet blev holdt."), held_on=held_on)
    meeting.state, meeting.held_on = Meeting.State.HELD, held_on
    for name, value in written.items():
        setattr(meeting, name, value)
    meeting.save(by=by, expected_version=expected_version)
    note_attendance(meeting, attended, was_booked=expected_version is not None, by=by)
    _each("goal_reviews", goal_reviews, lambda row: _review_goal(meeting, row, by=by))
    _each("agreement_reviews", agreement_reviews, lambda row: _review_agreement(meeting, row, by=by))
    made = _each("goals", goals, lambda row: _set_goal(meeting, row, by=by))
    _each("agreements", agreements, lambda row: _agree(meeting, row, made, by=by))
    CaseEvent.note(
        meeting.case,
        CaseEvent.Kind.MEETING_HELD,
        record_id=meeting.pk,
        on=held_on,
        by=by,
        detail=meeting.get_kind_display,
    )
    return meeting


def note_attendance(meeting: Meeting, attended: Collection[NetworkMember], *, was_booked: bool, by: Any) -> None:
    """Record who came: each invited adult came or not; others came uninvited, if the meeting was booked."""
    came = {member.pk: member for member in attended}
    for row in Attendance.objects.filter(meeting=meeting).select_related("case__child"):
        row.attended = came.pop(row.member_id, None) is not None
        row.save(by=by)
    for member in came.values():
        Attendance(case=meeting.case, meeting=meeting, member=member, invited=not was_booked, attended=True).save(by=by)
    getattr(meeting, "_prefetched_objects_cache", {}).clear()


def _each(field: str, rows: Sequence[Row], write: Callable[[Row], Any]) -> list[Any]:
    """Write each row. An error is raised with its row's number, one about the day at the meeting's own date."""
    written = []
    for number, row in enumerate(rows):
        try:
            written.append(write(row))
        except ModelValidationError as error:
            problems = from_model(error)
            about_the_day = problems.pop("on", None) or problems.pop("agreed_on", None)
            errors: dict[str, Any] = {field: {number: problems}} if problems else {}
            if about_the_day:
                errors["held_on"] = about_the_day
            raise ValidationError(errors) from None
    return written


def _review_goal(meeting: Meeting, row: Row, *, by: Any) -> None:
    if not row.get("verdict"):
        return
    goal, verdict, reason = row["goal"], row["verdict"], row.get("reason", "")
    GoalReview(
        case=meeting.case,
        meeting=meeting,
        goal=goal,
        verdict=verdict,
        done=row.get("done", ""),
        happened=row.get("happened", ""),
        reason=reason,
    ).save(by=by)
    if verdict in GOAL_ENDS and goal.is_open:
        goal_actions.end_goal(goal=goal, by=by, status=GOAL_ENDS[verdict], on=meeting.held_on, reason=reason)


def _review_agreement(meeting: Meeting, row: Row, *, by: Any) -> None:
    if not row.get("verdict"):
        return
    agreement, verdict, note, due_on = row["agreement"], row["verdict"], row.get("note", ""), row.get("due_on")
    AgreementReview(case=meeting.case, meeting=meeting, agreement=agreement, verdict=verdict, note=note).save(by=by)
    # An agreement that simply goes on adds no event to the timeline.
    has_passed = agreement.due_on is not None and agreement.due_on < meeting.held_on
    if verdict in AGREEMENT_ENDS or due_on or note or has_passed:
        goal_actions.follow_up_agreement(
            agreement=agreement,
            by=by,
            status=AGREEMENT_ENDS.get(verdict, Agreement.Status.OPEN),
            tried=agreement.tried,
            helped=agreement.helped,
            outcome=note or agreement.outcome,
            due_on=due_on,
            on=meeting.held_on,
        )


def _set_goal(meeting: Meeting, row: Row, *, by: Any) -> Goal:
    goal = goal_actions.set_goal(case=meeting.case, by=by, agreed_on=meeting.held_on, **row)
    GoalReview(case=meeting.case, meeting=meeting, goal=goal, verdict=Verdict.AGREED).save(by=by)
    return goal


def _agree(meeting: Meeting, row: Row, made: Sequence[Goal], *, by: Any) -> None:
    goal = row.get("goal")
    goal_actions.agree(
        **{**row, "goal": made[goal.number] if isinstance(goal, NewGoal) else goal},
        case=meeting.case,
        by=by,
        origin=Agreement.Origin.MEETING,
        origin_id=meeting.pk,
        on=meeting.held_on,
    )
