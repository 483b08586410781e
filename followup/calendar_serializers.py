"""The school year in the API."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.serializers import RECORD, PartSerializer
from core import access
from core.bodies import Body
from core.queries import Query

from . import schoolyears
from .models import ClosedDays, SchoolYear
from .models.schoolyear import OUTSIDE
from .schoolyear import DAYS, as_year, lies_in

MOST_CLOSED = 60
# A date in a school year may lie years ahead, so it is typed with its year.
WHOLE = {"day": "whole"}


class ClosedDaysSerializer(PartSerializer):
    """A row of a school year: days its schools are closed beyond the holidays."""

    class Meta:
        model = ClosedDays
        route = "schoolyear-detail"
        record_class = access.O
        fields = ["name", "from_on", "until_on"]
        # A row with only one date gets an error for its missing fields: a new row holds no date by default.
        extra_kwargs = {
            "name": {"required": False},
            "from_on": {"required": False, "style": {"begins": True, **WHOLE}},
            "until_on": {"required": False, "style": {"begins": True, **WHOLE}},
        }

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {}

    def unchecked(self) -> set[str]:
        return {"municipality", "school_year"}

    def to_representation(self, record: Any) -> dict[str, Any]:
        # A row of a record is read with the whole record.
        data = super().to_representation(record)
        del data["restricted"]
        return data


class SchoolYearSerializer(PartSerializer):
    """A school year as the municipality has set it. Null fields follow the rule.

    ``closed_days`` are all of the year's: a write replaces the present ones.
    """

    closed_days = ClosedDaysSerializer(many=True, required=False, label=gettext_lazy("Lukkedage"))

    class Meta:
        model = SchoolYear
        route = "schoolyear-detail"
        record_class = access.O
        fixed = {"starts_in"}
        classes = {"closed_days": access.O}
        fields = [*RECORD, "starts_in", *DAYS, "closed_days"]
        extra_kwargs = {name: {"style": WHOLE} for name in DAYS}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for closed days outside the year, and for a year with too few school days left."""
        attrs = super().validate(attrs)
        begins = attrs["starts_in"] if self.instance is None else self.instance.starts_in
        self._check_closed(begins, attrs.get("closed_days", []))
        if not schoolyears.has_enough_days(self._as_it_would_be(begins, attrs)):
            raise serializers.ValidationError(
                _("Med de datoer er der kun få skoledage tilbage i skoleåret. Se første og sidste dag efter.")
            )
        return attrs

    def _check_closed(self, begins: int, rows: list[dict[str, dt.date]]) -> None:
        if len(rows) > MOST_CLOSED:
            message = _("Der kan højst stå %(count)s lukkedage i et skoleår.") % {"count": MOST_CLOSED}
            raise serializers.ValidationError({"closed_days": [message]})
        wrong = [
            {name: [OUTSIDE] for name in ("from_on", "until_on") if not lies_in(row[name], begins)} for row in rows
        ]
        if any(wrong):
            raise serializers.ValidationError({"closed_days": wrong})

    def _as_it_would_be(self, begins: int, attrs: Mapping[str, Any]) -> Any:
        before = {name: getattr(self.instance, name, None) for name in DAYS}
        rows = attrs.get("closed_days") if "closed_days" in attrs else schoolyears.closed_rows(self.instance)
        return as_year(begins, {**before, **attrs, "closed_days": rows})


class FileSerializer(serializers.Serializer[Any]):
    """The file to try."""

    file = serializers.FileField(label=gettext_lazy("Kalender"), help_text=gettext_lazy("iCalendar (.ics) eller CSV."))


class YearAsked(Query):
    """The calendar year in which the school year begins."""

    year = serializers.IntegerField(min_value=2000, max_value=2100)


class YearsSerializer(Body):
    """School years to save together, each as the resource takes it, with the version it was read at."""

    years = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=10)
