"""On the guests' own addresses there is a guest or nobody, whichever user is signed in in the same browser."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from .sessions import guest_of, is_guests


class GuestMiddleware:
    """Sets ``request.guest`` there, and only there. Stands right after Django's own authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_guests(request.path):
            request.user = AnonymousUser()
            request.guest = guest_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)
