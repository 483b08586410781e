"""The guests' own pages: the link with its code, the way to the task, the way out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.editing import KEPT, TYPED_WRONG, Target, refused
from core.forms import Field, FormState, add_errors
from core.inner import call
from core.pages import data_or_raise
from core.posted import typed

from .registry import tasks


def guest_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a task, for the guest who is in; stored by no browser. Others are asked to open their link again."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "guest", None) is None:
            return render(request, "guests/again.html", status=401)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return closed(request)

    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(inner))


def guest_form(
    request: HttpRequest, template: str, target: Target, *, data: Any, values: Any, done: str
) -> HttpResponse:
    """One form of a guest: drawn from the API's serializer, sent to it, and drawn again when it is refused."""
    if request.method != "POST":
        form = target.form(request, values, {})
        return render(request, template, {"data": data, "form": form})
    sent = typed(request.POST, target.serializer(request))
    answer = call(request, target.method, target.route, data=sent)
    if answer.status_code < 300:
        return HttpResponseRedirect(done)
    if answer.status_code not in KEPT:
        data_or_raise(answer)
    form = refused(request, answer, target.form(request, values, sent))
    return render(request, template, {"data": data, "form": form}, status=TYPED_WRONG)


def closed(request: HttpRequest, status: int = 404) -> HttpResponse:
    """The one page of every link that opens nothing."""
    return render(request, "guests/closed.html", status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks and why, and the code."""
    form = FormState({"code": Field("code", _("Kode"), required=True, autocomplete="one-time-code")})
    if request.method == "POST":
        sent = {"token": token, "code": request.POST.get("code", "")}
        answer = call(request, "POST", "guest-session", data=sent)
        if answer.status_code == 200:
            response = HttpResponseRedirect(answer.data["page"])
            response.cookies.update(answer.cookies)
            return response
        if answer.status_code != 400:
            return _refused(request, answer)
        add_errors(form, answer.data["errors"])
    asked = call(request, "POST", "guest-asked", data={"token": token})
    if asked.status_code != 200:
        return _refused(request, asked)
    context = {"data": asked.data, "form": form}
    return render(request, "guests/link.html", context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, answer: Any) -> HttpResponse:
    if answer.status_code == 429:
        response = render(request, "guests/wait.html", status=429)
        response["Retry-After"] = answer["Retry-After"]
        return response
    return closed(request)


@guest_page
def home(request: HttpRequest) -> HttpResponse:
    """The task's page."""
    return HttpResponseRedirect(reverse(tasks()[request.guest.task].page))  # type: ignore[attr-defined]


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    answer = call(request, "DELETE", "guest-session")
    response = render(request, "guests/left.html")
    response.cookies.update(answer.cookies)
    return response
