"""The manager's first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.charts import meter
from core.pages import fetch, page


@page
def overview(request: HttpRequest) -> HttpResponse:
    """Caseload, overdue work, phases; every number links to its masked list."""
    data = fetch(request, "overview")
    cases = reverse("case-list")
    phases = [
        {"number": phase["count"], "label": phase["label"], "url": f"{cases}?phase={phase['phase']}"}
        for phase in data["phases"]
    ]
    rows = _with_bars(data["coordinators"], cases)
    context = {"data": data, "counts": _tiles(data["counts"], cases), "phases": phases, "coordinators": rows}
    return render(request, "insight/overview.html", context)


def _tiles(counts: dict[str, int], cases: str) -> list[dict[str, Any]]:
    """The figures that ask for attention, each followed by its parts."""
    late, empty = counts["step_overdue"], counts["without_content"]
    return [
        {
            "number": late,
            "label": _("Overskreden frist"),
            "detail": _("Opfølgning eller noget andet, også det udskudte"),
            "url": f"{cases}?overdue=any",
            "kind": "overdue" if late else "ok",
        },
        {
            "number": counts["follow_up_overdue"],
            "label": _("Heraf opfølgning"),
            "detail": _("Fristen for næste møde er passeret"),
            "url": f"{cases}?overdue=follow_up",
            "kind": "overdue" if counts["follow_up_overdue"] else "ok",
        },
        {
            "number": counts["put_off"],
            "label": _("Heraf udskudt"),
            "detail": _("Begrundelsen står i listen"),
            "url": f"{cases}?overdue=put_off",
            "kind": "waiting",
        },
        {
            "number": empty,
            "label": _("Møder holdt uden indhold"),
            "detail": _("Ingen deltagere, ingen mål og ingen ord fra barnet"),
            "url": f"{cases}?meeting=without_content",
            "kind": "due" if empty else "ok",
        },
        {"number": counts["booked"], "label": _("Møde booket"), "url": f"{cases}?meeting=booked", "kind": "ok"},
    ]


def _with_bars(coordinators: list[dict[str, Any]], cases: str) -> list[dict[str, Any]]:
    """Each coordinator with a link to the cases and a bar on a common scale."""
    top = max((max(row["open"], row["capacity"] or 0) for row in coordinators), default=1)
    return [
        {
            **row,
            "url": f"{cases}?coordinator={row['id']}",
            "is_over": row["capacity"] is not None and row["open"] > row["capacity"],
            "bar": meter(row["open"], row["capacity"], top),
        }
        for row in coordinators
    ]
