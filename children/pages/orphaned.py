"""The page where the coordinator hands out the duties of those who have left."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.editing import Target, edit
from core.forms import Choice
from core.pages import fetch, page


def with_choices(rows: list[dict[str, Any]]) -> None:
    """Give each row its own choices, as a form draws them."""
    for row in rows:
        row["choices"] = [Choice(**choice) for choice in row["choices"]]


@page
def orphaned(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Uden ansvarlig: who takes over what."""
    data = fetch(request, "case-orphaned", pk=pk)
    with_choices(data["rows"])
    back = reverse("case-network", kwargs={"pk": pk})
    return edit(
        request,
        "children/orphaned.html",
        Target("POST", "case-settle", {"pk": pk}),
        values=data["values"],
        context={"data": data, "back": back},
        done=lambda kept: back,
        saved=_("Gemt."),
    )
