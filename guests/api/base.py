"""The base of what a guest sees and sends: an authentication of its own, the link's task, the log."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions, permissions

from core import access
from core.actors import Guest
from core.api import Logged

from ..registry import tasks


class GuestAuthentication(authentication.SessionAuthentication):
    """The session a link and its code began. It lets in no user, and no user's resource knows it."""

    def authenticate(self, request: Any) -> tuple[Any, None] | None:
        guest = getattr(request._request, "guest", None)
        if not isinstance(guest, Guest):
            return None
        # A page has checked its own form.
        if not getattr(request._request, "_dont_enforce_csrf_checks", False):
            self.enforce_csrf(request)
        return guest, None

    def authenticate_header(self, request: Any) -> str:
        return "Session"


class GuestScheme(OpenApiAuthenticationExtension):
    """A guest's session in the API description."""

    target_class = GuestAuthentication
    name = "guest"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "guest_api"}


class GuestView(Logged):
    """A resource of one task. Its address names nothing: what it is about is what the link is about.

    Subclasses give ``task``, and call ``self.own(data_class)`` before they show something of that class.
    """

    authentication_classes = [GuestAuthentication]
    permission_classes = [permissions.IsAuthenticated]
    relation = access.Relation.GUEST
    task = ""
    # The body of what the guest sends, where something is sent.
    serializer_class: Any = None

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """The serializer of the body."""
        return self.serializer_class(*args, **kwargs, context={"request": self.request, "view": self})

    def sent(self) -> dict[str, Any]:
        """What the guest sends. Raises ValidationError."""
        asked = self.get_serializer(data=self.request.data)
        asked.is_valid(raise_exception=True)
        found: dict[str, Any] = asked.validated_data
        return found

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # After the throttle, as it asks the database.
        self.record = self._found(request.user)

    def _found(self, guest: Guest) -> Any:
        record = tasks()[self.task].record_of(guest.link) if guest.task == self.task else None
        if record is None:
            raise exceptions.NotFound
        return record

    @property
    def guest(self) -> Guest:
        """Who is in."""
        found: Guest = self.request.user
        return found

    def own(self, data_class: str) -> bool:
        """Whether this guest may see what is their own of a class; noted for the look-up log."""
        may = access.may_have_own(self.guest.role, data_class)
        if may:
            self.saw([self.guest.child_id], [data_class])
        return may

    def reads(self, data_class: str) -> bool:
        """Whether this guest may read a class whoever's it is, as the child's name; noted for the look-up log."""
        may = access.level(self.guest.role, data_class) >= access.Level.READ
        if may:
            self.saw([self.guest.child_id], [data_class])
        return may
