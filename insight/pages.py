"""The manager's first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.charts import bar_chart
from core.pages import fetch, page


@page
def overview(request: HttpRequest) -> HttpResponse:
    """Caseload, what is over time, phases; every number leads to its masked list."""
    data = fetch(request, "overview")
    cases, counts = reverse("case-list"), data["counts"]
    tiles = [
        {
            "number": counts["follow_up_overdue"],
            "label": _("Opfølgninger med overskredet frist"),
            "detail": _("Fristen for næste møde er passeret"),
            "url": f"{cases}?overdue=follow_up",
            "kind": "overdue" if counts["follow_up_overdue"] else "ok",
        },
        {
            "number": counts["step_overdue"],
            "label": _("Overskreden frist"),
            "detail": _("Opfølgning eller noget andet, også det udskudte"),
            "url": f"{cases}?overdue=any",
            "kind": "due",
        },
        {
            "number": counts["put_off"],
            "label": _("Heraf udskudt"),
            "detail": _("Begrundelsen står i listen"),
            "url": f"{cases}?overdue=put_off",
            "kind": "waiting",
        },
        {"number": counts["booked"], "label": _("Møde booket"), "url": f"{cases}?meeting=booked", "kind": "ok"},
        {
            "number": counts["without_content"],
            "label": _("Møder holdt uden indhold"),
            "detail": _("Ingen deltagere, ingen mål og ingen ord fra barnet"),
            "url": f"{cases}?meeting=without_content",
            "kind": "due" if counts["without_content"] else "ok",
        },
        {"number": counts["open"], "label": _("Åbne forløb"), "url": cases, "kind": "info"},
    ]
    for phase in data["phases"]:
        phase["url"] = f"{cases}?phase={phase['phase']}"
    for row in data["coordinators"]:
        row["url"] = f"{cases}?coordinator={row['id']}"
        row["is_over"] = row["capacity"] is not None and row["open"] > row["capacity"]
    return render(request, "insight/overview.html", {"data": data, "counts": tiles, "chart": _chart(data)})


def _chart(data: dict[str, Any]) -> Any:
    bars = [(row["name"], float(row["open"])) for row in data["coordinators"]]
    if not bars:
        return None
    sees_all = all(row["capacity"] is not None for row in data["coordinators"])
    return bar_chart(
        _("Forløb pr. læringskoordinator"),
        bars,
        key="caseload",
        unit=_("Åbne forløb"),
        # Against full time only where all of each one's cases are counted.
        limit=float(data["full_time"]) if sees_all else None,
        limit_label=_("Fuld tid: %(count)s") % {"count": data["full_time"]},
    )
