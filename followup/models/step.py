"""The next steps of every open case, stored so that a query finds what is due."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models

from children.models import Case
from followup.steps import NextStep, step_choices

if TYPE_CHECKING:
    from followup.facts import Facts

# The stored values of a step, in the order of its columns. Its words are made when it is shown.
KEPT = ("step", "record_id", "act_on", "due_on", "shown_from", "shown_until", "postponed_until")


def kept_values(step: NextStep) -> tuple[Any, ...]:
    """The values of a step that are stored, for comparison with the stored ones."""
    return tuple(getattr(step, name) for name in KEPT)


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    """Queries over stored steps."""

    def shown(self, on: dt.date) -> "CaseStepQuerySet":
        """The steps shown on a day: what ``NextStep.is_shown`` says of one."""
        begun = models.Q(shown_from=None) | models.Q(shown_from__lte=on)
        return self.filter(begun, models.Q(shown_until=None) | models.Q(shown_until__gte=on))

    def put_off(self, on: dt.date) -> "CaseStepQuerySet":
        """The steps that are postponed on a day, as ``is_put_off`` says of one."""
        return self.filter(postponed_until__gt=on)

    def not_put_off(self, on: dt.date) -> "CaseStepQuerySet":
        """The steps that are not postponed on a day."""
        return self.exclude(postponed_until__gt=on)


class CaseStep(models.Model):
    """One next step, written in the transaction that caused it. It is valid on any day: nothing depends on today."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20, choices=step_choices)
    # The agreement, assessment or meeting the step is about.
    record_id = models.UUIDField(null=True)
    act_on = models.DateField()
    due_on = models.DateField()
    shown_from = models.DateField(null=True)
    shown_until = models.DateField(null=True)
    postponed_until = models.DateField(null=True)

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "step", "record_id"], nulls_distinct=False, name="step_kept_once"),
        ]
        indexes = [
            models.Index(fields=["step", "due_on"], name="step_due"),
            models.Index(fields=["step", "act_on"], name="step_act"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due_on}"

    @classmethod
    def of(cls, step: NextStep, facts: "Facts") -> "CaseStep":
        """The row for a step of a case."""
        values = dict(zip(KEPT, kept_values(step), strict=True))
        return cls(case_id=facts.case_id, municipality_id=facts.municipality.pk, **values)
