"""How the API identifies its caller: a browser by session, a program by token."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions, permissions

from core.languages import asked_for

from .models import ApiToken
from .models.token import digest


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session. Signed-out callers get 401, so that a page can ask them to sign in again."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"

    def enforce_csrf(self, request: Any) -> None:
        # A page's call within the process: the middleware has already checked its form's token.
        if getattr(request._request, "_dont_enforce_csrf_checks", False):
            return
        super().enforce_csrf(request)


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Bearer rt_…``"""

    def authenticate(self, request: Any) -> tuple[Any, ApiToken] | None:
        scheme, _space, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = ApiToken.objects.select_related("user").filter(digest=digest(text.strip())).first()
        if token is None or not token.is_valid:
            raise exceptions.AuthenticationFailed(_("API-nøglen kendes ikke eller er udløbet."))
        today = timezone.localdate()
        if token.last_used_on != today:
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        if not asked_for(request):
            translation.activate(token.user.language)
        return token.user, token

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"


class WithinScope(permissions.BasePermission):
    """Whether the token's scope covers the request; other permissions check the user. A view that reads by POST counts
    as reading.
    """

    message = gettext_lazy("Med denne API-nøgle kan man kun læse.")

    def has_permission(self, request: Any, view: Any) -> bool:
        if not (isinstance(request.auth, ApiToken) and request.auth.only_reads):
            return True
        return request.method in permissions.SAFE_METHODS or getattr(view, "only_reads", False)


class SessionScheme(OpenApiAuthenticationExtension):
    """The browser's session in the API description."""

    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class TokenScheme(OpenApiAuthenticationExtension):
    """A program's token in the API description."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rt_…"}
