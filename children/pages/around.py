"""Forms about facts around the child: placements, schooling, diagnoses, other measures, the network."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing import Target, edit
from core.forms import Choice
from core.pages import fetch, page, send

from .moving import after_a_move


@dataclass
class Kind:
    """One kind of record: its API routes, its form and its words."""

    route: str
    template: str
    new: Any
    change: Any
    remove: Any = ""
    # The page of the case that shows it.
    tab: str = "case-basics"
    # The field with the child's place: when it changes, the child has moved, and the page after a move follows.
    place: str = ""


KINDS = {
    "placements": Kind(
        "placement",
        "children/placement_form.html",
        gettext_lazy("Ny anbringelse"),
        gettext_lazy("Ret anbringelsen"),
        gettext_lazy("Slet anbringelsen"),
        place="place",
    ),
    "schoolings": Kind(
        "schooling",
        "children/schooling_form.html",
        gettext_lazy("Ny skole eller klasse"),
        gettext_lazy("Ret skole og klasse"),
        gettext_lazy("Slet skoleforholdet"),
        place="school",
    ),
    "diagnoses": Kind(
        "diagnosis",
        "children/diagnosis_form.html",
        gettext_lazy("Ny diagnose"),
        gettext_lazy("Ret diagnosen"),
        gettext_lazy("Slet diagnosen"),
    ),
    "other-measures": Kind(
        "othermeasure",
        "children/measure_form.html",
        gettext_lazy("Ny indsats"),
        gettext_lazy("Ret indsatsen"),
        gettext_lazy("Slet indsatsen"),
    ),
    "network": Kind(
        "networkmember",
        "children/member_form.html",
        gettext_lazy("Tilføj en voksen"),
        gettext_lazy("Ret oplysningerne"),
        tab="case-network",
    ),
}


@page
def record_new(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """A new record around the child."""
    return _form(request, pk, kind, Target("POST", f"{KINDS[kind].route}-list"), request.GET.dict())


@page
def record_edit(request: HttpRequest, pk: UUID, kind: str, record: UUID) -> HttpResponse:
    """A correction to a record around the child."""
    target = Target("PATCH", f"{KINDS[kind].route}-detail", {"pk": record})
    return _form(request, pk, kind, target, {"record": str(record)})


def _form(request: HttpRequest, pk: UUID, kind: str, target: Target, query: dict[str, Any]) -> HttpResponse:
    data = fetch(request, "child-form", query=query, pk=pk, kind=kind)
    words = KINDS[kind]
    back = _back(data, words.tab)
    title = words.new if data["is_new"] else words.change
    remove_url = f"{request.path}remove/" if words.remove else ""

    def done(kept: Any) -> str:
        if not words.place or str(kept[words.place]) == str(data["values"].get(words.place)):
            return back
        return after_a_move(request, data["case_id"], kept["id"], back=back)

    return edit(
        request,
        words.template,
        target,
        values=data["values"],
        choices=data["choices"],
        context={
            "data": data,
            "back": back,
            "title": title,
            "remove_url": remove_url,
        },
        done=done,
        saved=_("Gemt."),
        draft=str(pk) if data["is_new"] else "",
    )


@page
def record_remove(request: HttpRequest, pk: UUID, kind: str, record: UUID) -> HttpResponse:
    """Delete a record that was a mistake."""
    data = fetch(request, "child-form", query={"record": str(record)}, pk=pk, kind=kind)
    words = KINDS[kind]
    back = _back(data, words.tab)
    if request.method == "POST":
        return send(request, "DELETE", f"{words.route}-detail", back=back, saved=_("Slettet."), pk=record)
    return render(request, "children/remove.html", {"data": data, "back": back, "title": words.remove})


@page
def member_end(request: HttpRequest, pk: UUID, record: UUID) -> HttpResponse:
    """The last day of an adult's part."""
    data = fetch(request, "child-form", query={"record": str(record)}, pk=pk, kind="network")
    back = _back(data, "case-network")
    # Typed values are sent on all the same: the API's refusal says what has happened.
    if request.method != "POST" and not data["values"]["abilities"]["end"]:
        return HttpResponseRedirect(back)
    return edit(
        request,
        "children/member_end.html",
        Target("POST", "networkmember-end", {"pk": record}),
        values={"version": data["values"]["version"]},
        context={"data": data, "back": back},
        done=lambda kept: back,
        saved=_("Gemt."),
    )


@page
def members_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add several adults in one form; another such form may follow."""
    data = fetch(request, "child-form", pk=pk, kind="adults")
    back = _back(data, "case-network")
    # As they are drawn: those of the same school or placement are visible, the others folded.
    known = [(group["label"], [Choice(**person) for person in group["options"]]) for group in data["people"]]
    return edit(
        request,
        "children/members_form.html",
        Target("POST", "networkmember-several"),
        values=data["values"],
        choices=data["choices"],
        context={"data": data, "back": back, "known": known},
        done=lambda kept: request.path if "more" in request.POST else back,
        saved=_("De voksne er tilføjet."),
        draft=str(pk),
    )


@page
def psychologist_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a PPR psychologist access to the record."""
    data = fetch(request, "child-form", pk=pk, kind="psychologist")
    back = _back(data, "case-network")
    return edit(
        request,
        "children/psychologist_form.html",
        Target("POST", "networkmember-give-access"),
        values={"child": str(pk)},
        choices=data["choices"],
        context={"data": data, "back": back},
        done=lambda kept: back,
        saved=_("Psykologen har nu adgang til forløbet."),
        draft=str(pk),
    )


def _back(data: Any, tab: str) -> str:
    if data["case_id"]:
        return reverse(tab, kwargs={"pk": data["case_id"]})
    return reverse("child", kwargs={"pk": data["child"]["id"]})
