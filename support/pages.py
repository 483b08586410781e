"""Pages of phase 3: log a sparring on a phone, the case's sparrings, one sparring, and Min skole."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import access, danish
from core.access import Role
from core.editing import Drawn, Target, edit, sent_again
from core.forms import Choice
from core.pages import fetch, fetch_once, page, pagination_links, show

from .wording import WHO_REMOVES


@page
def my_school(request: HttpRequest) -> HttpResponse:
    """The supervisor's home."""
    return show(request, "support/my_school.html", "my-school")


@page
def choose(request: HttpRequest) -> HttpResponse:
    """The children to choose among. With a single child it redirects to the form."""
    data = fetch(request, "sparring-new")
    if len(data["children"]) == 1:
        return HttpResponseRedirect(data["children"][0]["log_url"])
    return render(request, "support/choose.html", {"data": data})


@page
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One short form, made for a phone in a corridor."""
    setting = request.POST.get("setting") or request.GET.get("setting", "")

    def done(sparring: dict[str, Any]) -> str:
        """The page to show after saving."""
        messages.success(request, _saved(sparring))
        return _back(request, pk)

    return edit(
        request,
        "support/new.html",
        Target("POST", "sparring-list"),
        drawn=lambda: _new_form(request, pk, setting),
        # A draft for each setting: a change from school to home must not bring the other's people along.
        draft=f"{pk}.{setting}",
        role_first=True,
        done=done,
    )


def _new_form(request: HttpRequest, pk: UUID, setting: str) -> Drawn:
    data = fetch(request, "case-sparring-form", pk=pk, query={"setting": setting})
    context = {
        "data": data,
        "back_url": _back(request, pk),
        "usual": [Choice(**choice) for choice in data["usual"]],
        "others": [Choice(**choice) for choice in data["others"]],
        "nothing": [Choice("True", _("Intet aftalt"))],
    }
    return Drawn(data["values"], data["choices"], context, draft=f"{pk}.{data['setting']}")


def _saved(sparring: dict[str, Any]) -> str:
    """The message after saving: which child, and by when the next sparring is due."""
    name, due_on = sparring["first_name"], sparring["next_due_on"]
    if not sparring["counts"]:
        return _("Gemt som en samtale om %(name)s. Den tæller ikke som sparring.") % {"name": name}
    if not due_on:
        return _("Gemt: sparring om %(name)s.") % {"name": name}
    details = {"name": name, "day": danish.date_words(due_on)}
    if sparring["setting"] == "home":
        return _("Gemt: sparring om %(name)s. Næste sparring i hjemmet senest %(day)s.") % details
    return _("Gemt: sparring om %(name)s. Næste sparring i skolen senest %(day)s.") % details


def _is_supervisor(request: HttpRequest) -> bool:
    return request.user.role == Role.SUPERVISOR  # type: ignore[union-attr]


def _back(request: HttpRequest, pk: UUID) -> str:
    return reverse("my-school") if _is_supervisor(request) else reverse("case-sparring", args=[pk])


@page
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The case's sparrings."""
    data = fetch(request, "case-sparring", pk=pk, query=request.GET.dict())
    return render(request, "support/case.html", {"data": data, **pagination_links(request, data)})


@page
def sparring(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One sparring, and the form for how it went afterwards."""
    read, template = fetch_once(request, "sparring-page", pk=pk), "support/sparring.html"
    if request.method != "POST" and not read()["sparring"]["abilities"]["follow_up"]:
        return render(request, template, {"data": read()})
    return edit(
        request,
        template,
        Target("POST", "sparring-follow-up", {"pk": pk}),
        drawn=lambda: Drawn(read()["sparring"], context={"data": read()}),
        saved=_("Gemt. Tak, fordi du fortalte, hvordan det gik."),
        done=lambda kept: reverse("case-sparring", args=[kept["case"]]),
    )


@page
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a sparring, or add agreed changes."""
    data = fetch(request, "sparring-page", pk=pk)
    if not data["sparring"]["abilities"]["change"]:
        raise PermissionDenied(access.MAY_NOT_CHANGE)
    return edit(
        request,
        "support/change.html",
        Target("PATCH", "sparring-detail", {"pk": pk}),
        # Earlier changes are shown beside the form; its rows only add new ones.
        values={**data["sparring"], "changes": []},
        choices=data["choices"],
        context={"data": data},
        saved=_("Rettelsen er gemt."),
        done=lambda _data: reverse("sparring", args=[pk]),
    )


@page
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a sparring that was logged by mistake, after asking why."""
    target = Target("POST", "sparring-remove", {"pk": pk})

    def done(kept: dict[str, Any]) -> str:
        """The page to show after deleting."""
        messages.success(request, _("Sparringen er slettet."))
        return reverse("case-sparring", args=[kept["case"]])

    try:
        data = fetch(request, "sparring-page", pk=pk)
    except Http404:
        # A double click: the first one has deleted it.
        return HttpResponseRedirect(done(sent_again(request, target)))
    if not data["sparring"]["abilities"]["remove"]:
        raise PermissionDenied(WHO_REMOVES)
    return edit(
        request,
        "support/remove.html",
        target,
        values={"version": data["sparring"]["version"]},
        context={"data": data},
        done=done,
    )
