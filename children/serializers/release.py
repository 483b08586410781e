"""Passing on, in the API."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from core import access
from core.access import Role
from core.serializers import VisibleRelated

from ..actions.releases import ITEM_CLASSES
from ..models import NetworkMember, Release
from .base import RECORD, OfCaseSerializer


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

    def get_abilities(self, released: Release) -> dict[str, bool]:
        # What is of the assessment is taken back on its own page.
        stands = released.withdrawn_at is None and released.item_kind in ITEM_CLASSES
        may = self.user.role == Role.COORDINATOR or released.released_by_id == self.user.pk
        return {"change": False, "remove": False, "withdraw": stands and may}


class PassOnSerializer(OfCaseSerializer):
    """An item of a case, and those it is passed on to."""

    item_kind = serializers.ChoiceField(choices=[(kind, Release.Item(kind).label) for kind in ITEM_CLASSES])
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
        # Several releases come of it, each checked as it is written; here the item is looked up in the case.
        item = Release.find_item(attrs["item_kind"], attrs["item_id"], case=attrs["case"])
        if item is None:
            raise serializers.ValidationError({"item_id": [_("Det findes ikke i forløbet.")]})
        return {**attrs, "item": item}
