"""Getting in and out: the link, its code, the session."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, permissions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import serializers as own
from .. import sessions
from ..actions import find_link, open_link
from ..guessing import note_failure
from ..registry import tasks
from .base import GuestAuthentication

# The one sentence for a link that opens nothing, whatever the reason.
CLOSED = gettext_lazy("Linket virker ikke længere. Bed den, du fik det af, om et nyt.")


class LinkClosed(exceptions.APIException):
    """The link is used, old, withdrawn or unknown."""

    status_code = status.HTTP_404_NOT_FOUND
    default_detail = CLOSED


class ByToken(APIView):
    """A view for somebody who is not in yet."""

    authentication_classes: list[Any] = []
    permission_classes = [permissions.AllowAny]

    def sent(self, serializer_class: Any) -> dict[str, Any]:
        """The body. Raises ValidationError."""
        asked = serializer_class(data=self.request.data)
        asked.is_valid(raise_exception=True)
        found: dict[str, Any] = asked.validated_data
        return found

    def closed(self) -> LinkClosed:
        """The refusal of a link. Raises TooMany for an address that tries many."""
        note_failure(self.request._request)
        return LinkClosed()


class AskedView(ByToken):
    """Who asks, and why."""

    @extend_schema(request=own.OpeningSerializer, responses=own.Asked)
    def post(self, request: Request) -> Response:
        """Tell who asks and why, before the code is given."""
        found = find_link(self.sent(own.OpeningSerializer)["token"])
        if found is None:
            raise self.closed()
        link, task = found
        return Response({"municipality": link.case.municipality.name, "asks": str(task.asks)})


class SessionView(ByToken):
    """The session of a guest."""

    def get_authenticators(self) -> list[Any]:
        # Leaving is the guest's own; a form of another site must not do it.
        return [GuestAuthentication()] if self.request and self.request.method == "DELETE" else []

    @extend_schema(request=own.CodeSerializer, responses=own.Opened)
    def post(self, request: Request) -> Response:
        """Open a link with its code, and begin a session."""
        sent = self.sent(own.CodeSerializer)
        link, is_right = open_link(**sent, route=request.resolver_match.view_name)
        if link is None:
            raise self.closed()
        if not is_right:
            note_failure(request._request)
            raise serializers.ValidationError({"code": [_("Koden passer ikke. Se efter, og skriv den igen.")]})
        response = Response({"page": reverse(tasks()[link.task].page)})
        sessions.give_cookies(response, sessions.begin(link))
        return response

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """End the session."""
        if request.user.is_authenticated:
            sessions.end(request.user)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        sessions.take_cookies(response)
        return response
