"""What is to be done next in a case, with when and why. Nothing forces the order; what is missing stays visible.

Each kind of step is declared once, in the module of its phase, and listed there in ``KINDS``. All code about steps
(words, buttons, pages, lists, reminders) reads the declarations. Nothing in this package imports a model: the models
take their choices from it.
"""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from . import assessment, follow_up, goals, support
from .due import home_sparring_due_on, school_sparring_due_on, start_up_window, window_of
from .kind import NextStep, StepKind, is_put_off

if TYPE_CHECKING:
    from followup.facts import Facts

__all__ = [
    "KINDS",
    "NONE",
    "NextStep",
    "StepKind",
    "all_steps",
    "by_urgency",
    "home_sparring_due_on",
    "is_put_off",
    "kind_of",
    "label_of",
    "school_sparring_due_on",
    "start_up_window",
    "step_choices",
    "steps",
    "window_of",
]

# In the order of a case's course.
KINDS: tuple[StepKind, ...] = (*assessment.KINDS, *goals.KINDS, *support.KINDS, *follow_up.KINDS)
BY_KEY = {kind.key: kind for kind in KINDS}
# The value for a case without a next step.
NONE = "none"
NOTHING = gettext_lazy("Intet lige nu")


def kind_of(key: str) -> StepKind:
    """The kind with a key. Raises KeyError for an unknown key."""
    return BY_KEY[key]


def label_of(key: str) -> str:
    """The name of a step, or the words for none."""
    return str(NOTHING if key == NONE else kind_of(key).label)


def step_choices() -> list[tuple[str, Any]]:
    """Every kind, and none, for fields and filters; a function, so that a new kind needs no migration."""
    return [*((kind.key, kind.label) for kind in KINDS), (NONE, NOTHING)]


def steps(facts: "Facts", today: dt.date) -> list[NextStep]:
    """Everything to do in an open case on a day, most urgent first."""
    return sorted((step for step in all_steps(facts) if step.is_shown(today)), key=by_urgency)


def all_steps(facts: "Facts") -> list[NextStep]:
    """The steps of an open case on any day: some are shown from a day on, or until one."""
    if facts.closed_on is not None:
        return []
    return [_with_postponement(NextStep(kind, *found), facts) for kind in KINDS for found in kind.find(facts)]


def by_urgency(step: NextStep) -> tuple[dt.date, int, dt.date]:
    """The sort key of steps, of one case or of many: the one that is, or becomes, late first comes first."""
    return step.late_on, step.kind.same_day, step.comes_on


def _with_postponement(step: NextStep, facts: "Facts") -> NextStep:
    until_on, reason = facts.postponed.get(step.step, (step.act_on, ""))
    if not is_put_off(until_on, step.act_on):
        return step
    return replace(step, postponed_until=until_on, postponed_for=reason)
