"""Next steps in the API: with their words, and whether they are the user's to do."""

import datetime as dt
from typing import Any

from core import access
from core.access import Role
from followup.facts import Facts
from followup.models import CaseStatus
from followup.steps import NextStep
from followup.wording import button_of, why

Step = CaseStatus.Step
# Steps that wait for somebody else than the coordinator.
OTHERS = {Step.RECEIVE_ASSESSMENT, Step.SCHOOL_SPARRING}
# Steps that are one role's work; the others are for those who may write what the step writes.
DONE_BY = {
    Step.ORDER_ASSESSMENT: Role.COORDINATOR,
    Step.SHARE_ASSESSMENT: Role.COORDINATOR,
    Step.SCHOOL_SPARRING: Role.SUPERVISOR,
}
WRITES = {Step.HOLD_MEETING: access.D, Step.SET_GOALS: access.D, Step.HOME_SPARRING: access.E}


def step_row(step: NextStep, facts: Facts, today: dt.date, user: Any) -> dict[str, Any]:
    """One step as data: what, why, when, whether this user may do it, and the word on its button."""
    may = may_do(step, facts, user)
    return {
        "step": step.step,
        "label": str(CaseStatus.Step(step.step).label),
        "why": why(step, facts, today),
        "button": button_of(step.step, may),
        "act_on": step.act_on,
        "due_on": step.due_on,
        "is_overdue": step.due_on < today,
        "waits_for_others": step.step in OTHERS and step.due_on >= today,
        "postponed": step.postponed,
        "record": step.record_id,
        "case": facts.case_id,
        "abilities": {"do": may, "postpone": step.step != Step.FOLLOW_AGREEMENT and access.may_write(user, access.A)},
    }


def may_do(step: NextStep, facts: Facts, user: Any) -> bool:
    """Whether the step is this user's to do."""
    named = Step(step.step)
    if named in DONE_BY:
        return bool(user.role == DONE_BY[named])
    followed = next((each for each in facts.agreements if each.id == step.record_id), None)
    return access.may_write(user, followed.data_class if followed else WRITES.get(named, access.A))
