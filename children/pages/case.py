"""Pages of a case: base data and network, closing, reopening, handing over, its cadence."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit, sent_again
from core.pages import button, fetch, page, send, show


@page
def basics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page Stamdata."""
    return show(request, "children/basics.html", "case-basics", pk=pk)


@page
def network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page Netværk."""
    return show(request, "children/network.html", "case-network", pk=pk)


@page
def case_rhythm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The case's own cadence of follow-up, with its reason."""
    data = _asked(request, pk, "change")
    target = Target("PATCH", "case-detail", {"pk": pk})
    return _form(request, "children/case_rhythm.html", target, data, data["values"], saved=_("Rytmen er gemt."))


@page
def case_hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the case to another coordinator."""
    target = Target("POST", "case-hand-over", {"pk": pk})
    done = partial(handed_over, request)
    try:
        data = fetch(request, "case-hand-over-form", pk=pk)
    except Http404:
        # After a double click the case is the other coordinator's already.
        return HttpResponseRedirect(done(sent_again(request, target)))
    if not data["case"]["abilities"]["hand_over"]:
        raise Http404
    return edit(
        request,
        "children/case_hand_over.html",
        target,
        values=data["values"],
        choices={"to_user": [{"value": "", "label": _("Vælg")}, *data["choices"]["to_user"]]},
        context={"data": data},
        done=done,
    )


def handed_over(request: HttpRequest, kept: Any) -> str:
    """Show the message of a handover, and give the page to go to."""
    message = _("Forløb %(number)s er overdraget til %(name)s.") % {"number": kept["number"], "name": kept["to"]}
    messages.success(request, message)
    return reverse("case-list")


def _asked(request: HttpRequest, pk: UUID, ability: str) -> Any:
    """The case's header for a page with one ability. Raises Http404 for users who may not use it now."""
    data = fetch(request, "case-header", pk=pk)
    if not data["case"]["abilities"][ability]:
        raise Http404
    return data


def _form(
    request: HttpRequest, template: str, target: Target, data: Any, values: Mapping[str, Any], *, saved: str
) -> HttpResponse:
    back = reverse("case-basics", kwargs=target.ids)
    context = {"data": data, "back": back}
    return edit(request, template, target, values=values, context=context, done=lambda kept: back, saved=saved)


@button
def case_end_oversight(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End the manager's access: the case is masked again."""
    back = reverse("case-masked", args=[pk])
    return send(request, "POST", "case-end-oversight", back=back, saved=_("Tilsynet er afsluttet."), pk=pk)
