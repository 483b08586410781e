"""The language an answer is in, as far as the request itself tells."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

KNOWN = {code for code, _name in settings.LANGUAGES}


def asked_for(request: HttpRequest) -> str:
    """The first language in Accept-Language that the site has texts in, or ""."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code.partition("-")[0] in KNOWN:
            return code.partition("-")[0]
    return ""


def of_program(request: HttpRequest) -> str:
    """The language a program asks for; "" where it asks for none, and for a browser, whose user has chosen one."""
    is_program = request.path.startswith("/api/") and settings.SESSION_COOKIE_NAME not in request.COOKIES
    return asked_for(request) if is_program else ""
