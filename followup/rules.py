"""Every rule of a notice: the reminders that steps declare, and the news of what somebody did."""

from typing import Any

from .newskinds import NEWS, NewsKind
from .steps import KINDS
from .steps.reminder import Reminder

# By rule. A rule that notifies several people at different times has the same words for all.
REMINDERS: dict[str, Reminder] = {
    reminder.rule: reminder for kind in reversed(KINDS) for reminder in reversed(kind.reminders)
}
# The step of each reminder.
STEPS = {reminder.rule: kind for kind in KINDS for reminder in kind.reminders}
RULES: dict[str, Reminder | NewsKind] = REMINDERS | NEWS


def rule_choices() -> list[tuple[str, Any]]:
    """Every rule with its heading; a function, so that a new rule needs no migration."""
    return [(rule, declared.label) for rule, declared in RULES.items()]
