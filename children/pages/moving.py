"""The page after a change of school or placement: which people and which work stay."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit
from core.inner import call
from core.pages import fetch, page

from .orphaned import with_choices


@page
def moved(request: HttpRequest, pk: UUID, period: UUID) -> HttpResponse:
    """Who leaves with the former place, and who takes over."""
    data = fetch(request, "case-moved-form", query={"period": str(period)}, pk=pk)
    with_choices(data["rows"])
    back = reverse("case-network", kwargs={"pk": pk})
    return edit(
        request,
        "children/moved.html",
        Target("POST", "case-move-on", {"pk": pk}),
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "back": back},
        done=lambda kept: back,
        saved=_("Gemt."),
        draft=str(period),
    )


def after_a_move(request: HttpRequest, case_id: Any, period: Any, *, back: str) -> str:
    """The page to go to when the saved record has moved the child: this one where there is something to ask."""
    if case_id:
        asked = call(request, "GET", "case-moved-form", query={"period": str(period)}, pk=case_id)
        if asked.status_code == 200 and (asked.data["choices"]["leaving"] or asked.data["rows"]):
            return reverse("case-moved", kwargs={"pk": case_id, "period": period})
    return back
