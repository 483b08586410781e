"""Requests answered before sessions and users: health, and requests no view can handle."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from . import errors, health
from .languages import of_program

Next = Callable[[HttpRequest], HttpResponse]
# Our own addresses have at most some 200 characters.
LONGEST_PATH, LONGEST_QUERY = 1000, 4000


class HealthMiddleware:
    """``/healthz``: the process answers. ``/readyz``: it can do its work."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            return health.ready()
        return self.get_response(request)


class DoorMiddleware:
    """Refuses addresses that no page of ours has, and bodies too large to be read; sets no-store on every answer."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refuse = self._refusal(request)
        if refuse is None:
            response = self.get_response(request)
        else:
            with translation.override(of_program(request) or settings.LANGUAGE_CODE):
                response = refuse(request)
                response.headers.setdefault("Content-Language", translation.get_language())
        # An answer made for one person is stored by no browser and no proxy, even where a view sets no header.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _refusal(self, request: HttpRequest) -> Next | None:
        """What answers in place of a view, where no view should see the request."""
        if request.META.get("door.refused"):
            return errors.too_large
        return errors.bad_request if _is_malformed(request.path, request.META.get("QUERY_STRING", "")) else None


def _is_malformed(path: str, query: str) -> bool:
    """Whether an address is longer than any of ours, or holds characters that no database takes and no person types."""
    too_long = len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY
    return too_long or any(sign < " " or sign == "\x7f" for sign in path + query) or "%00" in query
