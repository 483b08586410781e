"""Error pages: what is wrong, in plain words, and what to do. API callers get a problem document."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from rest_framework import exceptions

from . import outage
from .collisions import is_collision
from .problems import TooLarge, outside_views

API = "/api/"
# Fields a form carries besides the typed ones, and fields that are never shown again.
NOT_SHOWN = {"csrfmiddlewaretoken", "drawn_for", "version", "idempotency_key", "cpr", "password"}


def not_saved(request: HttpRequest, *, why: str, status: int) -> HttpResponse:
    """The page for a form that can no longer be saved: why, and its typed texts."""
    context = {"written": typed_texts(request), "why": why}
    return render(request, "errors/not_saved.html", context, status=status)


def saved_anyway(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """What was sent is saved, and something failed afterwards: nobody is told that it was not, and writes it again."""
    return HttpResponse(render_to_string("errors/saved.html"), status=status)


def typed_texts(request: HttpRequest) -> list[str]:
    """The typed texts of a form that can no longer be saved, for their author to keep elsewhere.

    Only texts with a space: ids and choices say nothing on their own.
    """
    typed = [text.strip() for name, texts in request.POST.lists() if name not in NOT_SHOWN for text in texts]
    return [text for text in typed if " " in text]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form with an outdated token, open too long or in another window.

    It gives the typed texts back; the form itself restores its draft.
    """
    return render(
        request, "errors/csrf.html", {"written": typed_texts(request) if _is_ours(request) else []}, status=403
    )


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400"""
    if request.path.startswith(API):
        return outside_views(exceptions.ParseError(_("Vi kunne ikke forstå det, der blev sendt.")))
    return render(request, "errors/400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413"""
    if request.path.startswith(API):
        return outside_views(TooLarge())
    return render(request, "errors/413.html", status=413)


def too_many(request: HttpRequest, *args: Any) -> HttpResponse:
    """429, called by allauth, and by axes with the answer it would have given."""
    answer = render(request, "errors/429.html", status=429)
    answer["Retry-After"] = str(15 * 60)
    return answer


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403"""
    return render(request, "errors/403.html", {"detail": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: the same for what does not exist and for what the user may not know of."""
    if request.path.startswith(API):
        return outside_views(exceptions.NotFound())
    return render(request, "errors/404.html", status=404)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """503. The page is drawn without the user, whom only the database knows."""
    if request.path.startswith(API):
        response = outside_views(outage.DatabaseUnavailable())
    else:
        is_saved = getattr(request, "has_written", False)
        context = {"is_saved": is_saved, "written": typed_texts(request) if _is_ours(request) and not is_saved else []}
        response = HttpResponse(render_to_string("errors/503.html", context), status=503)
    response["Retry-After"] = str(outage.RETRY_AFTER)
    return response


def _is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that the form came from our site: other texts are not shown as the user's own."""
    return request.headers.get("Sec-Fetch-Site", "") == "same-origin"


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is away, or gave this up in favour of another writing."""
    error = sys.exc_info()[1]
    if outage.is_database_unavailable(error) or is_collision(error):
        return service_unavailable(request)
    if request.path.startswith(API):
        return outside_views(exceptions.APIException(_("Fejlen er noteret. Prøv igen om lidt.")))
    if getattr(request, "has_written", False):
        return saved_anyway(request, status=500)
    return render(request, "errors/500.html", status=500)
