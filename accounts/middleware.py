"""The language chosen by the signed-in user; Danish for everybody else, whatever the browser asks for.

A program gets the language it asks for, else its user's.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from core.languages import KNOWN, of_program

COOKIE = "language"


class LanguageMiddleware:
    """Activates the user's language for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self._chosen(request) or settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    def _chosen(self, request: HttpRequest) -> str:
        if request.user.is_authenticated:
            chosen = request.user.language
        else:
            chosen = of_program(request) or request.COOKIES.get(COOKIE, "")
        return chosen if chosen in KNOWN else ""
