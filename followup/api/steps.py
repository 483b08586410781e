"""Next steps in the API: with their words, and whether they are the user's to do."""

import datetime as dt
from typing import Any

from followup.doing import may_do, may_postpone
from followup.facts import Facts
from followup.models import CaseStatus
from followup.steps import NextStep
from followup.wording import button_of, why

Step = CaseStatus.Step
# Steps that wait for somebody else than the coordinator.
OTHERS = {Step.RECEIVE_ASSESSMENT, Step.SCHOOL_SPARRING}


def step_row(step: NextStep, facts: Facts, today: dt.date, user: Any) -> dict[str, Any]:
    """One step as data: what, why, when, whether this user may do it, and the word on its button."""
    followed = next((each for each in facts.agreements if each.id == step.record_id), None)
    may = may_do(step.step, user, followed.data_class if followed else "")
    return {
        "step": step.step,
        "label": str(CaseStatus.Step(step.step).label),
        "why": why(step, facts, today),
        "button": button_of(step.step, may),
        "act_on": step.act_on,
        "due_on": step.due_on,
        "is_overdue": step.due_on < today,
        "waits_for_others": step.step in OTHERS and step.due_on >= today,
        "postponed": bool(step.postponed_for),
        "record": step.record_id,
        "case": facts.case_id,
        "abilities": {"do": may, "postpone": may_postpone(step.step, user)},
    }
