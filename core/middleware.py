"""Health, answered before sessions and users are asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import health


class HealthMiddleware:
    """``/healthz``: the process answers. ``/readyz``: it can do its work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            return health.ready()
        return self.get_response(request)
