"""The API called in this process by a page, as the page's user: no HTTP, and no second way to the data."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.urls import ResolverMatch, resolve, reverse
from django.utils.datastructures import MultiValueDict

from .renderers import dumps

MULTIPART = "multipart/form-data; boundary=none"


def call(
    request: HttpRequest,
    method: str,
    route: str,
    *,
    data: Any = None,
    query: Any = None,
    headers: Any = None,
    draft: str = "",
    **kwargs: Any,
) -> Any:
    """Call an API route ("goal-list") in this process as the page's user; gives its Response.

    Files posted to the page are passed on where ``data`` is the page's own ``request.POST`` or holds them. A successful
    write deletes the ``draft`` with this key, in the same transaction, and sets ``request.has_written``: whatever fails
    later, it stays saved.
    """
    inner, match = _inner_request(request, method, route, kwargs, query=query, headers=headers)
    inner.draft_key = draft
    if isinstance(data, QueryDict):
        _give_form(inner, data, request.FILES)
    elif isinstance(data, Mapping) and any(isinstance(value, UploadedFile) for value in data.values()):
        _give_form(inner, *_apart(data))
    else:
        inner._body = b"" if data is None else dumps(data)
        inner.META["CONTENT_LENGTH"] = str(len(inner._body))
    response = match.func(inner, *match.args, **match.kwargs)
    if method not in {"GET", "HEAD"} and response.status_code < 300:
        request.has_written = True  # type: ignore[attr-defined]
    return response


def view_of(request: HttpRequest, method: str, route: str, ids: Mapping[str, Any]) -> Any:
    """The API view that would answer, set up as it is there: with the page's user and a request of REST framework's."""
    inner, match = _inner_request(request, method, route, ids)
    handler: Any = match.func
    view = handler.cls(**handler.initkwargs)
    if hasattr(handler, "actions"):
        view.action_map = handler.actions
        view.action = handler.actions[method.lower()]
    view.setup(inner, *match.args, **match.kwargs)
    view.format_kwarg = None
    view.request = view.initialize_request(inner, *match.args, **match.kwargs)
    # The page has asked who this is already.
    view.request.user = request.user
    return view


def _inner_request(
    request: HttpRequest, method: str, route: str, ids: Mapping[str, Any], *, query: Any = None, headers: Any = None
) -> tuple[Any, ResolverMatch]:
    url = reverse(f"api:{route}", kwargs=dict(ids))
    match = resolve(url)
    inner: Any = HttpRequest()
    inner.method, inner.path, inner.path_info = method, url, url
    inner.META = {**request.META, "REQUEST_METHOD": method, "CONTENT_TYPE": "application/json", **(headers or {})}
    inner.META.update(PATH_INFO=url, QUERY_STRING="", HTTP_ACCEPT="application/json")
    inner.META.pop("HTTP_AUTHORIZATION", None)
    inner.user, inner.session, inner.resolver_match = request.user, request.session, match
    inner.guest = getattr(request, "guest", None)
    if isinstance(query, QueryDict):
        inner.GET = query
    else:
        inner.GET = QueryDict(mutable=True)
        inner.GET.update(query or {})
    # The page's own form token has been checked already; this inner request does not come from the browser.
    inner._dont_enforce_csrf_checks = True
    inner._read_started = True
    inner.is_of_a_page, inner.draft_key = True, ""
    return inner, match


def _give_form(inner: Any, fields: QueryDict, files: Any) -> None:
    inner.POST, inner.FILES = inner._post, inner._files = fields, files
    # REST framework takes what is parsed already for a body that was read; without a length it sees none.
    inner.META.update(CONTENT_TYPE=MULTIPART, CONTENT_LENGTH="1")


def _apart(data: Mapping[str, Any]) -> tuple[QueryDict, Any]:
    """Fields and files of a form with files. Raises TypeError for rows and parts, which such a form cannot carry."""
    fields, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        if any(isinstance(each, Mapping) for each in values):
            raise TypeError(f"{name}: a form with a file has no rows and no parts")
        (files if isinstance(value, UploadedFile) else fields).setlist(name, values)
    return fields, files
