"""What is over time in the cases of a list, and why it was put off, where it was."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from followup.figures import late_steps
from followup.models import Postponement
from followup.steps import label_of
from followup.steps.follow_up import BOOK_FOLLOW_UP, HOLD_MEETING


def add_over_time(rows: Sequence[dict[str, Any]], today: dt.date, *, masked: bool) -> None:
    """Add ``over_time`` to each row: what has passed its last day, longest first; in two queries for all of them.

    Why something was put off is told in the coordinator's words, and masked in the chosen cause alone: what somebody
    writes about a child names it.
    """
    found = _late([row["id"] for row in rows], today, masked=masked)
    for row in rows:
        row["over_time"] = found[row["id"]]
        about_it = {each["step"] for each in row["over_time"]} & {BOOK_FOLLOW_UP.key, HOLD_MEETING.key}
        if row["follow_up_overdue"] and not about_it:
            # Booked by now, so that nothing is left to do about it: the window was missed all the same.
            row["over_time"].append(_late_row(BOOK_FOLLOW_UP.key, row["window_closes_on"]))


def _late(cases: Sequence[UUID], today: dt.date, *, masked: bool) -> dict[UUID, list[dict[str, Any]]]:
    put_off = Postponement.objects.filter(case__in=cases).order_by("created_at")
    reasons = {
        (case_id, step): str(Postponement.Cause(why).label) if masked else why
        for case_id, step, why in put_off.values_list("case_id", "step", "cause" if masked else "reason")
    }
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    late = late_steps(today).filter(case__in=cases).order_by("due_on", "pk")
    for case_id, step, due_on, until_on in late.values_list("case_id", "step", "due_on", "postponed_until"):
        told = _late_row(step, due_on)
        if until_on is not None and until_on > today:
            told |= {"postponed_until": until_on, "postponed_for": reasons.get((case_id, step), "")}
        found[case_id].append(told)
    return found


def _late_row(step: str, due_on: dt.date) -> dict[str, Any]:
    return {"step": step, "label": label_of(step), "due_on": due_on, "postponed_until": None, "postponed_for": ""}
