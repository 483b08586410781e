"""Passing on, in the API."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from core import access
from core.access import Role
from core.serializers import VisibleRelated

from ..actions.releases import ITEM_CLASSES, releasable
from ..models import NetworkMember, Release
from .base import RECORD, ActionSerializer, OfCaseSerializer

NOT_YOURS = gettext_lazy("Det er læringskoordinatoren, der deler det her. Spørg koordinatoren.")
NOT_HERE = gettext_lazy("Det findes ikke i forløbet.")

# The kinds passed on here; an assessment is passed on from its own page.
PASSABLE = [(kind, Release.Item(kind).label) for kind in ITEM_CLASSES]


class ReleaseSerializer(OfCaseSerializer):
    """One item passed on to one person."""

    to_name = serializers.CharField(source="to_member.name", read_only=True)
    by_name = serializers.CharField(source="released_by.name", read_only=True, default="")

    class Meta:
        model = Release
        route = "release-detail"
        record_class = access.A
        fixed = {"case"}
        classes = {"to_name": access.A, "by_name": access.A}
        fields = [
            *[*RECORD, "case", "item_kind", "item_id", "to_member", "to_name", "by_name"],
            *["released_at", "withdrawn_at"],
        ]

    def abilities_of(self, released: Release) -> dict[str, bool]:
        # An assessment is withdrawn on its own page.
        stands = released.withdrawn_at is None and released.item_kind in ITEM_CLASSES
        may = self.user.role == Role.COORDINATOR or released.released_by_id == self.user.pk
        return {"change": False, "remove": False, "withdraw": stands and may}


class PassOnSerializer(OfCaseSerializer):
    """An item of a case, and the people it is passed on to."""

    item_kind = serializers.ChoiceField(choices=PASSABLE)
    to_members = VisibleRelated(
        queryset=NetworkMember.objects.all(), many=True, allow_empty=False, label=gettext_lazy("Del med")
    )

    class Meta:
        model = Release
        route = "release-detail"
        record_class = access.A
        classes = {"to_members": access.A}
        fields = ["case", "item_kind", "item_id", "to_members"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Adds the item. Raises ValidationError where the case has no such item."""
        # Several releases come from it, each validated when it is written; here the item is looked up in the case.
        item = Release.find_item(attrs["item_kind"], attrs["item_id"], case=attrs["case"])
        if item is None:
            raise serializers.ValidationError({"item_id": [str(NOT_HERE)]})
        return {**attrs, "item": item}


class PassOnItemSerializer(ActionSerializer):
    """One of the items that are passed on together."""

    item_kind = serializers.ChoiceField(choices=PASSABLE)
    item_id = serializers.UUIDField()


class PassOnSeveralSerializer(OfCaseSerializer):
    """Items of a case, and the people who get all of them. The rules of a single item apply to each."""

    MOST = 50

    items = PassOnItemSerializer(
        many=True,
        allow_empty=False,
        label=gettext_lazy("Del"),
        error_messages={
            "required": gettext_lazy("Vælg, hvad du vil dele."),
            "empty": gettext_lazy("Vælg, hvad du vil dele."),
        },
    )
    to_members = VisibleRelated(
        queryset=NetworkMember.objects.all(), many=True, allow_empty=False, label=gettext_lazy("Del med")
    )

    class Meta:
        model = Release
        route = "release-detail"
        record_class = access.A
        classes = {"items": access.A, "to_members": access.A}
        fields = ["case", "items", "to_members"]

    def validate_items(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Raises ValidationError for more than MOST items."""
        if len(items) > self.MOST:
            raise serializers.ValidationError(_("Del højst %(most)s ad gangen.") % {"most": self.MOST})
        return items

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check that each item is in the case and that this user may pass it on. Two queries for each kind."""
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for row in attrs["items"]:
            wanted[row["item_kind"]].add(row["item_id"])
        there = {
            kind: set(Release.items_in(attrs["case"], kind).filter(pk__in=ids).values_list("pk", flat=True))
            for kind, ids in wanted.items()
        }
        yours = {kind: releasable(self.user, kind, ids, attrs["case"]) for kind, ids in there.items()}
        errors = [_refusal(row, there, yours) for row in attrs["items"]]
        if any(errors):
            raise serializers.ValidationError({"items": errors})
        return attrs


def _refusal(row: dict[str, Any], there: dict[str, set[UUID]], yours: dict[str, set[UUID]]) -> dict[str, list[str]]:
    kind, item_id = row["item_kind"], row["item_id"]
    if item_id not in there[kind]:
        return {"item_id": [str(NOT_HERE)]}
    return {} if item_id in yours[kind] else {"item_id": [str(NOT_YOURS)]}
