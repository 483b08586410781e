"""Pages of the school calendar under Administration: the years to come, one year's form, a file to read."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.danish import listing
from core.editing import KEPT, Target, edit, refused
from core.inner import call
from core.pages import button, data_or_raise, fetch, page
from core.renderers import dumps

from .schoolyear import WITHIN


@page
def overview(request: HttpRequest) -> HttpResponse:
    """This school year and the next two, with what is missing."""
    data = fetch(request, "schoolyear-overview")
    for year in data["years"]:
        year["missing_text"] = listing(year["missing"])
    return render(request, "followup/school_calendar.html", {"data": data})


@page
def year(request: HttpRequest, starts_in: int) -> HttpResponse:
    """The form of one school year. Dates that are not set show the rule's."""
    data = fetch(request, "schoolyear-form", query={"year": str(starts_in)})
    target = Target("POST", "schoolyear-list")
    if data["id"]:
        target = Target("PATCH", "schoolyear-detail", {"pk": data["id"]})
    return edit(
        request,
        "followup/school_year.html",
        target,
        values=data["values"],
        context={"data": data, "pairs": _pairs(), "missing": listing(data["missing"])},
        saved=_("Skolekalenderen er gemt. Frister er regnet om."),
        done=lambda saved: reverse("school-calendar"),
        draft="" if data["id"] else str(starts_in),
    )


def _pairs() -> list[dict[str, str]]:
    """The first-day and last-day fields of each holiday."""
    return [{"first": f"{each}_from_on", "last": f"{each}_until_on"} for each in WITHIN]


@page
def read_file(request: HttpRequest) -> HttpResponse:
    """Choose a file and try it: the page shows its changes before anything is written."""
    target = Target("POST", "schoolyear-read-file")
    form = target.form(request, {}, {})
    fetch(request, "schoolyear-overview")  # administrators only
    if request.method != "POST":
        return render(request, "followup/calendar_file.html", {"form": form})
    response = call(request, "POST", "schoolyear-read-file", data=request.POST)
    if response.status_code in KEPT:
        form = refused(request, response, form)
        return render(request, "followup/calendar_file.html", {"form": form}, status=422)
    plan = data_or_raise(response)
    for each in plan["years"]:
        each["missing_text"] = listing(each["missing"])
    sent = dumps([each["values"] for each in plan["years"] if each["values"]]).decode()
    return render(request, "followup/calendar_file_tried.html", {"plan": plan, "sent": sent})


@button
def save_all(request: HttpRequest) -> HttpResponse:
    """Write the years of a tried file."""
    response = call(request, "POST", "schoolyear-save-all", data={"years": _years(request)})
    if response.status_code in KEPT:
        errors = response.data.get("errors") or [{"message": response.data.get("detail", "")}]
        messages.error(request, " ".join(dict.fromkeys(each["message"] for each in errors)))
        return HttpResponseRedirect(reverse("school-calendar-file"))
    saved = listing(data_or_raise(response)["saved"])
    messages.success(request, _("Skolekalenderen er gemt for %(years)s. Frister er regnet om.") % {"years": saved})
    return HttpResponseRedirect(reverse("school-calendar"))


def _years(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("years", ""))
    except ValueError:
        return []
