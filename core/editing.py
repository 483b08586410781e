"""A page with a form: drawn from the API's description of the resource, sent to it, and drawn again when refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from rest_framework import exceptions

from .drafts import KEY_PART
from .forms import FormState, add_errors, describe
from .inner import call, view_of
from .pages import data_or_raise
from .posted import typed, without_empty_parts
from .returning import BACK, return_url

TYPED_WRONG, STALE = 422, 412
# Refusals that draw the form again with its values.
KEPT = {400, 409, STALE, 413, TYPED_WRONG, 428}


@dataclass
class Target:
    """Where a form is sent: an API route, its method and ids."""

    method: str
    route: str
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def draft_key(self) -> str:
        """The key of the form's draft: route and ids, separated by dots."""
        return ".".join([self.route, *(str(value) for value in self.ids.values())])

    def serializer(self, request: HttpRequest) -> Any:
        """The API's serializer for this form: the one description of its fields."""
        return view_of(request, self.method, self.route, self.ids).get_serializer(partial=self.method == "PATCH")

    def form(
        self, request: HttpRequest, values: Mapping[str, Any], typed_in: Mapping[str, Any], choices: Any = None
    ) -> FormState:
        """The form, with what was typed in over its ``values``.

        Who may write which field depends on what the form is about: on the record, read only where it matters, or for
        a new one on what its form begins with.
        """
        view = view_of(request, self.method, self.route, self.ids)
        is_of_record = (self.method == "PATCH" or "pk" in self.ids) and hasattr(view, "get_object")
        record = SimpleLazyObject(view.get_object) if is_of_record else None
        serializer = view.get_serializer(record, data=dict(values), partial=self.method == "PATCH")
        if record is None and hasattr(view, "demand_may_create"):
            _demand_may_create(view, serializer)
        return describe(serializer, {**values, **typed_in}, choices or {})


def _demand_may_create(view: Any, serializer: Any) -> None:
    """Raise PermissionDenied where the API would refuse to make the record: nobody fills in such a form."""
    try:
        view.demand_may_create(serializer)
    except exceptions.PermissionDenied as refusal:
        raise PermissionDenied(str(refusal.detail)) from None


@dataclass
class Drawn:
    """The data a form is drawn with. ``draft`` names its subject where the target's ids do not."""

    values: Mapping[str, Any]
    choices: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    draft: str = ""


def edit(
    request: HttpRequest,
    template: str,
    target: Target,
    *,
    done: Callable[[Any], str],
    drawn: Callable[[], Drawn] | None = None,
    values: Mapping[str, Any] | None = None,
    choices: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
    beside: Callable[[], Mapping[str, Any]] | None = None,
    saved: str = "",
    draft: str = "",
    role_first: bool = False,
) -> HttpResponse:
    """One form, one resource. GET draws it with ``values`` or the draft; POST sends it and redirects to
    ``done(data)``.

    A refusal draws the same page with the typed values and every message at its field (422, or 412 with both texts).
    ``drawn`` fetches everything the form is drawn with, and is called only when it is drawn: a saved form needs none of
    it. ``beside`` does the same for the data beside a form whose ``values`` are given. ``draft`` names the form's
    subject where the target's ids do not (a new goal: the case's id). ``role_first``: a refusal by role is
    told as it is, also where the user may not see what the form is about.
    """

    def given() -> Drawn:
        return Drawn(values or {}, choices or {}, {**(context or {}), **(beside() if beside else {})}, draft)

    serializer, ask = target.serializer(request), drawn or given
    if request.method != "POST":
        return _draw(request, template, target, serializer, ask())
    sent = typed(request.POST, serializer, request.FILES)
    response = _send(request, target, without_empty_parts(sent, serializer), draft=_draft_key(request, target, draft))
    if response.status_code < 300:
        _tell(request, saved, response.data)
        return HttpResponseRedirect(return_url(request, done(response.data)))
    if response.status_code in KEPT:
        return _draw_again(request, template, ask(), target, sent=sent, response=response)
    if response.status_code == 403 and not role_first:
        # Who may not even see what the form is about is told so, as on the form's own page.
        ask()
    return data_or_raise(response)  # type: ignore[no-any-return]


def _draft_key(request: HttpRequest, target: Target, about: str) -> str:
    """The key of the form's draft. ``about``: the form's subject where the target's ids do not name it."""
    return ".".join(dict.fromkeys([target.draft_key, *about.split("."), *_begun_from(request, target)])).strip(".")


def _begun_from(request: HttpRequest, target: Target) -> list[str]:
    """The query's start for a new record: a person, a dream, a kind. It has a draft of its own.

    A draft replaces the initial values, so one from another start would turn this record into that.
    """
    if target.method != "POST":
        return []
    named = [str(value) for name, value in sorted(request.GET.items()) if name != BACK]
    return [value for value in named if KEY_PART.fullmatch(value)]


def _draw(request: HttpRequest, template: str, target: Target, serializer: Any, drawn: Drawn) -> HttpResponse:
    """The form at its start: with the record's values, or with the draft."""
    key, values = _draft_key(request, target, drawn.draft), drawn.values
    kept = call(request, "GET", "draft-detail", key=key).data
    written = typed(_flat(kept["data"]), serializer)
    stale = _overtaken(request, target, written, since=kept["data"].get("version"), now=values.get("version"))
    form = target.form(request, values, {**written, **_taken(stale)}, drawn.choices)
    form.version, form.idempotency_key = values.get("version"), str(uuid4())
    if stale is not None:
        refused(request, stale, form)
    form.draft = {"key": key, "url": _draft_url(key), **kept}
    return render(request, template, {**drawn.context, "form": form})


def _draw_again(
    request: HttpRequest, template: str, drawn: Drawn, target: Target, *, sent: Any, response: Any
) -> HttpResponse:
    """The form with its typed values and the API's messages."""
    key = _draft_key(request, target, drawn.draft)
    form = target.form(request, drawn.values, {**sent, **_taken(response)}, drawn.choices)
    refused(request, response, form)
    form.draft = {"key": key, "url": _draft_url(key), "data": {}, "saved_at": None}
    status = STALE if response.status_code == STALE else TYPED_WRONG
    return render(request, template, {**drawn.context, "form": form}, status=status)


def _draft_url(key: str) -> str:
    return reverse("api:draft-detail", kwargs={"key": key})


def _tell(request: HttpRequest, saved: str, data: Any) -> None:
    """Show the message of success, and the API's warnings about the saved values."""
    if saved:
        messages.success(request, saved)
    for warning in data.get("warnings", ()) if isinstance(data, Mapping) else ():
        # Warnings about missing parts have a key; the record's own page shows them.
        if not isinstance(warning, Mapping):
            messages.warning(request, warning)


def sent_again(request: HttpRequest, target: Target) -> Any:
    """The answer to a form whose first submission has made its record invisible to the sender (a double click).

    The same form with the same key gets the first answer again. Raises Http404 for any other.
    """
    if request.method != "POST":
        raise Http404
    serializer = target.serializer(request)
    sent = without_empty_parts(typed(request.POST, serializer), serializer)
    response = _send(request, target, sent)
    if response.status_code >= 300:
        raise Http404
    return response.data


def _overtaken(request: HttpRequest, target: Target, written: Any, *, since: Any, now: Any) -> Any | None:
    """The API's 412 where a draft is based on an older version than the record's present one, else None.

    Versions only grow, so a request with an older one is never written: the answer gives the differences.
    """
    if not (str(since).isdecimal() and str(now).isdecimal() and int(since) < int(now)):
        return None
    response = _send(request, target, written, version=str(since))
    return response if response.status_code == STALE else None


def _taken(response: Any) -> dict[str, Any]:
    """The values that only somebody else has changed, in place of those read before."""
    taken = response.data.get("taken", {}) if response is not None else {}
    return {name: each["value"] for name, each in taken.items()}


def _send(request: HttpRequest, target: Target, sent: Any, *, version: str | None = None, draft: str = "") -> Any:
    """Send the form to the API. A successful write deletes its ``draft``."""
    version = request.POST.get("version", "") if version is None else version
    headers = {"HTTP_IF_MATCH": version, "HTTP_IDEMPOTENCY_KEY": request.POST.get("idempotency_key", "")}
    return call(request, target.method, target.route, data=sent, headers=headers, draft=draft, **target.ids)


def refused(request: HttpRequest, response: Any, form: FormState) -> FormState:
    """The form with its typed values and the API's messages."""
    problem = response.data
    if "conflicts" in problem:
        taken = [each for each in problem.get("taken", {}).values() if each["label"]]
        form.conflict = {"message": problem["detail"], "fields": problem["conflicts"], "taken": taken}
    else:
        add_errors(form, problem.get("errors") or [{"field": "", "message": problem.get("detail", "")}])
    form.version = problem.get("version") or request.POST.get("version")
    form.idempotency_key = request.POST.get("idempotency_key", "") if response.status_code == 400 else str(uuid4())
    return form


def _flat(data: Mapping[str, Any]) -> QueryDict:
    flat = QueryDict(mutable=True)
    for name, value in data.items():
        flat.setlist(name, value if isinstance(value, list) else [value])
    return flat
