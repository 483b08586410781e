"""The goals, one by one: both sides, the child's words, small steps, and what the last meeting decided."""

from typing import Any

from core import access
from core.danish import near_date
from goals.models import Goal

from ..models import GoalReview
from . import withheld
from .audience import Audience
from .items import goal_url, of_meeting, words_of
from .since import Since

Row = dict[str, Any]


def goals(since: Since, audience: Audience) -> list[Row]:
    """Goals that are open, or have ended since the last meeting."""
    return [_goal(goal, since, audience) for goal in readable_goals(since, audience, withheld.GOAL)]


def readable_goals(since: Since, audience: Audience, held_back: str = "") -> list[Goal]:
    """The goals this audience may read."""
    return [goal for goal in since.goals if audience.may_read(of_meeting(access.D), held_back)]


def _goal(goal: Goal, since: Since, audience: Audience) -> Row:
    said = bool(goal.child_words) and audience.may_read(words_of(goal), withheld.GOAL_WORDS)
    return {
        "id": str(goal.pk),
        "title": goal.title,
        "status": goal.status,
        "status_label": str(goal.get_status_display()),  # type: ignore[attr-defined]
        "ended_on": goal.ended_on,
        "end_reason": goal.end_reason,
        "academic_goal": goal.academic_goal,
        "wellbeing_goal": goal.wellbeing_goal,
        "child_words": goal.child_words if said else "",
        "target": goal.target,
        "small_steps": goal.small_steps,
        "reviews": [_review(row, since) for row in since.reviews.get(goal.pk, [])],
        "url": goal_url(goal, since),
    }


def _review(review: GoalReview, since: Since) -> Row:
    """What a meeting decided about a goal."""
    meeting = next(each for each in since.held if each.pk == review.meeting_id)
    said = [review.done, review.happened, review.reason]
    return {
        "day": near_date(meeting.held_on),
        "verdict_label": str(review.get_verdict_display()),  # type: ignore[attr-defined]
        "text": " ".join(_sentence(text) for text in said if text.strip()),
    }


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text[-1] in ".!?…" else f"{text}."
