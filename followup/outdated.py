"""News that is no longer true: an invitation withdrawn, an order given to another, a closing decided."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case as If
from django.db.models import CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.models import AssessmentPart
from children.models import Case, Closing
from core.prepared import CompiledLookup
from meetings.models import Attendance, Meeting

from .models import Notice
from .news import ordered_as
from .newskinds import (
    CASE_CLOSED,
    CLOSING_ASKED,
    CLOSING_RETURNED,
    MEETING_BOOKED,
    MEETING_MOVED,
    MEETING_UNINVITED,
    PART_ORDERED,
    PART_TAKEN,
    NewsKind,
)


def clear(case_ids: Collection[UUID]) -> None:
    """Mark news in these cases that is no longer true as done, and reopen news that is true again.

    Call it after the news is sent: the notice shows who must be told that something is gone.
    """
    flipped = [pk for (pk,) in _flipped(list(case_ids))]
    if flipped:
        done_at = If(When(done_at=None, then=Value(timezone.now())), default=Value(None))
        Notice.objects.filter(pk__in=flipped).update(done_at=done_at)


@CompiledLookup
def _flipped(cases: Sequence[UUID]) -> Any:
    stands, rules = Q(), []
    for kind, holds in _holding():
        stands |= Q(rule=kind.rule) & Q(holds)
        rules.append(kind.rule)
    changed = (Q(done_at=None) & ~stands) | (Q(done_at__isnull=False) & stands)
    return Notice.objects.filter(changed, case__in=cases, rule__in=rules).values_list("pk")


def _holding() -> list[tuple[NewsKind, Any]]:
    """Kinds of news, and the condition under which their content is true. Other news is about the past, and stays."""
    invited = Attendance.objects.filter(
        meeting=OuterRef("record_id"), meeting__state=Meeting.State.PLANNED, member__user=OuterRef("user"), invited=True
    )
    ordered = AssessmentPart.objects.filter(
        pk=OuterRef("record_id"), responsible__user=OuterRef("user"), received_on=None
    ).exclude(ordered_on=None)
    # The same invitation, or the same order, because a new one may have been given.
    same_invitation = invited.annotate(told_as=Cast("pk", CharField())).filter(told_as=OuterRef("occurrence"))
    same_order = ordered.annotate(told_as=ordered_as()).filter(told_as=OuterRef("occurrence"))
    closing = Closing.objects.filter(case=OuterRef("case"))
    return [
        (MEETING_BOOKED, Exists(same_invitation)),
        (MEETING_MOVED, Exists(invited)),
        (MEETING_UNINVITED, ~Exists(invited)),
        (PART_ORDERED, Exists(same_order)),
        (PART_TAKEN, ~Exists(ordered)),
        (CLOSING_ASKED, Exists(closing.filter(state=Closing.State.ASKED))),
        (CLOSING_RETURNED, Exists(closing.filter(state=Closing.State.RETURNED))),
        (CASE_CLOSED, Exists(Case.objects.filter(pk=OuterRef("case")).exclude(closed_on=None))),
    ]
