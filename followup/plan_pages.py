"""The year planner: weeks down, children across, the window as a band, a meeting as a dot."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.addresses import address
from core.danish import number
from core.pages import fetch, page

from .plan_cells import SIGNS, cells
from .schoolyear import year_name

Row = dict[str, Any]
DAYS = 7
LEGEND = [
    ("booked", gettext_lazy("Møde booket")),
    ("held", gettext_lazy("Møde holdt")),
    ("due", gettext_lazy("Ikke booket: midt i perioden")),
    ("expected", gettext_lazy("Forventet senere møde")),
    ("home_sparring", gettext_lazy("Sparring i hjemmet senest")),
    ("school_sparring", gettext_lazy("Sparring i skolen senest")),
]


@page
def year_plan(request: HttpRequest) -> HttpResponse:
    """A coordinator's year; for a manager one of the unit's coordinators, masked."""
    data = fetch(request, "year-plan", query=request.GET)
    first = 0 if request.GET.get("all") else _first_shown(data)
    names = [case["first_name"] or case["number"] for case in data["cases"]]
    context = {
        "data": data,
        "year": year_name(data["starts_in"]),
        "years": _years(data),
        "children": [
            {"name": name, "url": _case_url(case, data)} for name, case in zip(names, data["cases"], strict=True)
        ],
        "weeks": [_week(week, data, names) for week in data["weeks"][first:]],
        "before_url": f"{_plan_url(data, data['starts_in'])}&all=1" if first else "",
        "full": _full_words(data),
        "legend": [{"sign": SIGNS[kind], "words": words} for kind, words in LEGEND],
        "coordinators": _coordinators(data),
    }
    return render(request, "followup/year_plan.html", context)


def _first_shown(data: Row) -> int:
    """The place of the present week in its own school year: what is to be planned lies ahead."""
    return next((place for place, week in enumerate(data["weeks"]) if _is_now(week, data)), 0)


def _is_now(week: Row, data: Row) -> bool:
    return 0 <= (data["today"] - week["monday"]).days < DAYS


def _years(data: Row) -> list[Row]:
    """The school years before and after."""
    return [
        {"name": year_name(year), "url": _plan_url(data, year)}
        for year in (data["starts_in"] - 1, data["starts_in"] + 1)
    ]


def _plan_url(data: Row, year: int, coordinator: Any = None) -> str:
    whose = coordinator or (data["coordinator"] and data["masked"] and data["coordinator"]["id"])
    chosen = f"&coordinator={whose}" if whose else ""
    return f"{reverse('year-plan')}?year={year}{chosen}"


def _coordinators(data: Row) -> list[Row]:
    """For a manager, a link to each coordinator's plan."""
    shown = data["coordinator"] and data["coordinator"]["id"]
    return [
        {"name": each["name"], "url": _plan_url(data, data["starts_in"], each["id"]), "is_shown": each["id"] == shown}
        for each in data["coordinators"]
    ]


def _case_url(case: Row, data: Row) -> str:
    return address("case-masked" if data["masked"] else "case", case["id"])


def _full_words(data: Row) -> str:
    """What a full week is, and what it is counted from."""
    if data["even"] is None:
        return ""
    words = _(
        "Med %(children)s børn på fuld tid og kommunens rytme er der i snit %(even)s møder og besøg i hjemmet i en "
        "skoleuge. En uge er fuld, når der er halvanden gang så mange."
    )
    return words % {"children": data["caseload_target"], "even": number(data["even"], 1)}


def _week(week: Row, data: Row, names: list[str]) -> Row:
    monday = week["monday"]
    is_past = (data["today"] - monday).days >= DAYS
    kind, words = ("", "") if is_past else _load(week)
    return {
        "number": week["number"],
        "days": f"{_short(monday)} - {_short(monday + dt.timedelta(days=DAYS - 1))}",
        "closed": week["closed"],
        "is_closed": not week["open_days"],
        "is_now": _is_now(week, data),
        "is_past": is_past,
        "count": week["count"],
        "kind": kind,
        "words": words,
        "cells": cells(week, data, names),
    }


def _short(day: dt.date) -> str:
    """`10. aug`"""
    return date_format(day, "j. b")


def _load(week: Row) -> tuple[str, str]:
    """How full a week is, as the kind of a status and in words; nothing for a closed week with nothing in it."""
    count, full = week["count"], week["full"]
    if full is None or (not full and not count):
        return "", ""
    if count > full:
        return "overdue", _("%(count)s for meget") % {"count": count - full}
    if count == full:
        return "due", _("fuld")
    return "ok", _("plads til %(count)s") % {"count": full - count}
