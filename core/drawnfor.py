"""A form carries a mark of the user it was drawn for, so that one user's text is never saved as another's.

Two people who share a machine may each have a page in one browser, where only the last to sign in has a session. The
mark is keyed, so that it reveals no user. ``{% csrf_token %}`` puts it into every form
(``core/templatetags/marked_forms.py``), and scripts send it in a header.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from .actors import Guest
from .errors import API, not_saved
from .problems import Refused, outside_views

FIELD, HEADER = "drawn_for", "X-Drawn-For"
READS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Scripts must send the mark here: a draft is saved without a press of a button.
ASKED_OF_SCRIPTS = {"api:draft-detail"}
# Sign-in and sign-out. They save nothing as a user, and handle a session of somebody else themselves.
DOORS = {
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_from_key",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def whose(request: Any) -> Any:
    """Who a page is drawn for: the guest on a guest's page, elsewhere the user."""
    return getattr(request, "guest", None) or getattr(request, "user", None)


def mark(user: Any) -> str:
    """The mark of a user or guest in a form; "" for an anonymous one. Kept on the user: a page has several forms."""
    if not user.is_authenticated:
        return ""
    kept = getattr(user, "drawn_for", "")
    if not kept:
        kept = salted_hmac(FIELD, str(user.pk)).hexdigest()[:20]
        if not isinstance(user, Guest):
            # A guest takes no new values, and has few forms.
            user.drawn_for = kept
    return str(kept)


class DrawnForMiddleware:
    """Refuses a form drawn for another user, and gives its text back to be kept elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if request.method in READS or match is None or match.view_name in DOORS:
            return None
        if request.path.startswith(API):
            return self._of_script(request, match.view_name)
        return self._of_form(request)

    def _of_script(self, request: HttpRequest, name: str) -> HttpResponse | None:
        said = request.headers.get(HEADER, "")
        user = whose(request)
        if not user.is_authenticated or not (said or name in ASKED_OF_SCRIPTS) or _is_for(user, said):
            return None
        return outside_views(Refused(_("Siden blev åbnet af en anden end den, der er logget ind nu.")))

    def _of_form(self, request: HttpRequest) -> HttpResponse | None:
        said = request.POST.get(FIELD, request.headers.get(HEADER, ""))
        if hasattr(request, "guest"):
            return self._of_guests_form(request, said)
        if request.user.is_authenticated:
            if _is_for(request.user, said):
                return None
            now = {"name": request.user.name}
            why = _("Siden blev åbnet af en anden, men nu er %(name)s logget ind. Derfor er intet gemt.") % now
            return not_saved(request, why=why, status=409)
        # A user's form, sent after the session ended: a redirect to sign-in would lose the text.
        return not_saved(request, why=_("Du er logget ud. Log ind, og åbn siden igen."), status=403) if said else None

    def _of_guests_form(self, request: HttpRequest, said: str) -> HttpResponse | None:
        if _is_for(whose(request), said):
            return None
        return not_saved(request, why=_("Siden har været åben for længe. Åbn linket igen, og skriv koden."), status=403)


def _is_for(user: Any, said: str) -> bool:
    return constant_time_compare(said, mark(user))
