"""A page is the API's first client: it calls the API view in this process as the same user, and draws the answer.

So nothing is permitted, validated or logged twice, and templates get plain data that cannot run a query.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .errors import not_saved, saved_anyway, typed_texts
from .inner import call
from .returning import return_url


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for signed-in users, stored by no browser or proxy."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            if getattr(request, "has_written", False):
                return saved_anyway(request)
            if not typed_texts(request):
                raise
            # The reason of a refusal is shown; the existence of a hidden record is not.
            why, status = ("", 404) if isinstance(refusal, Http404) else (str(refusal), 403)
            return not_saved(request, why=why, status=status)

    return never_cache(login_required(require_http_methods(["GET", "HEAD", "POST"])(inner)))


def button(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The target of a button without a page of its own: POST only, for signed-in users."""
    return never_cache(login_required(require_POST(view)))


def fetch(request: HttpRequest, route: str, *, query: Any = None, **kwargs: Any) -> Any:
    """The data of one resource. Raises Http404 and PermissionDenied as the API answers them.

    A page's own queries are valid: one the API cannot parse comes from an address changed by hand, and gives Http404.
    """
    response = call(request, "GET", route, query=query, **kwargs)
    if response.status_code == 400:
        raise Http404
    return data_or_raise(response)


def fetch_once(request: HttpRequest, route: str, *, query: Any = None, **kwargs: Any) -> Callable[[], Any]:
    """A function that fetches one resource when it is first called: a form that is saved needs nothing of it."""
    return cache(lambda: fetch(request, route, query=query, **kwargs))


def show(request: HttpRequest, template: str, route: str, *, query: Any = None, **kwargs: Any) -> HttpResponse:
    """Render a template with one resource as ``data``."""
    return render(request, template, {"data": fetch(request, route, query=query, **kwargs)})


def pagination_links(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    """The template context of pagination: addresses of the previous and next page, and the total in words."""
    query = {key: request.GET.getlist(key) for key in request.GET if key != "page"}

    def address(number: int) -> str:
        return "?" + urlencode({**query, "page": number}, doseq=True)

    words = ngettext("%(count)s i alt", "%(count)s i alt", data["count"]) % {"count": data["count"]}
    return {
        "previous_url": address(data["page"] - 1) if data["page"] > 1 else "",
        "next_url": address(data["page"] + 1) if data["page"] < data["pages"] else "",
        "count_text": words,
    }


def data_or_raise(response: Any) -> Any:
    """The data of an answer below 400. Raises Http404, BadRequest, PermissionDenied or RuntimeError (others)."""
    if response.status_code == 404:
        raise Http404
    if response.status_code == 400:
        raise BadRequest
    if response.status_code == 403:
        raise PermissionDenied(response.data.get("detail", ""))
    if response.status_code >= 400:
        raise RuntimeError(f"unexpected answer {response.status_code}")
    return response.data


def send(
    request: HttpRequest, method: str, route: str, *, back: str, saved: str = "", data: Any = None, **kwargs: Any
) -> HttpResponse:
    """A button without a form: call the API, show a message, redirect to ``back``."""
    headers = {
        "HTTP_IF_MATCH": request.POST.get("version", ""),
        "HTTP_IDEMPOTENCY_KEY": request.POST.get("idempotency_key", ""),
    }
    response = call(request, method, route, data=data or {}, headers=headers, **kwargs)
    if response.status_code >= 400 and response.status_code not in {400, 409, 412, 413, 422, 428}:
        data_or_raise(response)
    if response.status_code >= 400:
        errors = response.data.get("errors") or [{"message": response.data["detail"]}]
        messages.error(request, " ".join(error["message"] for error in errors))
    elif saved:
        messages.success(request, saved)
    return HttpResponseRedirect(return_url(request, back))
