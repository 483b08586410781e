"""My day: what to do now. Today's meetings, then each child with the one thing to do first."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from children.grades import grade_words
from core.danish import as_day
from core.pages import fetch, page

from .pages import postpone_url, step_url

Row = dict[str, Any]


@page
def my_day(request: HttpRequest) -> HttpResponse:
    """The coordinator's first page."""
    data = fetch(request, "my-day")
    names = distinct_names(data["cases"]["results"])
    children = by_child(_with_addresses(data["steps"]), names)
    waiting = by_child(_with_addresses(data["waiting"]), names)
    for child in [*children, *waiting]:
        # Only a child's first step has a link to postpone it.
        child["first"]["postpone_url"] = postpone_url(child["first"], back="my-day")
    late = [child for child in children if child["first"]["is_overdue"]]
    coming = [child for child in children if not child["first"]["is_overdue"]]
    groups = [
        _group("overdue", _("Fristen er overskredet"), late, shown=6),
        _group("steps", _("Næste skridt"), coming, shown=4),
        _group("waiting", _("Venter på andre"), waiting, shown=2),
    ]
    for group in groups:
        if group["children"]:
            # The page answers one question, so it has one primary button.
            group["children"][0]["stands_out"] = True
            break
    for case in data["orphaned"]:
        case["name"] = names.get(str(case["case"]), case["first_name"])
    for meeting in data["meetings"]:
        meeting["name"] = names.get(str(meeting["case"]), meeting["first_name"])
    today = [meeting for meeting in data["meetings"] if as_day(meeting["starts_at"]) == data["today"]]
    later = [meeting for meeting in data["meetings"] if meeting not in today]
    context = {"data": data, "counts": _counts(data["counts"]), "groups": groups, "today": today, "later": later}
    return render(request, "followup/my_day.html", context)


def _with_addresses(steps: list[Row]) -> list[Row]:
    for step in steps:
        step["url"] = step_url(step, back="my-day")
    return steps


def distinct_names(cases: list[Row]) -> dict[str, str]:
    """First names by case; children who share one are shown with class and school."""
    often = Counter(case["first_name"] for case in cases)
    return {
        str(case["id"]): _with_class(case) if often[case["first_name"]] > 1 else case["first_name"] for case in cases
    }


def _with_class(case: Row) -> str:
    grade = grade_words(case["grade"]) if case.get("grade") is not None else ""
    return ", ".join(filter(None, [case["first_name"], case.get("class_name") or grade, case.get("school")]))


def by_child(steps: list[Row], names: dict[str, str]) -> list[Row]:
    """The steps grouped by child: the most urgent first, then the child's other steps."""
    children: dict[Any, Row] = {}
    for step in steps:
        child = children.setdefault(
            step["case"], {"first": step, "others": [], "name": names.get(str(step["case"]), step["first_name"])}
        )
        if child["first"] is not step:
            child["others"].append(step)
    return list(children.values())


def _counts(counts: dict[str, int]) -> list[Row]:
    """The three figures, each with a link to its list where there is one."""
    late, waits = counts["overdue"], counts["waiting"]
    return [
        {"number": late, "label": _("Fristen er overskredet"), "url": "#overdue" if late else "", "kind": "overdue"},
        {"number": counts["this_week"], "label": _("Denne uge"), "url": "#steps", "kind": "due"},
        {"number": waits, "label": _("Venter på andre"), "url": "#waiting" if waits else "", "kind": "waiting"},
    ]


def _group(key: str, heading: str, children: list[Row], shown: int) -> Row:
    """A heading with its most urgent children, and the rest folded away."""
    return {"key": key, "heading": heading, "children": children[:shown], "rest": children[shown:]}
