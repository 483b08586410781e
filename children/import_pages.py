"""Pages of the import: choose a file and try it, read the report, carry it out or discard it."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.danish import number
from core.editing import Target, refused
from core.inner import call
from core.pages import button, data_or_raise, fetch, page, send

# The most remarks a page shows; a longer report is downloaded as a file.
MOST_REMARKS = 100


@page
def new(request: HttpRequest) -> HttpResponse:
    """The page that describes and takes a file."""
    data = fetch(request, "import-list")
    target = Target("POST", "import-list")
    form = target.form(request, {}, {})
    if request.method != "POST":
        return render(request, "children/import_new.html", {"data": data, "form": form})
    response = call(request, "POST", "import-list", data=request.POST)
    if response.status_code == 201:
        is_known = response.data["state"] != "columns"
        return HttpResponseRedirect(reverse("import" if is_known else "import-columns", args=[response.data["id"]]))
    if response.status_code not in {400, 413}:
        data_or_raise(response)
    form = refused(request, response, form)
    return render(request, "children/import_new.html", {"data": data, "form": form}, status=422)


@page
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    return _file(call(request, "GET", "import-template"))


@page
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole report as CSV."""
    return _file(call(request, "GET", "import-report", pk=pk))


def _file(response: Any) -> HttpResponse:
    return data_or_raise(response) if response.status_code >= 400 else response  # type: ignore[no-any-return]


@page
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import: its columns where they are not known, then its report, its progress and its result."""
    shown = _job(request, pk)
    if shown["data"]["state"] == "columns":
        return HttpResponseRedirect(reverse("import-columns", args=[pk]))
    return render(request, "children/import_job.html", shown)


@page
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form that names the file's columns."""
    response = call(request, "GET", "import-columns", pk=pk)
    if response.status_code == 409:
        return HttpResponseRedirect(reverse("import", args=[pk]))
    data, problem, status = data_or_raise(response), "", 200
    if request.method == "POST":
        chosen = [request.POST.get(f"column-{at}", "") for at in range(len(data["columns"]))]
        answer = call(request, "POST", "import-columns", data={"columns": chosen}, pk=pk)
        if answer.status_code not in {400, 409}:
            data_or_raise(answer)
            return HttpResponseRedirect(reverse("import", args=[pk]))
        problem, status = (answer.data.get("errors") or [{"message": answer.data["detail"]}])[0]["message"], 422
        for column, key in zip(data["columns"], chosen, strict=True):
            column["key"] = key
    return render(request, "children/import_columns.html", {"data": data, "pk": pk, "problem": problem}, status=status)


@page
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part of the page that changes while an import runs."""
    return render(request, "children/import_state.html", _job(request, pk))


@button
def carry_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The button that imports all rows."""
    back = reverse("import", args=[pk])
    return send(request, "POST", "import-carry-out", back=back, pk=pk)


@button
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The button that discards a tried file."""
    saved = _("Filen er kasseret, og intet er indlæst.")
    return send(request, "POST", "import-discard", back=reverse("import-new"), saved=saved, pk=pk)


def _job(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    data = fetch(request, "import-detail", pk=pk)
    remarks = data["remarks"][:MOST_REMARKS]
    counts: dict[str, int] = defaultdict(int, data["counts"])
    return {
        "data": data,
        "errors": [remark for remark in remarks if remark["level"] == "error"],
        "warnings": [remark for remark in remarks if remark["level"] == "warning"],
        "left_out": len(data["remarks"]) - len(remarks),
        "figures": _figures(counts),
        "adds": any(counts[name] for name in ("children", "placements", "schoolings", "members")),
    }


def _figures(counts: dict[str, int]) -> list[dict[str, str]]:
    """The counts in words: those that always matter, and others where they are not zero."""
    labels = [
        ("rows", _("Rækker i filen"), True),
        ("children", _("Nye børn, hvert med et forløb"), True),
        ("existing", _("Børn, der findes i forvejen"), True),
        ("skipped", _("Rækker, der springes over"), False),
        ("placements", _("Nye anbringelser"), True),
        ("schoolings", _("Nye skoleforhold"), True),
        ("members", _("Nye voksne i netværket"), True),
        ("schools", _("Skoler, der oprettes"), False),
        ("institutions", _("Institutioner, der oprettes"), False),
    ]
    return [
        {"label": label, "value": number(counts[name])}
        for name, label, is_always in labels
        if is_always or counts[name]
    ]
