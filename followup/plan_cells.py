"""The cells of the year planner as HTML: there are hundreds, and the template takes five times as long to draw them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.addresses import address
from core.danish import weekday_date

Row = dict[str, Any]
DAYS = 7
# The sign of each kind, in black and white too, and its words. A band has the cell's own pattern.
SIGNS = {
    "held": "✓",
    "booked": "●",
    "due": "○",
    "expected": "◌",
    "school_sparring": "S",
    "home_sparring": "H",
    "window": "",
    "later": "",
}
BANDS = ("window", "later")
WORDS = {
    "held": gettext_lazy("møde holdt %(day)s"),
    "booked": gettext_lazy("møde booket %(day)s"),
    "due": gettext_lazy("ikke booket, forventet %(day)s"),
    "expected": gettext_lazy("forventet møde %(day)s"),
    "school_sparring": gettext_lazy("sparring i skolen senest %(day)s"),
    "home_sparring": gettext_lazy("sparring i hjemmet senest %(day)s"),
}
LATE = {
    "due": gettext_lazy("over tid, ikke booket"),
    "school_sparring": gettext_lazy("sparring i skolen er over tid"),
    "home_sparring": gettext_lazy("sparring i hjemmet er over tid"),
}


def cells(week: Row, data: Row, names: list[str]) -> SafeString:
    """A week's cells: one for each child with something in it, and one for each gap between them."""
    return mark_safe("".join(_Line(week, data, names).cells()))  # noqa: S308  every text and address is escaped


class _Line:
    """One week's row of cells. A manager's leads nowhere, and a week that is over or closed books nothing."""

    def __init__(self, week: Row, data: Row, names: list[str]) -> None:
        self.week, self.names, self.cases, self.masked = week, names, data["cases"], data["masked"]
        self.has_days = (data["today"] - week["monday"]).days < DAYS and week["open_days"] > 0
        self.asked = {"week": str(week["monday"])}

    def cells(self) -> Iterator[str]:
        """The cells in order, as HTML."""
        at = 0
        for place, entries in groupby(self.week["entries"], key=lambda entry: entry["case"]):
            yield _gap(place - at)
            yield self._cell(place, list(entries))
            at = place + 1
        yield _gap(len(self.names) - at)

    def _cell(self, place: int, entries: list[Row]) -> str:
        """What one child has in the week. A band stands behind everything else in it."""
        band = next((entry["kind"] for entry in entries if entry["kind"] in BANDS), "")
        shown = [entry for entry in entries if entry["kind"] not in BANDS] or entries[:1]
        dot = "" if shown[0]["kind"] in BANDS else " rt-plan__dot"
        marks = "".join(self._mark(place, entry) for entry in shown)
        return f'<td class="rt-plan__cell{f" rt-plan__{band}" if band else ""}{dot}">{marks}</td>'

    def _mark(self, place: int, entry: Row) -> str:
        sign, url = SIGNS[entry["kind"]], self._url(place, entry)
        seen = f'<span aria-hidden="true">{sign}</span> ' if sign else ""
        inside = f'{seen}<span class="rt-plan__text">{escape(f"{self.names[place]}: {self._words(entry)}")}</span>'
        return f'<a href="{escape(url)}">{inside}</a>' if url else f"<span>{inside}</span>"

    def _words(self, entry: Row) -> str:
        kind = entry["kind"]
        if kind == "window":
            return _("kan holdes")
        if kind == "later":
            return _("forventet periode")
        return str(LATE[kind]) if entry["is_late"] else str(WORDS[kind]) % {"day": weekday_date(entry["on"])}

    def _url(self, place: int, entry: Row) -> str:
        """The meeting, or the page that books it in this week or moves the booked one there; "" where there is none."""
        if self.masked:
            return ""
        if entry["kind"] in ("held", "booked"):
            return address("meeting", entry["meeting"])
        if entry["kind"] not in ("window", "due") or not self.has_days:
            return ""
        if entry["meeting"]:
            return address("meeting-edit", entry["meeting"], query=self.asked)
        return address("meeting-new", self.cases[place]["id"], query=self.asked)


def _gap(width: int) -> str:
    return f'<td colspan="{width}"></td>' if width else ""
