"""What is overdue in the cases of a list, and why it was postponed, if it was."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from followup.figures import late_steps
from followup.models import Postponement
from followup.steps import is_put_off, label_of
from followup.steps.follow_up import BOOK_FOLLOW_UP, HOLD_MEETING


def add_over_time(rows: Sequence[dict[str, Any]], today: dt.date, *, masked: bool) -> None:
    """Add ``over_time`` to each row: what is past its last day, longest overdue first. Two queries for all rows.

    The reason of a postponement is the coordinator's text; masked rows show only the chosen cause, because a text about
    a child may name it.
    """
    found = _late([row["id"] for row in rows], today, masked=masked)
    for row in rows:
        row["over_time"] = found[row["id"]]
        about_it = {each["step"] for each in row["over_time"]} & {BOOK_FOLLOW_UP.key, HOLD_MEETING.key}
        if row["follow_up_overdue"] and not about_it:
            # A follow-up is booked by now, so there is no step left; the window was missed all the same.
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
        row = _late_row(step, due_on)
        if is_put_off(until_on, today):
            row |= {"postponed_until": until_on, "postponed_for": reasons.get((case_id, step), "")}
        found[case_id].append(row)
    return found


def _late_row(step: str, due_on: dt.date) -> dict[str, Any]:
    return {"step": step, "label": label_of(step), "due_on": due_on, "postponed_until": None, "postponed_for": ""}
