"""Next steps in the API: their words, and whether the user may do them."""

import datetime as dt
from typing import Any

from followup.facts import Facts
from followup.steps import NextStep


def step_row(step: NextStep, facts: Facts, today: dt.date, user: Any) -> dict[str, Any]:
    """One step as data: what, why, when, whether this user may do it, and the text of its button."""
    followed = next((each for each in facts.agreements if each.id == step.record_id), None)
    may = step.kind.may_do(user, facts, followed.data_class if followed else "")
    return {
        "step": step.step,
        "label": str(step.kind.label),
        "why": step.why(facts, today),
        "button": step.kind.button(may_do=may),
        "act_on": step.comes_on,
        "due_on": step.late_on,
        "is_overdue": step.late_on < today,
        "waits_for_others": step.kind.waits_for_others and step.late_on >= today,
        "postponed": bool(step.postponed_for),
        "record": step.record_id,
        "case": facts.case_id,
        "abilities": {"do": may, "postpone": step.kind.may_postpone(user)},
    }
