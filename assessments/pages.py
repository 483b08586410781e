"""The pages of phase 1: the case's assessment, its parts, its report, and a psychologist's orders."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from children.pages.said import said_by_child
from core.editing import Drawn, Target, edit
from core.inner import call
from core.pages import button, fetch, page, send, show


def case_url(case_id: Any) -> str:
    """The case's page about its assessment."""
    return reverse("case-assessment", args=[case_id])


@page
def case_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The four parts and the report of the last round, or of ``?round=``."""
    return show(request, "assessments/case.html", "case-assessment", query=request.GET.dict(), pk=pk)


@page
def mine(request: HttpRequest) -> HttpResponse:
    """The parts ordered from the signed-in user."""
    return show(request, "assessments/mine.html", "assessment-mine")


def _drawn(data: Any, *, draft: str = "", **context: Any) -> Drawn:
    return Drawn(data["values"], data.get("choices", {}), {"data": data, **context}, draft)


def _with_words(request: HttpRequest, data: Any, *, asked: bool = True, draft: str = "") -> Drawn:
    """The same with the child's earlier words, where the form ``asked`` for words of the child."""
    return _drawn(data, draft=draft, **said_by_child(request, data["case"]["id"], asked=asked)())


@page
def order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Order an assessment."""
    return edit(
        request,
        "assessments/order.html",
        Target("POST", "assessment-list"),
        drawn=lambda: _drawn(fetch(request, "case-assessment-form", pk=pk), draft=str(pk)),
        done=lambda made: case_url(made["case"]),
        saved=_("Afdækningen er bestilt."),
        draft=str(pk),
    )


@page
def part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write in a part, and hand it in with the same button. A psychologist first sees what is handed over."""

    def drawn() -> Drawn:
        """What the form is drawn with."""
        data = fetch(request, "assessmentpart-form", pk=pk)
        return _with_words(request, data, asked=data["part"]["kind"] == "own_words")

    def done(saved: Any) -> str:
        """The page to show after saving."""
        if "hand_over" not in request.POST:
            return case_url(saved["case"])
        if saved["is_with_psychologist"] and saved["abilities"]["hand_over"]:
            return reverse("assessment-part-hand-over", args=[pk])
        return _handed_in(request, saved)

    return edit(
        request,
        "assessments/part.html",
        Target("PATCH", "assessmentpart-detail", {"pk": pk}),
        drawn=drawn,
        done=done,
        saved=_("Delen er gemt."),
    )


def _handed_in(request: HttpRequest, part: Any) -> str:
    """Hand in a part that has just been saved; gives the next page. Its own page shows what is missing."""
    headers = {"HTTP_IF_MATCH": str(part["version"])}
    answer = call(request, "POST", "assessmentpart-hand-over", data={}, headers=headers, pk=part["id"])
    if answer.status_code < 300:
        messages.success(request, _("Delen er afleveret."))
        return case_url(part["case"])
    # An empty part cannot be handed in, and the API has no message for each of its fields.
    errors = answer.data.get("errors") or [{"message": _("Begynd med barnets styrker.")}]
    lacking = " ".join(error["message"] for error in errors)
    messages.warning(request, _("Delen er gemt, men ikke afleveret. %(lacking)s") % {"lacking": lacking})
    return reverse("assessment-part", args=[part["id"]])


@page
def order_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Order one part from somebody."""
    return edit(
        request,
        "assessments/order_part.html",
        Target("POST", "assessmentpart-order", {"pk": pk}),
        drawn=lambda: _drawn(fetch(request, "assessmentpart-order-form", pk=pk)),
        done=lambda saved: case_url(saved["case"]),
        saved=_("Delen er bestilt."),
    )


@page
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand a part in, after a look at its text."""
    data = fetch(request, "assessmentpart-form", pk=pk)
    if request.method == "POST":
        back = case_url(data["case"]["id"])
        return send(request, "POST", "assessmentpart-hand-over", back=back, saved=_("Delen er afleveret."), pk=pk)
    if not data["part"]["abilities"]["hand_over"]:
        return HttpResponseRedirect(case_url(data["case"]["id"]))
    return render(request, "assessments/hand_over.html", {"data": data})


@page
def new_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Create a report, filled from the parts."""
    return edit(
        request,
        "assessments/report_form.html",
        Target("POST", "assessmentreport-list"),
        drawn=lambda: _with_words(request, fetch(request, "assessment-report-form", pk=pk), draft=str(pk)),
        done=lambda made: reverse("assessment-report", args=[made["id"]]),
        saved=_("Rapporten er gemt. Læs den igennem, før du deler den."),
        draft=str(pk),
    )


@page
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a report."""
    return show(request, "assessments/report.html", "assessmentreport-reading", pk=pk)


@page
def edit_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a draft report."""
    return edit(
        request,
        "assessments/report_form.html",
        Target("PATCH", "assessmentreport-detail", {"pk": pk}),
        drawn=lambda: _with_words(request, fetch(request, "assessmentreport-form", pk=pk)),
        done=lambda saved: reverse("assessment-report", args=[saved["id"]]),
        saved=_("Rapporten er gemt."),
    )


@page
def share_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose who gets the report."""
    back = reverse("assessment-report", args=[pk])
    return _share(request, "assessmentreport", pk, back=back, take_back=f"{back}take-back/")


@page
def share_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose who gets a part."""
    return _share(request, "assessmentpart", pk, take_back=reverse("assessment-part-take-back", args=[pk]))


def _share(request: HttpRequest, route: str, pk: UUID, *, take_back: str, back: str = "") -> HttpResponse:
    data = fetch(request, f"{route}-sharing", pk=pk)
    back = back or case_url(data["case"]["id"])
    return edit(
        request,
        "assessments/share.html",
        Target("POST", f"{route}-pass-on", {"pk": pk}),
        values=data["values"],
        choices={"to_members": [{"value": each["id"], "label": each["name"]} for each in _people(data)]},
        context={"data": data, "back_url": back, "take_back_url": take_back},
        done=lambda saved: back,
        saved=_("Det er delt."),
    )


def _people(data: Any) -> list[Any]:
    return [person for group in data["groups"] for person in group["people"]]


@button
def take_back_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw the report from one person."""
    return _take_back(request, "assessmentreport", pk, back=reverse("assessment-report-share", args=[pk]))


@button
def take_back_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw a part from one person."""
    return _take_back(request, "assessmentpart", pk, back=reverse("assessment-part-share", args=[pk]))


def _take_back(request: HttpRequest, route: str, pk: UUID, *, back: str) -> HttpResponse:
    data = {"release": request.POST.get("release", "")}
    return send(request, "POST", f"{route}-take-back", back=back, saved=_("Det er taget tilbage."), data=data, pk=pk)
