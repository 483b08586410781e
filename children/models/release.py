"""Passing on: an item of a record given to one person, by its author or the coordinator."""

import datetime as dt
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.prepared import Prepared, StandIn

from .network import NetworkMember
from .records import CaseRecord
from .relation import active_on


class Release(CaseRecord):
    """One item passed on to one member of the child's network, dated; it can be taken back."""

    class Item(models.TextChoices):
        PART = "assessment_part", _("Del af afdækningen")
        REPORT = "assessment_report", _("Afdækningsrapport")
        DREAM = "dream", _("Barnets drøm")
        GOAL = "goal", _("Barnets ord om målet")
        AGREEMENT = "agreement", _("Aftale hjemme")
        SPARRING = "sparring", _("Sparring")
        MEETING = "meeting", _("Barnets del af mødet")
        DIAGNOSIS = "diagnosis", _("Diagnose")
        OTHER_MEASURE = "other_measure", _("Anden indsats")

    # What each kind is a row of. Most live in apps above this one, which must not be imported here; a name is enough to
    # ask whether the item is there, and the app above need not lend its rules for that.
    MODELS = {
        Item.PART: "assessments.AssessmentPart",
        Item.REPORT: "assessments.AssessmentReport",
        Item.DREAM: "goals.Dream",
        Item.GOAL: "goals.Goal",
        Item.AGREEMENT: "goals.Agreement",
        Item.SPARRING: "support.Sparring",
        Item.MEETING: "meetings.Meeting",
        Item.DIAGNOSIS: "children.Diagnosis",
        Item.OTHER_MEASURE: "children.OtherMeasure",
    }

    item_kind = models.CharField(max_length=20, choices=Item)
    item_id = models.UUIDField()
    to_member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, related_name="released")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    released_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item_id", "to_member"], condition=models.Q(withdrawn_at=None), name="released_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_item_kind_display()} – {self.to_member}"

    @classmethod
    def find_item(cls, kind: str, item_id: UUID, *, case: Any) -> Any | None:
        """The item of a kind in a case, or None. Diagnoses and measures belong to the case's child."""
        model = apps.get_model(cls.MODELS[cls.Item(kind)])
        owner = {"case": case} if issubclass(model, CaseRecord) else {"child": case.child_id}
        return model._base_manager.filter(pk=item_id, **owner).first()


def released_to(user: Any) -> frozenset[UUID]:
    """Ids of all items passed on to a user and not taken back, while the part they were given to holds."""
    return frozenset(item_id for (item_id,) in _passed_on(timezone.localdate()).rows(user))


@lru_cache(maxsize=1)
def _passed_on(today: dt.date) -> Prepared:
    """Asked for by every page of a case, so put together once a day. It asks for the person, whatever the role."""
    somebody = StandIn.of("")
    members = NetworkMember.objects.filter(active_on(today), user_id=somebody.pk)
    rows = Release.objects.filter(to_member__in=members, withdrawn_at=None, municipality=somebody.municipality_id)
    return Prepared(rows.values_list("item_id"), somebody)
