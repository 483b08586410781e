"""The user's own calendar feed: whether there is one, made, and ended."""

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import ApiToken
from core.answers import Answer
from core.api import Logged
from core.schema import for_page

from ..models import CalendarFeed


class Feed(Answer):
    """The user's feed. Its address is not kept, and so not told."""

    is_made = serializers.BooleanField()
    made_at = serializers.DateTimeField(allow_null=True)
    last_used_on = serializers.DateField(allow_null=True)


class NewFeed(Answer):
    """The address of a new feed, told this once."""

    address = serializers.CharField()


class AccountFeedView(Logged):
    """The signed-in user's own feed."""

    logs_refusals = False

    @for_page(Feed)
    def get(self, request: Request) -> Response:
        """Whether there is a feed, and when a calendar last read it."""
        feed = CalendarFeed.objects.live().filter(user=request.user).first()
        made_at, last_used_on = (feed.created_at, feed.last_used_on) if feed else (None, None)
        return Response({"is_made": feed is not None, "made_at": made_at, "last_used_on": last_used_on})

    @extend_schema(request=None, responses={201: NewFeed})
    def post(self, request: Request) -> Response:
        """Make a feed; the one before ends. Its address is in this answer only."""
        _refuse_tokens(request)
        _feed, token = CalendarFeed.issue(request.user)
        address = settings.SITE_URL + reverse("calendar-feed", args=[token])
        return Response({"address": address}, status=201, headers={"Location": reverse("api:account-feed")})

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """End the feed: its address gives nothing from now on."""
        _refuse_tokens(request)
        get_object_or_404(CalendarFeed, user=request.user, revoked_at=None).revoke(by=request.user)
        return Response(status=204)


def _refuse_tokens(request: Any) -> None:
    """Raises PermissionDenied for a request by token: a lost one must not make an address that outlives it."""
    if isinstance(request.auth, ApiToken):
        raise exceptions.PermissionDenied(_("Kalenderlinket laves og spærres på Min konto, ikke med en API-nøgle."))
