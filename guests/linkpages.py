"""The coordinator's pages about links: giving one, its code and letter, ending it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit
from core.inner import call
from core.pages import button, data_or_raise, fetch, page, send


@page
def link_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a link. The code is shown once, in the answer to this very post."""
    data = fetch(request, "case-link-form", query={"member": request.GET.get("member", "")}, pk=pk)
    if not data["choices"]["purpose"]:
        return render(request, "guests/nothing.html", {"data": data, "back": _network(pk)})
    made: dict[str, Any] = {}

    def done(kept: Any) -> str:
        made.update(kept)
        return _network(pk)

    response = edit(
        request,
        "guests/new.html",
        Target("POST", "guestlink-list"),
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "back": _network(pk)},
        done=done,
        draft=str(pk),
    )
    return _with_code(request, pk, made) if made else response


def _network(pk: UUID) -> str:
    return reverse("case-network", args=[pk])


def _with_code(request: HttpRequest, pk: UUID, made: Any) -> HttpResponse:
    """The page with the code."""
    return render(request, "guests/made.html", {"data": made, "back": _network(pk)})


@button
def link_renew(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """A new code, shown once."""
    headers = {"HTTP_IF_MATCH": request.POST.get("version", "")}
    answer = call(request, "POST", "guestlink-renew", headers=headers, pk=link)
    if answer.status_code == 200:
        return _with_code(request, pk, answer.data)
    return send(request, "POST", "guestlink-renew", back=_network(pk), pk=link)


@button
def link_end(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """End a link, and the session of whoever is in by it."""
    return send(request, "POST", "guestlink-end", back=_network(pk), saved=_("Linket er lukket."), pk=link)


@page
def link_letter(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """The letter to print."""
    answer = call(request, "GET", "guestlink-letter", pk=link)
    return answer if answer.status_code == 200 else data_or_raise(answer)  # type: ignore[no-any-return]
