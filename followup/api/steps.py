"""Next steps in the API: their words, and whether the user may do them."""

import datetime as dt
from functools import cache
from typing import Any

from django.utils.translation import get_language

from followup.facts import Facts
from followup.steps import NextStep, kind_of


def step_row(step: NextStep, facts: Facts, today: dt.date, user: Any) -> dict[str, Any]:
    """One step as data: what, why, when, whether this user may do it, and the text of its button."""
    followed = next((each for each in facts.agreements if each.id == step.record_id), None)
    may = step.kind.may_do(user, facts, followed.data_class if followed else "")
    label, button = _words(step.step, may, get_language())
    return {
        "step": step.step,
        "label": label,
        "why": step.why(facts, today),
        "button": button,
        "act_on": step.comes_on,
        "due_on": step.late_on,
        "is_overdue": step.late_on < today,
        "waits_for_others": step.kind.waits_for_others and step.late_on >= today,
        "postponed": bool(step.postponed_for),
        "record": step.record_id,
        "case": facts.case_id,
        "abilities": {"do": may, "postpone": step.kind.may_postpone(user)},
    }


@cache
def _words(step: str, may_do: bool, language: str) -> tuple[str, str]:
    """A step's name and the text of its button in the active language: My day shows 140 of them, of a dozen kinds."""
    kind = kind_of(step)
    return str(kind.label), kind.button(may_do=may_do)
