"""Who does a next step, and who may put it off, for how long."""

import datetime as dt
from typing import Any

from core import access
from core.access import Role

from .models import CaseStatus

Step = CaseStatus.Step
# Steps that are one role's work; the others are for those who may write what the step writes.
DONE_BY = {
    Step.ORDER_ASSESSMENT: Role.COORDINATOR,
    Step.SHARE_ASSESSMENT: Role.COORDINATOR,
    Step.SCHOOL_SPARRING: Role.SUPERVISOR,
}
# About a round: what is put off for longer is left out.
LONGEST = dt.timedelta(days=92)
WRITES = {Step.HOLD_MEETING: access.D, Step.SET_GOALS: access.D, Step.HOME_SPARRING: access.E}


def may_do(step: str, user: Any, data_class: str = "") -> bool:
    """Whether the step is this user's to do. ``data_class``: of the agreement to follow up, where it is one."""
    named = Step(step)
    if named in DONE_BY:
        return bool(user.role == DONE_BY[named])
    return access.may_write(user, data_class or WRITES.get(named, access.A))


def may_postpone(step: str, user: Any) -> bool:
    """Whether this user may put the step off: whoever carries the case, and not the one who is waited for.

    An agreement has a date of its own, and the step stands for all that are due: it is followed up and not put off.
    """
    return step != Step.FOLLOW_AGREEMENT and bool(user.role == Role.COORDINATOR)
