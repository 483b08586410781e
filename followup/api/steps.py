"""Next steps in the API: with their words and where the user is taken to do them."""

import datetime as dt
from typing import Any

from followup.facts import Facts
from followup.models import CaseStatus
from followup.steps import NextStep
from followup.wording import button_of, why

# Steps that wait for somebody else than the coordinator.
OTHERS = {CaseStatus.Step.RECEIVE_ASSESSMENT, CaseStatus.Step.SCHOOL_SPARRING}


def step_row(step: NextStep, facts: Facts, today: dt.date) -> dict[str, Any]:
    """One step as data: what, why, when, and the word on its button."""
    return {
        "step": step.step,
        "label": str(CaseStatus.Step(step.step).label),
        "why": why(step, facts, today),
        "button": button_of(step.step),
        "act_on": step.act_on,
        "due_on": step.due_on,
        "is_overdue": step.due_on < today,
        "waits_for_others": step.step in OTHERS and step.due_on >= today,
        "postponed": step.postponed,
        "record": step.record_id,
        "at_home": any(each.id == step.record_id and each.is_at_home for each in facts.agreements),
        "case": facts.case_id,
    }
