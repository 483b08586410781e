"""Pages about dreams, goals and agreements. Each calls the API and draws its answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from children.pages.said import said_by_child
from core import danish
from core.editing import Drawn, Target, edit
from core.pages import fetch, fetch_once, page, send, show

Read = Callable[[], Any]


@page
def case_goals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The child's dreams, the goals and the agreements."""
    return show(request, "goals/case_goals.html", "case-goals", pk=pk)


@page
def case_agreements(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each person's open agreements, to print."""
    return show(request, "goals/case_agreements.html", "case-agreements", pk=pk)


@page
def dream_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new dream."""
    return _dream(request, Target("POST", "dream-list"), fetch_once(request, "case-dream-form", pk=pk), of_case=pk)


@page
def dream_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A correction to a dream."""
    return _dream(request, Target("PATCH", "dream-detail", {"pk": pk}), fetch_once(request, "dream-form", pk=pk))


def _dream(request: HttpRequest, target: Target, read: Read, *, of_case: UUID | None = None) -> HttpResponse:
    template, saved = "goals/dream_form.html", _("Drømmen er gemt.")
    return _form(request, template, target, read, saved=saved, of_case=of_case, asks_child=True)


@page
def goal_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new goal, from a dream if the query names one."""
    read = fetch_once(request, "case-goal-form", query=request.GET.dict(), pk=pk)
    return _goal(request, Target("POST", "goal-list"), read, of_case=pk)


@page
def goal_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A change to a goal."""
    return _goal(request, Target("PATCH", "goal-detail", {"pk": pk}), fetch_once(request, "goal-form", pk=pk))


def _goal(request: HttpRequest, target: Target, read: Read, *, of_case: UUID | None = None) -> HttpResponse:
    template, saved = "goals/goal_form.html", _("Målet er gemt.")
    return _form(request, template, target, read, saved=saved, of_case=of_case, asks_child=True)


@page
def goal_reach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A button: the goal was reached."""
    return _button(request, "goal-reach", pk, _("Målet er nået. Det står nu under afsluttede mål."))


@page
def goal_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a goal: why, and when."""
    read = fetch_once(request, "goal-form", pk=pk)

    def read_drop() -> Any:
        """The goal beside a form of its own."""
        data = read()
        values = {"version": data["values"]["version"], "on": danish.today()}
        return {**data, "goal": data["values"], "values": values}

    target = Target("POST", "goal-drop", {"pk": pk})
    return _form(request, "goals/goal_drop.html", target, read_drop, saved=_("Målet er stoppet."))


@page
def goal_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A button: open the goal again."""
    return _button(request, "goal-reopen", pk, _("Målet er i gang igen."))


@page
def agreement_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new agreement, under the goal named in the query."""
    read = fetch_once(request, "case-agreement-form", query=request.GET.dict(), pk=pk)
    template, target = "goals/agreement_form.html", Target("POST", "agreement-list")
    return _form(request, template, target, read, saved=_("Aftalen er gemt."), of_case=pk)


@page
def agreement_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A change to an agreement."""
    read, target = fetch_once(request, "agreement-form", pk=pk), Target("PATCH", "agreement-detail", {"pk": pk})
    return _form(request, "goals/agreement_form.html", target, read, saved=_("Aftalen er gemt."))


@page
def agreement_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The outcome of an agreement: done, goes on, stopped."""
    read = fetch_once(request, "agreement-follow-up-form", pk=pk)
    target = Target("POST", "agreement-follow-up", {"pk": pk})
    return _form(request, "goals/follow_up_form.html", target, read, saved=_("Opfølgningen er gemt."))


def _form(
    request: HttpRequest,
    template: str,
    target: Target,
    read: Read,
    *,
    saved: str,
    of_case: UUID | None = None,
    asks_child: bool = False,
) -> HttpResponse:
    """A form of the case, or whom to ask where this user does not write such records. ``of_case``: of a new record."""
    if request.method != "POST" and not read()["may_write"]:
        data = read()
        return render(
            request, "goals/not_yours.html", {"data": data, "back": _goals_of(data["case"]["id"])}, status=403
        )
    draft = str(of_case or "")
    return edit(
        request,
        template,
        target,
        drawn=lambda: _drawn(request, read(), is_new=not target.ids, draft=draft, asks_child=asks_child),
        done=lambda kept: _goals_of(kept["case"]),
        saved=saved,
        draft=draft,
    )


def _drawn(request: HttpRequest, data: Any, *, is_new: bool, draft: str, asks_child: bool) -> Drawn:
    """What a form is drawn with. Raises PermissionDenied where the user may no longer send it."""
    if not data["may_write"]:
        raise PermissionDenied
    back = _goals_of(data["case"]["id"])
    crumbs = [
        {"label": data["case"]["child"]["first_name"], "url": data["case"]["url"]},
        {"label": _("Mål og aftaler"), "url": back},
    ]
    said = said_by_child(request, data["case"]["id"], asked=asks_child and data["writes_words"])
    context = {"data": data, "back": back, "is_new": is_new, "crumbs": crumbs, **said()}
    return Drawn(data["values"], data["choices"], context, draft)


def _goals_of(case_id: Any) -> str:
    return reverse("case-goals", kwargs={"pk": case_id})


def _button(request: HttpRequest, route: str, pk: UUID, saved: str) -> HttpResponse:
    goal = fetch(request, "goal-detail", pk=pk)
    back = reverse("case-goals", kwargs={"pk": goal["case"]})
    if request.method != "POST":
        return HttpResponseRedirect(back)
    return send(request, "POST", route, back=back, saved=saved, pk=pk)
