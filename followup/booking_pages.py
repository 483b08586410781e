"""The page that books several children's meetings on one day."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit
from core.pages import fetch, page


@page
def same_day(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One form for several children at one school or institution, on the day in ``?on=``."""
    data = fetch(request, "case-same-day", query=request.GET, pk=case_id)
    back = reverse("meeting-new", args=[case_id])
    if not data["meetings"] and request.method != "POST":
        return render(request, "followup/same_day_none.html", {"data": data, "back": back, "crumbs": _crumbs(data)})
    return edit(
        request,
        "followup/same_day.html",
        Target("POST", "meeting-same-day"),
        values={"meetings": [row["values"] for row in data["meetings"]]},
        choices={"meetings": [_choices(row) for row in data["meetings"]]},
        context={"data": data, "back": back, "crumbs": _crumbs(data), "on": request.GET.get("on", "")},
        done=lambda booked: reverse("my-day"),
        saved=_("Møderne er booket."),
        draft=str(case_id),
    )


def _choices(row: Any) -> dict[str, Any]:
    """The options of one child's row: its own network, and the child itself, by which an error in the row is called."""
    return {**row["choices"], "case": [{"value": row["id"], "label": row["first_name"]}]}


def _crumbs(data: Any) -> list[dict[str, str]]:
    case = data["case"]
    return [
        {"label": case["child"]["full_name"], "url": case["url"]},
        {"label": _("Møder"), "url": reverse("case-meetings", args=[case["id"]])},
        {"label": _("Book møde"), "url": reverse("meeting-new", args=[case["id"]])},
    ]
