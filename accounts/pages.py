"""Administration and the user's own account. Each page calls the API and draws its answer."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.access import Role
from core.danish import listing
from core.editing import Target, edit
from core.inner import call
from core.pages import button, fetch, page, pagination_links, send

from .middleware import COOKIE

# The most common values of a new record.
FIRST_VALUES: dict[str, dict[str, Any]] = {"users": {"is_active": True, "hours_percent": 100}}
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Section:
    """One kind of record the administrator keeps: its API route, its words, and the fields shown in its list."""

    route: str
    title: Any
    new: Any
    columns: tuple[tuple[str, Any], ...]


SECTIONS = {
    "users": Section(
        "user",
        gettext_lazy("Brugere"),
        gettext_lazy("Ny bruger"),
        (
            ("name", gettext_lazy("Navn")),
            ("role_label", gettext_lazy("Rolle")),
            ("email", gettext_lazy("E-mail")),
            ("is_active", gettext_lazy("Aktiv")),
        ),
    ),
    "posts": Section(
        "schoolpost",
        gettext_lazy("Læringsvejledere på skoler"),
        gettext_lazy("Knyt en læringsvejleder til en skole"),
        (
            ("user_name", gettext_lazy("Læringsvejleder")),
            ("school_name", gettext_lazy("Skole")),
            ("from_on", gettext_lazy("Fra")),
            ("until_on", gettext_lazy("Til og med")),
        ),
    ),
    "schools": Section(
        "school",
        gettext_lazy("Skoler"),
        gettext_lazy("Ny skole"),
        (
            ("name", gettext_lazy("Navn")),
            ("kind_label", gettext_lazy("Type")),
            ("area_name", gettext_lazy("Område")),
            ("closed", gettext_lazy("Nedlagt")),
        ),
    ),
    "institutions": Section(
        "institution",
        gettext_lazy("Institutioner"),
        gettext_lazy("Ny institution"),
        (("name", gettext_lazy("Navn")), ("kind_label", gettext_lazy("Type"))),
    ),
    "units": Section(
        "unit",
        gettext_lazy("Enheder"),
        gettext_lazy("Ny enhed"),
        (
            ("name", gettext_lazy("Navn")),
            ("kind_label", gettext_lazy("Type")),
            ("school_name", gettext_lazy("Skole")),
        ),
    ),
}


def _section(name: str) -> Section:
    try:
        return SECTIONS[name]
    except KeyError:
        raise Http404 from None


@page
def administration(request: HttpRequest) -> HttpResponse:
    """The page of everything the administrator keeps."""
    municipality = fetch(request, "municipality-list")["results"][0]
    sections = [{"key": key, "title": section.title} for key, section in SECTIONS.items()]
    years = fetch(request, "schoolyear-overview")["years"]
    context = {
        "municipality": municipality,
        "sections": sections,
        "unset": listing(year["name"] for year in years if year["missing"]),
    }
    return render(request, "accounts/administration.html", context)


@page
def section_list(request: HttpRequest, section: str) -> HttpResponse:
    """The list of one kind."""
    chosen = _section(section)
    fetch(request, "municipality-list")  # administrators only: everybody may read a school, but not this list
    data = fetch(request, f"{chosen.route}-list", query={"page_size": "100", "page": request.GET.get("page", "1")})
    rows = [
        {"id": row["id"], "cells": [(label, row[name]) for name, label in chosen.columns]} for row in data["results"]
    ]
    context = {"section": chosen, "key": section, "rows": rows, "data": data, **pagination_links(request, data)}
    return render(request, "accounts/section.html", context)


@page
def section_new(request: HttpRequest, section: str) -> HttpResponse:
    """A new record of one kind."""
    chosen = _section(section)
    municipality = fetch(request, "municipality-list")["results"][0]
    return edit(
        request,
        "accounts/section_form.html",
        Target("POST", f"{chosen.route}-list"),
        values=FIRST_VALUES.get(section, {}),
        choices=_choices(request, section),
        context={"section": chosen, "key": section, "title": chosen.new, "municipality": municipality},
        saved=_("Linket til at vælge adgangskode er sendt.") if section == "users" else _("Gemt."),
        done=lambda data: reverse("administration-section", args=[section]),
    )


@page
def section_edit(request: HttpRequest, section: str, record_id: Any) -> HttpResponse:
    """Change a record."""
    chosen = _section(section)
    fetch(request, "municipality-list")
    values = fetch(request, f"{chosen.route}-detail", pk=record_id)
    return edit(
        request,
        "accounts/section_form.html",
        Target("PATCH", f"{chosen.route}-detail", {"pk": record_id}),
        values=values,
        choices=_choices(request, section),
        context={
            "section": chosen,
            "key": section,
            "title": values.get("name") or values.get("user_name"),
            "end_url": reverse("post-end", args=[record_id]) if values["abilities"].get("end") else "",
            "version": values["version"],
        },
        saved=_("Gemt."),
        done=lambda data: reverse("administration-section", args=[section]),
    )


@button
def post_end(request: HttpRequest, post_id: Any) -> HttpResponse:
    """End a supervisor's post at a school, and the access to the children there, at once."""
    back = reverse("administration-section", args=["posts"])
    return send(request, "POST", "schoolpost-end", back=back, saved=_("Adgangen er ophørt."), pk=post_id)


def _choices(request: HttpRequest, section: str) -> dict[str, list[dict[str, Any]]]:
    """The options of a form's lists. No list begins with somebody chosen: a hurried administrator would leave it so."""
    nobody = {"value": "", "label": _("Vælg")}
    if section == "users":
        roles = [{"value": role.value, "label": role.label} for role in Role]
        return {"role": [nobody, *roles], "unit": [nobody, *_options(request, "unit")]}
    if section == "posts":
        supervisors = _options(request, "user", role=Role.SUPERVISOR)
        return {"user": [nobody, *supervisors], "school": [nobody, *_options(request, "school")]}
    if section == "units":
        return {"school": [{"value": "", "label": _("Ingen")}, *_options(request, "school")]}
    if section == "schools":
        return {"area": [{"value": "", "label": _("Intet")}, *_options(request, "unit", kind="area")]}
    return {}


def _options(request: HttpRequest, route: str, **query: str) -> list[dict[str, Any]]:
    """All options of a route, over all pages of the API's list."""
    found: list[dict[str, Any]] = []
    page = pages = 1
    while page <= pages:
        data = fetch(request, f"{route}-list", query={**query, "page_size": "100", "page": str(page)})
        found += [{"value": row["id"], "label": row["name"]} for row in data["results"]]
        page, pages = page + 1, data["pages"]
    return found


@page
def cadence(request: HttpRequest) -> HttpResponse:
    """The municipality's cadence."""
    values = fetch(request, "municipality-list")["results"][0]
    return edit(
        request,
        "accounts/cadence_form.html",
        Target("PATCH", "municipality-detail", {"pk": values["id"]}),
        values=values,
        saved=_("Rytmen er gemt. Den gælder fra nu af."),
        done=lambda data: reverse("administration"),
    )


@page
def account(request: HttpRequest) -> HttpResponse:
    """The user's own account."""
    return edit(
        request,
        "accounts/account.html",
        Target("PATCH", "account-detail"),
        values=fetch(request, "account-detail"),
        context={"tokens": fetch(request, "account-tokens"), "feed": fetch(request, "account-feed")},
        saved=_("Din konto er gemt."),
        done=lambda data: reverse("account"),
    )


@button
def token_new(request: HttpRequest) -> HttpResponse:
    """A new token; its text is shown once, in the answer to this very post."""
    asked = {name: request.POST[name] for name in ("name", "scope") if name in request.POST}
    answer = call(request, "POST", "account-tokens", data=asked)
    if answer.status_code == 201:
        return render(request, "accounts/token_made.html", {"data": answer.data})
    messages.error(request, _("Skriv, hvad API-nøglen skal bruges til."))
    return HttpResponseRedirect(reverse("account"))


@button
def token_revoke(request: HttpRequest, token_id: Any) -> HttpResponse:
    """Revoke a token."""
    back = reverse("account")
    return send(request, "DELETE", "account-token", back=back, saved=_("API-nøglen er spærret."), pk=token_id)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language: stored on the account when signed in, otherwise in a cookie."""
    chosen = request.POST.get("language", "")
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    answer = HttpResponseRedirect(wanted if safe else "/")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            COOKIE, chosen, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure(), httponly=True
        )
        if request.user.is_authenticated:
            version = fetch(request, "account-detail")["version"]
            headers = {"HTTP_IF_MATCH": str(version)}
            call(request, "PATCH", "account-detail", data={"language": chosen}, headers=headers)
    return answer
