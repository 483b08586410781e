"""Pages about meetings. Each calls the API and draws its answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from children.pages.said import said_by_child
from core.danish import as_day, as_moment, listing
from core.editing import Drawn, Target, edit
from core.inner import call
from core.pages import fetch, fetch_once, page

from .window import about_the_day, proposed

SAVED = gettext_lazy("Mødet er gemt.")


@page
def case_meetings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The next meeting, and the past ones."""
    data = fetch(request, "case-meetings", pk=pk)
    dates = follow_up_dates(request, pk, *(meeting["starts_at"] for meeting in data["planned"]))
    for meeting in data["planned"]:
        meeting["warnings"] += about_the_day(meeting, dates)
    return render(request, "meetings/case_meetings.html", {"data": data, "dates": dates})


@page
def meeting_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Book a meeting. ``?kind=`` and ``?on=`` give kind and day, ``?week=`` the week whose days are proposed.

    For a past one the minutes follow.
    """
    return edit(
        request,
        "meetings/meeting_form.html",
        Target("POST", "meeting-list"),
        drawn=lambda: _booking(request, pk),
        done=_after_booking,
        saved=str(SAVED),
        draft=str(pk),
    )


def _booking(request: HttpRequest, pk: UUID) -> Drawn:
    data = fetch(request, "case-meeting-form", query=request.GET, pk=pk)
    dates = follow_up_dates(request, pk, week=request.GET.get("week", ""))
    choices = {**data["choices"], "on": proposed(dates)}
    chosen = request.GET.get("on", "")
    is_proposed = chosen in {choice["value"] for choice in choices["on"]}
    day = {"on": chosen} if is_proposed else {"other_on": chosen}
    context = {
        "data": data,
        "dates": dates,
        "back": _case_page(pk),
        "crumbs": _crumbs(data),
        "same_day": _same_day(request, pk, dates),
    }
    return Drawn({**data["values"], **day}, choices, context, draft=str(pk))


@page
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Before the meeting: who, when and the child's part. Afterwards: minutes, decisions and agreements."""
    data = fetch(request, "meeting-overview", pk=pk)
    dates = follow_up_dates(request, data["case"]["id"], data["meeting"]["starts_at"])
    data["meeting"]["warnings"] += about_the_day(data["meeting"], dates)
    reviewed = data["meeting"]["goal_reviews"] or []
    context = {
        "data": data,
        "dates": dates,
        "crumbs": _crumbs(data),
        "proposals": proposed(dates)[:-1],
        "gone_through": [row for row in reviewed if row["verdict"] != "agreed"],
        "new_goals": [row for row in reviewed if row["verdict"] == "agreed"],
    }
    return render(request, "meetings/meeting.html", context)


@page
def meeting_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move or change a booked meeting. ``?week=`` names a week to move it to: its free days are proposed."""
    target = Target("PATCH", "meeting-detail", {"pk": pk})
    return _change(request, pk, "meetings/meeting_form.html", "change", target, week=request.GET.get("week", ""))


@page
def meeting_child(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The child's part, and whether the parents come."""
    target = Target("PATCH", "meeting-detail", {"pk": pk})
    return _change(request, pk, "meetings/child_form.html", "change", target, draft="child", asks_child=True)


@page
def meeting_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel a booked meeting, with a reason."""
    target = Target("POST", "meeting-cancel", {"pk": pk})
    return _change(request, pk, "meetings/cancel.html", "cancel", target, saved=_("Mødet er aflyst."))


@page
def meeting_answer(request: HttpRequest, pk: UUID, member: UUID) -> HttpResponse:
    """Answer an invitation, one's own or on behalf of an invited adult."""
    read = fetch_once(request, "meeting-overview", pk=pk)

    def row() -> Any:
        """The invited adult, or None."""
        return next((each for each in read()["meeting"]["attendances"] if each["member"] == str(member)), None)

    def drawn() -> Drawn:
        """What the form is drawn with."""
        data, chosen = read(), request.GET.get("answer", "")
        values = {"answer": chosen, **{name: value for name, value in (row() or {}).items() if value}}
        context = {"data": data, "row": row(), "back": _meeting_page(pk), "crumbs": _crumbs(data)}
        return Drawn(values, context=context, draft=str(member))

    if request.method != "POST" and not (row() and row()["abilities"]["answer"]):
        return HttpResponseRedirect(_meeting_page(pk))
    return edit(
        request,
        "meetings/answer.html",
        Target("POST", "meeting-answer", {"pk": pk}),
        drawn=drawn,
        done=lambda changed: _meeting_page(changed["id"]),
        saved=_("Svaret er gemt."),
        draft=str(member),
    )


@page
def meeting_minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct the minutes."""
    target = Target("POST", "meeting-minutes", {"pk": pk})
    return _change(
        request, pk, "meetings/minutes.html", "minutes", target, saved=_("Referatet er gemt."), asks_child=True
    )


@page
def meeting_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Minutes and decisions: goal by goal, agreement by agreement."""
    read = fetch_once(request, "meeting-hold-form", pk=pk)
    if request.method != "POST" and not read()["meeting"]["abilities"]["hold"]:
        return HttpResponseRedirect(_meeting_page(pk))
    return _hold(request, read, Target("POST", "meeting-hold", {"pk": pk}), back=_meeting_page(pk))


@page
def meeting_log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record a meeting that was held without being booked."""
    read = fetch_once(request, "case-held-form", pk=pk)
    return _hold(request, read, Target("POST", "meeting-log-held"), back=_case_page(pk), draft=str(pk))


def _hold(request: HttpRequest, read: Callable[[], Any], target: Target, *, back: str, draft: str = "") -> HttpResponse:
    def drawn() -> Drawn:
        """What the form is drawn with."""
        data = read()
        said = said_by_child(request, data["case"]["id"], asked=data["writes"]["own_words"])
        context = {"data": data, "back": back, "crumbs": _crumbs(data), **said()}
        return Drawn(data["values"], data["choices"], context, draft)

    return edit(
        request,
        "meetings/hold.html",
        target,
        drawn=drawn,
        done=lambda held: _meeting_page(held["id"]),
        saved=str(SAVED),
        draft=draft,
    )


def _change(
    request: HttpRequest,
    pk: UUID,
    template: str,
    ability: str,
    target: Target,
    *,
    saved: str = "",
    draft: str = "",
    asks_child: bool = False,
    week: str = "",
) -> HttpResponse:
    """One of the small forms about a meeting; redirects to the meeting where the form cannot be used any more."""
    read = fetch_once(request, "meeting-overview", pk=pk)
    # A posted form is still sent to the API, whose refusal gives back the typed text.
    if request.method != "POST" and not read()["meeting"]["abilities"][ability]:
        return HttpResponseRedirect(_meeting_page(pk))
    return edit(
        request,
        template,
        target,
        drawn=lambda: _changing(request, read(), draft=draft, asks_child=asks_child, week=week),
        done=lambda changed: _meeting_page(changed["id"]),
        saved=saved or str(SAVED),
        draft=draft,
    )


def _changing(request: HttpRequest, data: Any, *, draft: str, asks_child: bool, week: str) -> Drawn:
    now = data["meeting"]
    values = {
        **now,
        "other_on": as_day(now["starts_at"]),
        "at": f"{as_moment(now['starts_at']):%H:%M}",
        "attended": [row["member"] for row in now["attendances"] if row["attended"]],
    }
    days = proposed(follow_up_dates(request, data["case"]["id"], week=week)) if week else []
    said = said_by_child(request, data["case"]["id"], asked=asks_child and data["writes"]["own_words"])
    context = {"data": data, "back": _meeting_page(now["id"]), "crumbs": _crumbs(data), "is_change": True, **said()}
    return Drawn(values, {**data["choices"], "on": days}, context, draft)


def follow_up_dates(request: HttpRequest, case_id: Any, *moments: Any, week: str = "") -> Any:
    """The window, the proposed days, and which of these moments' days are closed; empty where that is not known.

    ``week``: a day of the week to propose days in.
    """
    days = ",".join(str(as_day(moment)) for moment in moments)
    answer = call(request, "GET", "case-follow-up-dates", query={"on": days, "week": week}, pk=case_id)
    return answer.data if answer.status_code < 400 else {}


def _same_day(request: HttpRequest, case_id: Any, dates: Any) -> dict[str, Any]:
    """The proposed days on which other children at the same place can be met too, with their names."""
    answer = call(request, "GET", "case-same-day", pk=case_id)
    if answer.status_code >= 400:
        return {}
    others: list[dict[str, Any]] = answer.data["others"]
    days = []
    for day in (str(proposal["date"]) for proposal in dates.get("proposals") or []):
        there = [each for each in others if _can_come(each, day)]
        if there:
            days.append({"on": day, "names": listing(each["first_name"] for each in there)})
    return {"place": answer.data["place"], "days": days}


def _can_come(other: Any, day: str) -> bool:
    """Whether another child's follow-up can be held on a day."""
    is_due = str(other["opens_on"]) <= day <= str(other["closes_on"])
    return is_due and day not in {str(busy) for busy in other["busy"]}


def _after_booking(booked: Any) -> str:
    """The meeting's page; for a past one the page that records it."""
    is_over = as_moment(booked["starts_at"]) < timezone.now()  # type: ignore[operator]
    if is_over and booked["abilities"]["hold"]:
        return reverse("meeting-hold", kwargs={"pk": booked["id"]})
    return _meeting_page(booked["id"])


def _meeting_page(pk: Any) -> str:
    return reverse("meeting", kwargs={"pk": pk})


def _case_page(pk: Any) -> str:
    return reverse("case-meetings", kwargs={"pk": pk})


def _crumbs(data: Any) -> list[dict[str, str]]:
    case = data["case"]
    crumbs = [
        {"label": case["child"]["full_name"], "url": case["url"]},
        {"label": _("Møder"), "url": _case_page(case["id"])},
    ]
    if "meeting" in data:
        crumbs.append({"label": data["meeting"]["kind_label"], "url": _meeting_page(data["meeting"]["id"])})
    return crumbs
