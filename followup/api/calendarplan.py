"""What importing a calendar file would do: each school year before and after, and its errors."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.danish import period, short_date
from followup import schoolyears
from followup.calendar_serializers import SchoolYearSerializer
from followup.calendarfile import Reading
from followup.calendarfile.events import Unread
from followup.models import SchoolYear
from followup.schoolyear import DAYS, WITHIN, as_year, year_name


def plan_of(
    reading: Reading, unread: Iterable[Unread], rows: Mapping[int, SchoolYear], context: dict[str, Any]
) -> dict[str, Any]:
    """The plan for a file: years in words and as values to send, and the entries left out."""
    years = [_year(begins, said, rows.get(begins), context) for begins, said in reading.years.items()]
    left_out = [*unread, *reading.left_out]
    return {
        "years": years,
        "left_out": [{"place": each.place, "name": each.name, "why": each.why} for each in left_out],
        "known": reading.known,
        "may_save": any(year["changes"] for year in years) and not any(year["errors"] for year in years),
    }


def _year(begins: int, said: dict[str, Any], row: SchoolYear | None, context: dict[str, Any]) -> dict[str, Any]:
    before = {name: getattr(row, name, None) for name in DAYS}
    kept = schoolyears.closed_rows(row)
    days = {(each["from_on"], each["until_on"]) for each in kept}
    added = [each for each in said["closed_days"] if (each["from_on"], each["until_on"]) not in days]
    after = {**before, **{name: value for name, value in said.items() if name in before}}
    sent = {**after, "closed_days": [*kept, *added]}
    changes = [*_changes(before, after), *(_added(each) for each in added)]
    return {
        "name": year_name(begins),
        "changes": changes,
        "errors": _errors(begins, sent, row, context),
        "missing": schoolyears.missing(as_year(begins, sent)),
        "values": {"starts_in": begins, "version": row.version if row else None, **sent} if changes else None,
    }


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for name, label in (("first_day_on", _("Første skoledag")), ("last_day_on", _("Sidste skoledag"))):
        if before[name] != after[name]:
            found.append({"label": label, "before": short_date(before[name]), "after": short_date(after[name])})
    for each in WITHIN:
        was, now = ((values[f"{each}_from_on"], values[f"{each}_until_on"]) for values in (before, after))
        if was != now:
            found.append({"label": each.label.capitalize(), "before": period(*was), "after": period(*now)})
    return found


def _added(row: Mapping[str, Any]) -> dict[str, str]:
    return {"label": row["name"], "before": "", "after": period(row["from_on"], row["until_on"])}


def _errors(begins: int, sent: dict[str, Any], row: SchoolYear | None, context: dict[str, Any]) -> list[str]:
    """The errors of the year's own rules, as saving it would give them."""
    data = sent if row is not None else {"starts_in": begins, **sent}
    data = {name: value for name, value in data.items() if value is not None}
    asked = SchoolYearSerializer(row, data=data, partial=row is not None, context=context)
    try:
        asked.is_valid(raise_exception=True)
    except serializers.ValidationError as error:
        return _texts(error.detail)
    return []


def _texts(detail: Any) -> list[str]:
    if isinstance(detail, Mapping):
        return [text for each in detail.values() for text in _texts(each)]
    if isinstance(detail, list):
        return [text for each in detail for text in _texts(each)]
    return [str(detail)]
