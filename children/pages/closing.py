"""Closing a case with its checklist, the manager's approval, and reopening."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import Target, edit
from core.forms import Choice
from core.pages import button, fetch, page, send

CLOSED = gettext_lazy("Forløbet er afsluttet.")


@page
def case_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the case: its open work, who is notified, why."""
    data = fetch(request, "case-close-form", pk=pk)
    for row in data["rows"]:
        # Each kind ends in its own ways, so the form needs a list for each.
        row["ways"] = [Choice(**way) for way in row["ways"]]
    saved = _("Lederen er bedt om at godkende afslutningen.") if data["needs_approval"] else str(CLOSED)
    return _form(request, pk, "close", data, "children/case_close.html", saved=saved)


@page
def case_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reopen the case."""
    data = fetch(request, "case-reopen-form", pk=pk)
    return _form(request, pk, "reopen", data, "children/case_reopen.html", saved=_("Forløbet er åbent igen."))


def _form(request: HttpRequest, pk: UUID, verb: str, data: Any, template: str, *, saved: str) -> HttpResponse:
    # A second click is sent on: the API recognises the form, and answers as the first time.
    if request.method != "POST" and not data["case"]["abilities"][verb]:
        raise Http404
    back = reverse("case-basics", kwargs={"pk": pk})
    return edit(
        request,
        template,
        Target("POST", f"case-{verb}", {"pk": pk}),
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "back": back},
        done=lambda kept: back,
        saved=saved,
    )


@page
def case_closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The manager's page of a waiting closing: approve it, or send it back with a note. No child is named."""
    data = fetch(request, "case-closing", pk=pk)
    back = reverse("overview")
    if request.method != "POST" and (data["closing"] is None or data["closing"]["state"] != "asked"):
        raise Http404
    return edit(
        request,
        "children/case_closing.html",
        Target("POST", "case-return-closing", {"pk": pk}),
        values=data["values"],
        context={"data": data, "back": back},
        done=lambda kept: back,
        saved=_("Afslutningen er sendt tilbage."),
    )


@button
def closing_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve the closing."""
    return send(request, "POST", "case-approve-closing", back=reverse("overview"), saved=str(CLOSED), pk=pk)
