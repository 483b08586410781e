"""Compares a booked day with the window and the school calendar: shows warnings, refuses nothing.

Both come from the app above, as data of its resource for follow-up dates.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.danish import as_day, date_words, weekday_date

Dates = Mapping[str, Any]


def about_the_day(meeting: Mapping[str, Any], dates: Dates) -> list[dict[str, str]]:
    """Warnings about the day of a booked meeting, as the API gives it."""
    if meeting["state"] != "planned":
        return []
    day = as_day(meeting["starts_at"])
    found = []
    closed = (dates.get("closed") or {}).get(str(day))
    if closed:
        found.append(("closed", _("Dagen er en lukkedag: %(why)s.") % {"why": closed}))
    window = dates.get("window")
    if meeting["kind"] != dates.get("kind") or not window or day is None:
        return [{"key": key, "text": text} for key, text in found]
    opens_on, closes_on = as_day(window["opens_on"]), as_day(window["closes_on"])
    if opens_on and day < opens_on:
        found.append(
            ("early", _("Opfølgningen kan tidligst holdes %(day)s. Mødet ligger før.") % {"day": date_words(opens_on)})
        )
    if closes_on and day > closes_on:
        found.append(("late", _("Mødet ligger efter fristen %(day)s.") % {"day": date_words(closes_on)}))
    return [{"key": key, "text": text} for key, text in found]


def proposed(dates: Dates) -> list[dict[str, str]]:
    """The proposed days as choices, with "another day" last; empty where nothing is proposed."""
    days = [
        {"value": str(each["date"]), "label": weekday_date(each["date"]), "hint": str(each["reason"])}
        for each in dates.get("proposals") or []
    ]
    return [*days, {"value": "", "label": _("En anden dag"), "hint": ""}] if days else []
