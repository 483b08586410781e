"""Pages about dreams, goals and agreements. Each calls the API and draws its answer."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from children.pages.said import said_by_child
from core import danish
from core.editing import Target, edit
from core.pages import fetch, page, send, show


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
    data = fetch(request, "case-dream-form", pk=pk)
    return _form(
        request, "goals/dream_form.html", data, Target("POST", "dream-list"), _("Drømmen er gemt."), asks_child=True
    )


@page
def dream_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A correction to a dream."""
    data = fetch(request, "dream-form", pk=pk)
    target = Target("PATCH", "dream-detail", {"pk": pk})
    return _form(request, "goals/dream_form.html", data, target, _("Drømmen er gemt."), asks_child=True)


@page
def goal_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new goal, from a dream if the query names one."""
    data = fetch(request, "case-goal-form", query=request.GET.dict(), pk=pk)
    return _form(
        request, "goals/goal_form.html", data, Target("POST", "goal-list"), _("Målet er gemt."), asks_child=True
    )


@page
def goal_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A change to a goal."""
    data = fetch(request, "goal-form", pk=pk)
    target = Target("PATCH", "goal-detail", {"pk": pk})
    return _form(request, "goals/goal_form.html", data, target, _("Målet er gemt."), asks_child=True)


@page
def goal_reach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A button: the goal was reached."""
    return _button(request, "goal-reach", pk, _("Målet er nået. Det står nu under afsluttede mål."))


@page
def goal_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a goal: why, and when."""
    data = fetch(request, "goal-form", pk=pk)
    data["goal"], data["values"] = (
        data["values"],
        {
            "version": data["values"]["version"],
            "on": danish.today(),
        },
    )
    target = Target("POST", "goal-drop", {"pk": pk})
    return _form(request, "goals/goal_drop.html", data, target, _("Målet er stoppet."))


@page
def goal_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A button: open the goal again."""
    return _button(request, "goal-reopen", pk, _("Målet er i gang igen."))


@page
def agreement_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new agreement, under the goal named in the query."""
    data = fetch(request, "case-agreement-form", query=request.GET.dict(), pk=pk)
    target = Target("POST", "agreement-list")
    return _form(request, "goals/agreement_form.html", data, target, _("Aftalen er gemt."))


@page
def agreement_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A change to an agreement."""
    data = fetch(request, "agreement-form", pk=pk)
    target = Target("PATCH", "agreement-detail", {"pk": pk})
    return _form(request, "goals/agreement_form.html", data, target, _("Aftalen er gemt."))


@page
def agreement_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The outcome of an agreement: done, goes on, stopped."""
    data = fetch(request, "agreement-follow-up-form", pk=pk)
    target = Target("POST", "agreement-follow-up", {"pk": pk})
    return _form(request, "goals/follow_up_form.html", data, target, _("Opfølgningen er gemt."))


def _form(
    request: HttpRequest, template: str, data: Any, target: Target, saved: str, *, asks_child: bool = False
) -> HttpResponse:
    """A form of the case, or whom to ask where this user does not write such records."""
    back = reverse("case-goals", kwargs={"pk": data["case"]["id"]})
    if not data["may_write"]:
        if request.method == "POST":
            raise PermissionDenied
        return render(request, "goals/not_yours.html", {"data": data, "back": back}, status=403)
    crumbs = [
        {"label": data["case"]["child"]["first_name"], "url": data["case"]["url"]},
        {"label": _("Mål og aftaler"), "url": back},
    ]
    return edit(
        request,
        template,
        target,
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "back": back, "is_new": not target.ids, "crumbs": crumbs},
        beside=said_by_child(request, data["case"]["id"], asked=asks_child and data["writes_words"]),
        done=lambda kept: reverse("case-goals", kwargs={"pk": kept["case"]}),
        saved=saved,
        draft="" if target.ids else data["case"]["id"],
    )


def _button(request: HttpRequest, route: str, pk: UUID, saved: str) -> HttpResponse:
    goal = fetch(request, "goal-detail", pk=pk)
    back = reverse("case-goals", kwargs={"pk": goal["case"]})
    if request.method != "POST":
        return HttpResponseRedirect(back)
    return send(request, "POST", route, back=back, saved=saved, pk=pk)
