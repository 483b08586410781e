"""The user's children: the list, a new child, one child, and its CPR number."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit
from core.inner import call
from core.pages import data_or_raise, fetch, page, pagination_links


def to_child(data: Any) -> str:
    """The page of the child of a record; it redirects to the base data of an open case."""
    return reverse("child", kwargs={"pk": data.get("child") or data["id"]})


@page
def child_list(request: HttpRequest) -> HttpResponse:
    """The user's children, by name."""
    data = fetch(request, "child-overview", query=request.GET)
    return render(request, "children/list.html", {"data": data, **pagination_links(request, data)})


@page
def child_new(request: HttpRequest) -> HttpResponse:
    """A new child with its school, its placement and its case. The adults around it follow."""
    data = fetch(request, "child-new-form")
    return edit(
        request,
        "children/child_new.html",
        Target("POST", "child-begin"),
        values=data["values"],
        choices={**data["choices"], "schooling": data["of_schooling"], "placement": data["of_placement"]},
        context={"data": data},
        done=partial(_begun, request),
    )


def _begun(request: HttpRequest, made: Any) -> str:
    """Show the message of what was created, and give the page to go to."""
    case = made["case"]
    message = _("Barnet er oprettet, og forløb %(number)s er åbnet.") % case if case else _("Barnet er oprettet.")
    messages.success(request, message)
    return reverse("member-several", kwargs={"pk": made["child"]["id"]})


@page
def child(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A child without an open case, and the button to open one; with one, redirects to its base data."""
    data = fetch(request, "child-page", pk=pk)
    if data["open_case"]:
        return HttpResponseRedirect(reverse("case-basics", kwargs={"pk": data["open_case"]["id"]}))
    return render(request, "children/child.html", {"data": data})


@page
def case_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a case for a child."""
    data = fetch(request, "child-page", pk=pk)
    return edit(
        request,
        "children/case_open.html",
        Target("POST", "case-list"),
        values={"child": str(pk), "opened_on": data["today"]},
        context={"data": data},
        done=lambda case: reverse("case", kwargs={"case_id": case["id"]}),
        saved=_("Forløbet er åbnet."),
        draft=str(pk),
    )


@page
def child_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Identity, reading help and contact with the parents."""
    return _edit(request, "children/child_edit.html", pk, saved=_("Stamdata er gemt."))


@page
def cpr_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The CPR number, written together with the birth date it must agree with."""
    return _edit(request, "children/cpr_edit.html", pk, saved=_("CPR-nummeret er gemt."))


def _edit(request: HttpRequest, template: str, pk: UUID, *, saved: str) -> HttpResponse:
    data = _form_of(request, pk)
    target = Target("PATCH", "child-detail", {"pk": pk})
    context = {"data": data, "child": data["child"]}
    return edit(
        request,
        template,
        target,
        values=data["values"],
        choices=data["choices"],
        context=context,
        done=to_child,
        saved=saved,
    )


def _form_of(request: HttpRequest, pk: UUID) -> Any:
    return fetch(request, "child-form", pk=pk, kind="identity")


@page
def cpr(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the CPR number once, for a reason. It is in the answer to the post only, never at an address."""
    data = _form_of(request, pk)
    context = {"data": data, "child": data["child"]}
    target = Target("POST", "child-reveal-cpr", {"pk": pk})
    if request.method == "POST":
        sent = {"reason": request.POST.get("reason", "")}
        answer = call(request, "POST", target.route, data=sent, **target.ids)
        if answer.status_code != 400:
            return render(request, "children/cpr.html", {**context, "cpr": data_or_raise(answer)["cpr"]})
    return edit(request, "children/cpr.html", target, values={}, context=context, done=to_child)
