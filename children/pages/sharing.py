"""Passing one item on to people in the child's network, and withdrawing it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.editing import Target, edit
from core.pages import fetch, page, send, show

# The tab of the case with each kind of item.
TABS = {"agreement": "goals", "dream": "goals", "goal": "goals", "sparring": "sparring", "meeting": "meetings"}


@page
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has an item, and who else is to get it. The address holds ids only."""
    query = {name: request.GET.get(name, "") for name in ("item", "id")}
    data = fetch(request, "case-share", query=query, pk=pk)
    here = f"{reverse('case-share', kwargs={'pk': pk})}?{urlencode(query)}"
    at = TABS.get(query["item"], "basics")
    return edit(
        request,
        "children/share.html",
        Target("POST", "release-list"),
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "at": at, "back": reverse(f"case-{at}", args=[pk]), "here": urlencode(query)},
        done=lambda kept: here,
        saved=_("Delt."),
        draft=query["id"],
    )


@page
def share_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose several things and people, and share them together. Present receivers are shown beside."""
    data = fetch(request, "case-share-several", pk=pk)
    here = reverse("case-share-several", kwargs={"pk": pk})
    return edit(
        request,
        "children/share_several.html",
        Target("POST", "release-several"),
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "back": reverse("case-goals", kwargs={"pk": pk})},
        done=lambda kept: here,
        saved=_("Delt. Under hver ting står, hvem der har den."),
        draft=str(pk),
    )


@page
def given(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The items shared with the user, each with a link to its page."""
    return show(request, "children/given.html", "case-given", pk=pk)


@page
def withdraw(request: HttpRequest, pk: UUID, release: UUID) -> HttpResponse:
    """Withdraw an item from one person."""
    query = {name: request.GET.get(name, "") for name in ("item", "id")}
    here = f"{reverse('case-share', kwargs={'pk': pk})}?{urlencode(query)}"
    return send(request, "POST", "release-withdraw", back=here, saved=_("Taget tilbage."), pk=release)
