"""Passing on: an item of a record given to one person, by its author or the coordinator."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.acts import current_act
from core.prepared import CompiledQuery, StandIn

from .network import NetworkMember
from .person import person_at, person_id, rows_of
from .records import CaseRecord, ChildRecordQuerySet
from .relation import active_on


class ReleaseQuerySet(ChildRecordQuerySet):
    """Queries over releases."""

    def standing(self) -> Self:
        """Releases that are not withdrawn, including those of people who have left and may come back."""
        return self.filter(withdrawn_at=None)

    def in_force(self, on: dt.date) -> Self:
        """Standing releases to a person with a part around the child on a day, in this or another row."""
        holds = NetworkMember.objects.filter(active_on(on), rows_of("to_member"), child=OuterRef("child"))
        return self.standing().filter(Exists(holds))

    def to_people(self, members: Iterable[NetworkMember]) -> Self:
        """Releases to the people behind these members, in any of their rows."""
        people = [person_id(member) for member in members]
        return self.annotate(person=person_at("to_member")).filter(person__in=people)


class Release(CaseRecord):
    """One item passed on to one person in the child's network, dated; it can be withdrawn.

    It is given to a person, who may read it while any row of theirs is a part around the child.
    """

    class Item(models.TextChoices):
        PART = "assessment_part", _("Del af afdækningen")
        REPORT = "assessment_report", _("Afdækningsrapport")
        DREAM = "dream", _("Barnets drøm")
        GOAL = "goal", _("Barnets ord om målet")
        AGREEMENT = "agreement", _("Aftale hjemme")
        SPARRING = "sparring", _("Sparring")
        MEETING = "meeting", _("Barnets ord fra mødet")
        DIAGNOSIS = "diagnosis", _("Diagnose")
        OTHER_MEASURE = "other_measure", _("Anden indsats")

    # The model of each kind. Most live in apps above this one, which must not be imported here; a name is enough to
    # check that the item exists.
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

    # Items passed on together share an act, and are notified as one.
    act = models.UUIDField(default=current_act, editable=False)
    item_kind = models.CharField(max_length=20, choices=Item)
    item_id = models.UUIDField()
    to_member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, related_name="released")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    released_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = ReleaseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item_id", "to_member"],
                condition=models.Q(withdrawn_at=None),
                name="released_once",
                violation_error_message=_("Det er allerede delt. Hent siden igen."),
            )
        ]

    @property
    def needs_open_case(self) -> bool:
        """Whether it is new: a withdrawal is always possible, because it gives nobody anything."""
        return self._state.adding

    def __str__(self) -> str:
        return f"{self.get_item_kind_display()} – {self.to_member}"

    @classmethod
    def items_in(cls, case: Any, kind: str) -> models.QuerySet[Any]:
        """All items of a kind in a case. Diagnoses and measures belong to the case's child."""
        model = apps.get_model(cls.MODELS[cls.Item(kind)])
        owner = {"case": case} if issubclass(model, CaseRecord) else {"child": case.child_id}
        return model._base_manager.filter(**owner)

    @classmethod
    def find_item(cls, kind: str, item_id: UUID, *, case: Any) -> Any | None:
        """The item of a kind in a case, or None."""
        return cls.items_in(case, kind).filter(pk=item_id).first()


def shared_with(items: Collection[UUID]) -> dict[UUID, list[str]]:
    """By item: the names of its receivers who may read it today, in the order it was given. One query.

    ``released_to`` answers the same for each receiver.
    """
    names: dict[UUID, list[str]] = defaultdict(list)
    given = Release.objects.in_force(timezone.localdate()).filter(item_id__in=items).order_by("released_at")
    for item_id, name in given.values_list("item_id", "to_member__name"):
        if name not in names[item_id]:
            names[item_id].append(name)
    return names


def released_to(user: Any) -> frozenset[UUID]:
    """Ids of all items passed on to a user and not withdrawn, about children the user has a part around."""
    return frozenset(item_id for (item_id,) in _passed_on(timezone.localdate()).rows(user))


@lru_cache(maxsize=1)
def _passed_on(today: dt.date) -> CompiledQuery:
    """Every page of a case uses this query, so it is compiled once a day. It depends on the person, not the role."""
    somebody = StandIn.of("")
    around = NetworkMember.objects.filter(active_on(today), user_id=somebody.pk).values("child")
    rows = Release.objects.standing().filter(to_member__user=somebody.pk, child__in=around)
    return CompiledQuery(rows.filter(municipality=somebody.municipality_id).values_list("item_id"), somebody)
