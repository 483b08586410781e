"""Where a case is in the cycle, stored for lists. One function computes it; nothing here depends on today's date."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import Case, Placement, Schooling
from children.models.relation import children_of
from followup.steps import step_choices


class CaseStatusQuerySet(models.QuerySet["CaseStatus"]):
    """Queries over case statuses."""

    def visible_to(self, user: Any) -> "CaseStatusQuerySet":
        """The statuses of cases the user may see."""
        return self.filter(children_of(user, "case__child_id"), municipality=user.municipality_id)


class CaseStatus(models.Model):
    """The derived state of one case, written in the transaction that caused it and by a nightly job."""

    class Phase(models.TextChoices):
        ASSESSMENT = "assessment", _("Afdækning")
        GOALS = "goals", _("Fælles mål")
        SUPPORT = "support", _("Støtte og vejledning")
        FOLLOW_UP = "follow_up", _("Opfølgning")
        CLOSED = "closed", _("Afsluttet")

        @classmethod
        def of_open_cases(cls) -> list["CaseStatus.Phase"]:
            """The phases of the cycle, in order."""
            return [phase for phase in cls if phase != cls.CLOSED]

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="status")
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField()
    phase = models.CharField(max_length=10, choices=Phase)
    round = models.PositiveSmallIntegerField(default=1)
    next_step = models.CharField(max_length=20, choices=step_choices)
    # The last day to do the step.
    next_step_on = models.DateField(null=True)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="+")
    schooling = models.ForeignKey(Schooling, null=True, on_delete=models.SET_NULL, related_name="+")
    last_meeting_on = models.DateField(null=True)
    next_meeting_at = models.DateTimeField(null=True)
    window_opens_on = models.DateField(null=True)
    window_closes_on = models.DateField(null=True)
    school_sparring_due_on = models.DateField(null=True)
    home_sparring_due_on = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    computed_at = models.DateTimeField(default=timezone.now)

    objects = CaseStatusQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "is_open", "next_step_on"], name="status_urgency"),
            models.Index(fields=["window_opens_on"], condition=models.Q(is_open=True), name="status_window"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.phase}"
