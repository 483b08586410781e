"""The page of the brief."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import fetch, page


@page
def case_brief(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The brief. ``?audience=`` names whom it is for."""
    data = fetch(request, "case-brief", query=request.GET.dict(), pk=pk)
    case = data["case"]
    crumbs = [
        {"label": case["child"]["full_name"], "url": case["url"]},
        {"label": _("Møder"), "url": reverse("case-meetings", args=[pk])},
    ]
    chosen = {"name": "audience", "label": _("Til hvem?"), "value": data["audience"], "choices": data["choices"]}
    filters = [chosen] if len(data["choices"]) > 1 else []
    return render(request, "meetings/brief/page.html", {"data": data, "crumbs": crumbs, "filters": filters})
