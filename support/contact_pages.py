"""Pages of contacts: the case's contacts, a new one, a correction, a deletion."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Drawn, Target, edit
from core.pages import fetch, fetch_once, page, pagination_links, send


@page
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The case's contacts."""
    data = fetch(request, "case-contacts", pk=pk, query=request.GET.dict())
    return render(request, "support/contacts.html", {"data": data, **pagination_links(request, data)})


@page
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A short form for a phone: who, and two lines."""
    back = reverse("case-contacts", args=[pk])

    def drawn() -> Drawn:
        """What the form is drawn with."""
        data = fetch(request, "case-contact-form", pk=pk, query={"member": request.GET.get("member", "")})
        return Drawn(data["values"], data["choices"], {"data": data, "back_url": back}, draft=str(pk))

    return edit(
        request,
        "support/contact_form.html",
        Target("POST", "contact-list"),
        drawn=drawn,
        saved=_("Kontakten er gemt."),
        draft=str(pk),
        done=lambda _data: back,
    )


@page
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contact: shown to everybody who may read it, and a form for those who may write it."""
    read = fetch_once(request, "contact-page", pk=pk)

    def context() -> dict[str, Any]:
        """What the page shows besides the form."""
        return {"data": read(), "back_url": _contacts_of(read()["case"]["id"])}

    if request.method != "POST" and not read()["contact"]["abilities"]["change"]:
        return render(request, "support/contact.html", context())
    return edit(
        request,
        "support/contact_form.html",
        Target("PATCH", "contact-detail", {"pk": pk}),
        drawn=lambda: Drawn(read()["contact"], read()["choices"], context()),
        saved=_("Rettelsen er gemt."),
        done=lambda kept: _contacts_of(kept["case"]),
    )


def _contacts_of(case_id: Any) -> str:
    return reverse("case-contacts", args=[case_id])


@page
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a contact that was written by mistake."""
    data = fetch(request, "contact-page", pk=pk)
    if not data["contact"]["abilities"]["remove"]:
        raise PermissionDenied(_("Kun den, der skrev kontakten, og læringskoordinatoren kan slette den."))
    back = reverse("case-contacts", args=[data["case"]["id"]])
    if request.method == "POST":
        return send(request, "DELETE", "contact-detail", back=back, saved=_("Kontakten er slettet."), pk=pk)
    return render(request, "support/contact_remove.html", {"data": data, "back_url": back})
