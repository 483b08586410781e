"""The bases of every record about a child."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedRecord
from core.casechanges import case_changed
from core.models.field_errors import ErrorsAtFields

from .relation import children_of

BEFORE_BIRTH = _("Datoen ligger, før barnet blev født. Ret datoen.")


class ChildRecordQuerySet(models.QuerySet[Any]):
    """Records about children, visible to those with a relation to the child."""

    def visible_to(self, user: Any) -> Self:
        """Records of the children the user has an active relation to."""
        return self.filter(children_of(user, "child_id"), municipality=user.municipality_id)


class ChildRecord(ErrorsAtFields, OwnedRecord):
    """A record about one child."""

    child = models.ForeignKey("children.Child", on_delete=models.PROTECT, related_name="%(class)ss", editable=False)

    objects = ChildRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.municipality_id = self.child.municipality_id
        super().save(*args, **kwargs)
        for case_id in self.touched_cases():
            case_changed(case_id)

    def remove(self, **kwargs: Any) -> None:
        touched = self.touched_cases()
        super().remove(**kwargs)
        for case_id in touched:
            case_changed(case_id)

    @property
    def members_on(self) -> dt.date:
        """The day on which an adult named here must be around the child."""
        return timezone.localdate()

    def touched_cases(self) -> list[Any]:
        """Cases whose phase or next step may depend on this record."""
        return list(self.child.cases.filter(closed_on=None).values_list("pk", flat=True))


class CaseRecord(ChildRecord):
    """A record of one case of the child. It is written while the case is open (``needs_open_case``)."""

    case = models.ForeignKey(
        "children.Case", verbose_name=_("forløb"), on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.child = self.case.child
        super().save(*args, **kwargs)

    @property
    def needs_open_case(self) -> bool:
        """Whether the case must be open to write this record. Override for the few that a closed case takes."""
        return True

    @property
    def is_read_only(self) -> bool:
        return self.needs_open_case and not self.case.is_open

    def demand_writable(self) -> None:
        if self.needs_open_case:
            self.case.lock_open()

    @property
    def model_version(self) -> int:
        """The version of the intervention its case follows."""
        return self.case.model_version

    def touched_cases(self) -> list[Any]:
        return [self.case_id]


def before_birth(child: Any, **days: dt.date | None) -> dict[str, Any]:
    """An error for each of these days, by field, that lies before the child's birth."""
    return {name: BEFORE_BIRTH for name, day in days.items() if day and day < child.born_on}
