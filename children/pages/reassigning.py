"""Pages of a manager who hands over the cases of an absent coordinator. No child is named on them."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit, sent_again
from core.pages import fetch, page

from .case import handed_over


@page
def case_reassign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give one case of the unit to another coordinator."""
    target = Target("POST", "case-reassign", {"pk": pk})
    done = partial(handed_over, request)
    try:
        data = fetch(request, "case-reassign-form", pk=pk)
    except Http404:
        # After a double click the case may belong to another unit already.
        return HttpResponseRedirect(done(sent_again(request, target)))
    return edit(
        request,
        "children/case_reassign.html",
        target,
        values=data["values"],
        choices=_choices(data),
        context={"data": data, "back": reverse("case-masked", args=[pk])},
        done=done,
    )


@page
def coordinator_reassign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give all open cases of one coordinator to another."""
    data = fetch(request, "coordinator-reassign-form", pk=pk)

    def done(kept: Any) -> str:
        """The page to show after the handover."""
        message = _("Alle forløb hos %(former)s er overdraget til %(name)s.")
        messages.success(request, message % {"former": kept["from"], "name": kept["to"]})
        return reverse("overview")

    return edit(
        request,
        "children/coordinator_reassign.html",
        Target("POST", "coordinator-reassign", {"pk": pk}),
        values=data["values"],
        choices=_choices(data),
        context={"data": data, "back": reverse("overview")},
        done=done,
    )


def _choices(data: Any) -> dict[str, Any]:
    return {"to_user": [{"value": "", "label": _("Vælg")}, *data["choices"]["to_user"]]}
