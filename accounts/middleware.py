"""The language chosen by the signed-in user; Danish for everybody else, whatever the browser asks for.

A program gets the language it asks for, else its user's.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "language"
KNOWN = {code for code, _name in settings.LANGUAGES}


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
        elif request.path.startswith("/api/") and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return asked_for(request)
        else:
            chosen = request.COOKIES.get(COOKIE, "")
        return chosen if chosen in KNOWN else ""


def asked_for(request: HttpRequest) -> str:
    """The first language in Accept-Language that the site has texts in, or ""."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code.partition("-")[0] in KNOWN:
            return code.partition("-")[0]
    return ""
