"""A page is the API's first client: it calls the API view in this process as the same user, and draws the answer.

So nothing is permitted, validated or looked up twice, and a template gets plain data that can fire no query.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .errors import not_saved, typed_texts
from .renderers import dumps
from .returning import return_url


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for signed-in users, never kept by a browser or a proxy."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            if not typed_texts(request):
                raise
            # Why one may not is told; what there is that one may not know of is not.
            why, status = ("", 404) if isinstance(refusal, Http404) else (str(refusal), 403)
            return not_saved(request, why=why, status=status)

    return never_cache(login_required(require_http_methods(["GET", "HEAD", "POST"])(inner)))


def button(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What a button without a page of its own sends to: POST only, for signed-in users."""
    return never_cache(login_required(require_POST(view)))


def call(
    request: HttpRequest,
    method: str,
    route: str,
    *,
    data: Any = None,
    query: Any = None,
    headers: Any = None,
    **kwargs: Any,
) -> Any:
    """Call an API route ("goal-list") in this process as the page's user; gives its Response.

    Files posted to the page are handed on where ``data`` is the page's own ``request.POST``.
    """
    url = reverse(f"api:{route}", kwargs=kwargs)
    match = resolve(url)
    inner: Any = HttpRequest()
    inner.method, inner.path, inner.path_info = method, url, url
    inner.META = {**request.META, "REQUEST_METHOD": method, "CONTENT_TYPE": "application/json", **(headers or {})}
    inner.META.update(PATH_INFO=url, QUERY_STRING="", HTTP_ACCEPT="application/json")
    inner.META.pop("HTTP_AUTHORIZATION", None)
    inner.user, inner.session, inner.resolver_match = request.user, request.session, match
    if isinstance(query, QueryDict):
        inner.GET = query
    else:
        inner.GET = QueryDict(mutable=True)
        inner.GET.update(query or {})
    # The page's own form token has been checked already; the browser did not make this inner request.
    inner._dont_enforce_csrf_checks = True
    inner._read_started = True
    inner.is_of_a_page = True
    if isinstance(data, QueryDict):
        inner.POST, inner.FILES = inner._post, inner._files = data, request.FILES
        inner.META["CONTENT_TYPE"] = request.META.get("CONTENT_TYPE", "")
    else:
        inner._body = b"" if data is None else dumps(data)
        inner.META["CONTENT_LENGTH"] = str(len(inner._body))
    return match.func(inner, *match.args, **match.kwargs)


def fetch(request: HttpRequest, route: str, *, query: Any = None, **kwargs: Any) -> Any:
    """The data of one resource. Raises Http404 and PermissionDenied as the API answers them.

    A page asks rightly: a question the API cannot read was in an address somebody changed by hand.
    """
    response = call(request, "GET", route, query=query, **kwargs)
    if response.status_code == 400:
        raise Http404
    return data_or_raise(response)


def show(request: HttpRequest, template: str, route: str, *, query: Any = None, **kwargs: Any) -> HttpResponse:
    """Draw one resource with a template, as ``data``."""
    return render(request, template, {"data": fetch(request, route, query=query, **kwargs)})


def pagination_links(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    """What pagination needs: addresses of the pages before and after, and how many there are."""
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
    """The data of an answer. Raises Http404, BadRequest and PermissionDenied."""
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
    """A button without a form: call the API, say what happened, go back."""
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
