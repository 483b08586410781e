"""The case: one child's course through the intervention. Its phase is derived elsewhere, never set."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import INTERVENTIONS, Intervention, Municipality, OwnedRecord
from accounts.models.municipality import CADENCE_TURNED
from core import access
from core.acts import locked_in_act
from core.casechanges import case_changed
from core.models import ReadOnlyRecord
from core.models.change import difference
from core.models.dates import refuse_future
from core.preparedrecords import CompiledRecords

from .leading import led_by
from .relation import children_of

HAS_OPEN_CASE = _("Barnet har allerede et åbent forløb.")
ENDS_BEFORE_IT_BEGAN = _("Forløbet kan ikke slutte, før det er begyndt. Ret datoen.")
# The one message for a write in a closed case.
CASE_CLOSED = _("Forløbet er afsluttet. Genåbn det, før du skriver mere.")


# 0.3 ms of every write in a case, and 0.9 as a queryset.
@CompiledRecords
def _locked(cases: Sequence[UUID]) -> Any:
    return Case.objects.select_for_update(no_key=True).filter(pk__in=cases)


class CaseQuerySet(models.QuerySet["Case"]):
    """Queries over cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Cases of the children the user has an active relation to."""
        return self.filter(children_of(user, "child_id"), municipality=user.municipality_id)

    def of_unit(self, manager: Any) -> "CaseQuerySet":
        """Cases the manager's unit leads, to be shown masked: it is no relation to the child."""
        return self.filter(led_by(manager.unit_id), municipality=manager.municipality_id)

    def open(self) -> "CaseQuerySet":
        """Cases that are not closed."""
        return self.filter(closed_on=None)


class Case(OwnedRecord):
    """A case (forløb): opened, closed with a reason, at most one open for each child. It has no end date of its own."""

    class CloseReason(models.TextChoices):
        RETURNED_HOME = "returned_home", _("Hjemgivet")
        MOVED = "moved", _("Flyttet til en anden kommune")
        LEFT_SCHOOL = "left_school", _("Gået ud af grundskolen")
        WITHDREW = "withdrew", _("Ønsker ikke at fortsætte")

    child = models.ForeignKey("children.Child", on_delete=models.PROTECT, related_name="cases", editable=False)
    number = models.CharField(_("forløbsnummer"), max_length=9, editable=False)
    model_version = models.PositiveSmallIntegerField(
        _("indsatsmodel"), choices=Municipality.ModelVersion, editable=False
    )
    opened_on = models.DateField(_("åbnet"))
    # The last day it was reopened after a closing.
    reopened_on = models.DateField(_("genåbnet"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("afsluttet"), null=True, blank=True, editable=False)
    close_reason = models.CharField(
        _("hvorfor afsluttes forløbet?"), max_length=16, choices=CloseReason, blank=True, editable=False
    )
    closing_note = models.TextField(_("afsluttende bemærkning"), max_length=4000, blank=True, editable=False)
    # A case's own cadence, with its reason; empty means the municipality's.
    own_min_months = models.PositiveSmallIntegerField(
        _("opfølgning tidligst efter (måneder)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    own_max_months = models.PositiveSmallIntegerField(
        _("opfølgning senest efter (måneder)"), null=True, blank=True, validators=[MaxValueValidator(12)]
    )
    cadence_reason = models.CharField(_("hvorfor en anden rytme?"), max_length=300, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"],
                name="case_number_once",
                violation_error_message=_("Forløbsnummeret er netop brugt. Prøv igen."),
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(closed_on=None),
                name="one_open_case_a_child",
                violation_error_message=HAS_OPEN_CASE,
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="case_in_order",
                violation_error_message=ENDS_BEFORE_IT_BEGAN,
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, close_reason="")
                | models.Q(closed_on__isnull=False) & ~models.Q(close_reason=""),
                name="closed_with_reason",
                violation_error_message=_("Vælg, hvorfor forløbet afsluttes."),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "closed_on"], name="case_open")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it is not closed."""
        return self.closed_on is None

    def demand_open(self) -> None:
        """Raises ReadOnlyRecord where the case was closed when it was read."""
        if not self.is_open:
            raise ReadOnlyRecord(CASE_CLOSED)

    def lock_open(self) -> None:
        """Keep the case open until the transaction ends. Every record of a case calls this when it is saved or
        removed.

        One query, or none where this act has locked the case. Raises ReadOnlyRecord where the case is closed by now.
        """
        locked = locked_in_act()
        if self.pk not in locked:
            # No key lock: records that point at the case, its status and its notices are written meanwhile.
            [stored] = _locked([self.pk])
            stored.demand_open()
            locked.add(self.pk)

    def refuse_change(self, before: "Case") -> None:
        # A closed case takes no change of its own fields; reopening and handing over make none.
        if not before.is_open and not self.is_open and difference(before, self):
            raise ReadOnlyRecord(CASE_CLOSED)

    def may_be_written(self, user: Any, data_class: str) -> bool:
        """Whether this user may write records of this class in the case now."""
        return self.is_open and access.may_write(user, data_class, self)

    @property
    def intervention(self) -> Intervention:
        """The version of the intervention that the case follows."""
        return INTERVENTIONS[self.model_version]

    def clean(self) -> None:
        """Raises ValidationError for a first day in the future, an end before the beginning, and an own rhythm that is
        incomplete, turned or without a reason.
        """
        refuse_future(_("Skriv, hvornår forløbet begyndte."), opened_on=self.opened_on)
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": ENDS_BEFORE_IT_BEGAN})
        own = (self.own_min_months, self.own_max_months)
        if any(own) and not all(own):
            missing = "own_max_months" if self.own_min_months else "own_min_months"
            raise ValidationError({missing: _("Udfyld både tidligst og senest, eller lad begge være tomme.")})
        if all(own) and self.own_min_months >= self.own_max_months:  # type: ignore[operator]
            raise ValidationError({"own_max_months": CADENCE_TURNED})
        if all(own) and not self.cadence_reason.strip():
            raise ValidationError({"cadence_reason": _("Skriv, hvorfor forløbet har sin egen rytme.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.municipality_id = self.child.municipality_id
        super().save(*args, **kwargs)
        if not self.is_open:
            locked_in_act().discard(self.pk)
        case_changed(self.pk)
