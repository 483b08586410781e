"""Passing on: an item of a record given to one person, by its author or the coordinator."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .network import NetworkMember
from .records import CaseRecord


class Release(CaseRecord):
    """One item passed on to one member of the child's network, dated; it can be taken back."""

    class Item(models.TextChoices):
        PART = "assessment_part", _("Del af afdækningen")
        REPORT = "assessment_report", _("Afdækningsrapport")
        DREAM = "dream", _("Barnets drøm")
        GOAL = "goal", _("Barnets ord om målet")
        SPARRING = "sparring", _("Sparring")
        MEETING = "meeting", _("Barnets del af mødet")
        DIAGNOSIS = "diagnosis", _("Diagnose")
        OTHER_MEASURE = "other_measure", _("Anden indsats")

    item_kind = models.CharField(max_length=20, choices=Item)
    item_id = models.UUIDField()
    to_member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, related_name="released")
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


def released_to(user: Any) -> frozenset[UUID]:
    """Ids of all items passed on to a user and not taken back."""
    rows = Release.objects.filter(to_member__user=user, withdrawn_at=None, municipality=user.municipality_id)
    return frozenset(rows.values_list("item_id", flat=True))
