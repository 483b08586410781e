"""Several children's meetings after one another on one day: one form, a meeting each, all of them or none."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from children.serializers.base import ActionSerializer
from core import access

from .serializers import MeetingSerializer

# More children than this fill no school day.
MOST_AT_ONCE = 8


class RowSerializer(MeetingSerializer):
    """One child's meeting in the form. A child that is not ticked is skipped, whatever else its row says."""

    row_named_by = "case"
    wanted = serializers.BooleanField(label=gettext_lazy("Book"), default=True)

    class Meta(MeetingSerializer.Meta):
        classes = {**MeetingSerializer.Meta.classes, "wanted": access.A}
        fields = ["wanted", "case", "kind", "on", "at", "minutes_planned", "place", "video_link", "invited"]

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, Mapping) and data.get("wanted") in (False, "false"):
            return None
        return super().run_validation(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError as a single meeting's rules do."""
        attrs.pop("wanted", None)
        return super().validate(attrs)


class SameDaySerializer(ActionSerializer):
    """Meetings on one day, one after another."""

    meetings = RowSerializer(
        many=True,
        label=gettext_lazy("Møde"),
        max_length=MOST_AT_ONCE,  # type: ignore[call-arg]
        error_messages={"max_length": gettext_lazy("Book højst {max_length} møder ad gangen.")},
    )

    def validate_meetings(self, rows: list[dict[str, Any] | None]) -> list[dict[str, Any]]:
        """The ticked rows. Raises ValidationError for none, and for meetings of several days or that overlap."""
        wanted = [(place, row) for place, row in enumerate(rows) if row is not None]
        if not wanted:
            raise serializers.ValidationError(_("Vælg mindst ét barn."))
        errors: list[dict[str, list[str]]] = [{} for _row in rows]
        before: dict[str, Any] | None = None
        for place, row in sorted(wanted, key=lambda each: each[1]["starts_at"]):
            if before is not None and (why := _why_not_after(before, row)):
                errors[place] = {"at": [why]}
            before = row
        if any(errors):
            raise serializers.ValidationError(errors)
        return [row for _place, row in wanted]


def _why_not_after(before: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Why a meeting cannot follow the one before it, or ""."""
    if before["starts_at"].date() != row["starts_at"].date():
        return _("Møderne skal ligge på samme dag.")
    if before["starts_at"] + dt.timedelta(minutes=before.get("minutes_planned", 60)) > row["starts_at"]:
        return _("Mødet begynder, før det forrige er slut. Skriv et senere klokkeslæt.")
    return ""
