"""The input about duties of those who have left."""

from uuid import UUID

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from core.serializers import VisibleRelated
from core.wording import CHOOSE

from ..actions.orphaned import LET_GO
from ..models import NetworkMember
from .base import ActionSerializer


class SettleRowSerializer(ActionSerializer):
    """One duty, and who takes over: the id of somebody in the network, or that it is dropped."""

    what = serializers.CharField(max_length=80)
    to = serializers.CharField(max_length=36, required=False, allow_blank=True, label=gettext_lazy("Hvem tager over?"))

    def validate_to(self, to: str) -> str:
        """Raises ValidationError for a value that is neither empty, LET_GO nor an id."""
        if to not in ("", LET_GO):
            try:
                UUID(to)
            except ValueError:
                raise serializers.ValidationError(CHOOSE) from None
        return to


class MoveOnSerializer(ActionSerializer):
    """After a change of school or placement: who leaves with the former place, and who takes over."""

    period = serializers.UUIDField()
    leaving = VisibleRelated(
        queryset=NetworkMember.objects.all(), many=True, required=False, label=gettext_lazy("Hvem fortsætter ikke?")
    )
    rows = SettleRowSerializer(many=True, required=False, label=gettext_lazy("Opgave"))


class SettleSerializer(ActionSerializer):
    """Who takes over what."""

    rows = SettleRowSerializer(many=True, label=gettext_lazy("Opgave"))
