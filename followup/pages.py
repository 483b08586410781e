"""Pages of the cycle: the case, its timeline, lists and reminders. Each calls the API and draws its answer."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.addresses import address
from core.danish import date_words, due_distance, inside, long_date
from core.editing import Target, edit
from core.inner import call
from core.pages import data_or_raise, fetch, page, pagination_links, send

from .events import ABOUT
from .newskinds import CASE, NEWS
from .rules import STEPS
from .steps import kind_of

EVENT_ICONS = {
    "case": "folder",
    "handover": "groups",
    "placement": "home",
    "schooling": "student",
    "network": "groups",
    "assessment": "assignment",
    "goal": "flag",
    "agreement": "check",
    "sparring": "chat",
    "meeting": "calendar-month",
    "postponed": "time",
}


def step_url(step: dict[str, Any], *, back: str = "") -> str:
    """The page to do a step on, or to see it for users who may not do it; ``back``: the page to return to."""
    kind = kind_of(step["step"])
    place = kind.done_at if step["abilities"]["do"] else kind.seen_at
    return address(place.route, step[place.takes]) + _asking(place.asks, back)


def postpone_url(step: dict[str, Any], *, back: str = "") -> str:
    """The page where a step is put off, which returns to the page named ``back``; "" where this user may not."""
    if not step["abilities"]["postpone"]:
        return ""
    return address("step-postpone", step["case"], step["step"]) + _asking((), back)


@cache
def _asking(asks: tuple[tuple[str, str], ...], back: str) -> str:
    """The query of an address: what a place asks, and the page to return to. The same few for all children."""
    query = [*asks, *([("back", back)] if back else [])]
    return f"?{urlencode(query)}" if query else ""


def with_links(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps with the addresses of their pages, and their deadline in words."""
    for step in steps:
        step["url"], step["postpone_url"] = step_url(step), postpone_url(step)
        step["key"] = f"{step['case']}-{step['step']}"
        step["due_on_text"] = _("Senest %(day)s (%(distance)s)") % {
            "day": long_date(step["due_on"]),
            "distance": due_distance(step["due_on"]),
        }
    return steps


@page
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases the user may list, with filters."""
    data = fetch(request, "case-list-page", query=request.GET)
    return render(
        request, "followup/case_list.html", {"data": data, "wanted": request.GET, **pagination_links(request, data)}
    )


@page
def case(request: HttpRequest, case_id: Any) -> HttpResponse:
    """The case's overview."""
    data = fetch(request, "case-overview", pk=case_id)
    if data["next_step"]:
        with_links([data["next_step"], *data["further_steps"]])
    events = [_event_row(event, case_id) for event in data["events"]]
    return render(request, "followup/case.html", {"data": data, "events": events})


def event_url(event: dict[str, Any], case_id: Any) -> str:
    """The page an event on the timeline leads to, and the record's own row there."""
    about = ABOUT[event["kind"]]
    url = address(about.route, event["record"] if about.takes == "record" else case_id)
    return f"{url}#{about.row}-{event['record']}" if about.row else url


def _event_row(event: dict[str, Any], case_id: Any) -> dict[str, Any]:
    """An event as a page draws it: what happened to which record, when, by whom, and the page that shows it."""
    which, detail = event["which"], event["detail"]
    return {
        "at_text": date_words(event["happened_on"]),
        "kind": event["kind"],
        "icon": EVENT_ICONS.get(event["kind"].split("_")[0], "info"),
        "title": f"{event['kind_label']}: {which}" if which else event["kind_label"],
        "url": event_url(event, case_id),
        # A meeting's kind is in its name already.
        "text": "" if which.startswith(inside(detail)) else capfirst(detail),
        "by": event["by"],
    }


@page
def timeline(request: HttpRequest, case_id: Any) -> HttpResponse:
    """Everything that happened in a case."""
    data = fetch(request, "case-timeline", pk=case_id, query=request.GET)
    events = [_event_row(event, case_id) for event in data["results"]]
    return render(
        request, "followup/timeline.html", {"data": data, "events": events, **pagination_links(request, data)}
    )


@page
def history(request: HttpRequest, case_id: Any) -> HttpResponse:
    """Who changed what, when."""
    data = fetch(request, "case-history", pk=case_id, query=request.GET)
    return render(request, "followup/history.html", {"data": data, **pagination_links(request, data)})


@page
def postpone(request: HttpRequest, case_id: Any, step: str) -> HttpResponse:
    """Postpone a next step, with a reason."""
    data = fetch(request, "case-overview", pk=case_id)
    coming = [each for each in [data["next_step"], *data["further_steps"]] if each and each["step"] == step]
    may = any(each["abilities"]["postpone"] for each in coming)
    # A form about a step that is gone by now is answered with a message.
    if not may and (coming or request.method != "POST"):
        raise Http404
    return edit(
        request,
        "followup/postpone.html",
        Target("POST", "postponement-list"),
        values={"case": case_id, "step": step},
        context={"data": data, "postponed": coming[0]["label"] if coming else ""},
        draft=f"{case_id}.{step}",
        saved=_("Skridtet er udskudt. Det kommer frem igen den dag."),
        done=lambda _record: reverse("case", args=[case_id]),
    )


@page
def search(request: HttpRequest) -> HttpResponse:
    """Search without JavaScript, and for Enter. The typed text never stands in an address."""
    typed = request.POST.get("q", "").replace("\x00", "")[:100]
    data = data_or_raise(call(request, "POST", "search", data={"q": typed}))
    return render(request, "followup/search.html", {"data": data})


@page
def masked(request: HttpRequest, case_id: Any) -> HttpResponse:
    """One case as a manager sees it, and the way to open it with a reason."""
    data = fetch(request, "case-masked", pk=case_id)
    return edit(
        request,
        "followup/masked.html",
        Target("POST", "case-oversee", {"pk": case_id}),
        values={},
        context={"data": data},
        saved=_("Forløbet er åbnet for dig i 14 dage. Din begrundelse er gemt."),
        done=lambda _record: reverse("case", args=[case_id]),
    )


@page
def notices(request: HttpRequest) -> HttpResponse:
    """The user's reminders; the button marks all as read."""
    if request.method == "POST":
        return send(request, "POST", "notices-read", back=reverse("notice-list"), saved=_("Alt er markeret som læst."))
    data = fetch(request, "notice-list", query=request.GET)
    with_done = request.GET.get("done") == "1"
    return render(
        request, "followup/notices.html", {"data": data, "with_done": with_done, **pagination_links(request, data)}
    )


@page
def notice(request: HttpRequest, notice_id: Any) -> HttpResponse:
    """Open a reminder: mark it as read and redirect to its page."""
    opened = data_or_raise(call(request, "POST", "notice-read", pk=notice_id))
    return HttpResponseRedirect(_place_of(opened))


def _place_of(notice: dict[str, Any]) -> str:
    """The page a reminder leads to: for managers one without the child; the list where the user's part has ended."""
    if notice["opens"] != "record":
        return reverse("case-masked", args=[notice["case"]]) if notice["opens"] else reverse("notice-list")
    rule = notice["rule"]
    place = STEPS[rule].seen_at if rule in STEPS else NEWS[rule].place(notice["kind"])
    if notice[place.takes] is None:
        place = CASE
    return reverse(place.route, args=[notice[place.takes]])
