"""The user's own account: name, phone, language, mail, tokens."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import Changed, Logged, RecordViewSet

from ..models import ApiToken, User
from ..serializers import AccountSerializer, NewTokenSerializer, TokenSerializer


class AccountViewSet(Changed, RecordViewSet):
    """The signed-in user. The route takes no id, so it can name nobody else."""

    queryset = User.objects.all()
    serializer_class = AccountSerializer
    logs_refusals = False

    def get_object(self) -> Any:
        # The user object of the request may be older than the row.
        return User.objects.get(pk=self.request.user.pk)

    def may_change(self, serializer: Any, record: Any) -> bool:
        """True: every role may change its own account."""
        return True

    @extend_schema(responses=AccountSerializer)
    def retrieve(self, request: Request) -> Response:
        """Get your own account."""
        return self.answer(self.get_object())


class TokensView(Logged):
    """The user's tokens for programs."""

    logs_refusals = False

    @extend_schema(operation_id="account_tokens_list", responses=TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The tokens in use."""
        rows = ApiToken.objects.filter(user=request.user, revoked_at=None).order_by("-created_at")
        return Response(TokenSerializer(rows, many=True).data)

    serializer_class = TokenSerializer

    def get_serializer(self, *args: Any, **kwargs: Any) -> TokenSerializer:
        """The serializer that a form page draws."""
        kwargs.pop("partial", None)
        return TokenSerializer(*args, **kwargs)

    @extend_schema(request=TokenSerializer, responses={201: NewTokenSerializer})
    def post(self, request: Request) -> Response:
        """Make a token. Its text is in this answer only."""
        asked = TokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        _refuse_tokens(request)
        token, text = ApiToken.issue(request.user, **asked.validated_data)
        at = reverse("api:account-token", args=[token.pk])
        return Response({**TokenSerializer(token).data, "token": text}, status=201, headers={"Location": at})


class TokenView(Logged):
    """One of the user's tokens."""

    logs_refusals = False

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Revoke the token: it gives no access from now on."""
        _refuse_tokens(request)
        get_object_or_404(ApiToken, user=request.user, pk=pk, revoked_at=None).revoke(by=request.user)
        return Response(status=204)


def _refuse_tokens(request: Request) -> None:
    """Raises PermissionDenied for a request by token: only a person makes and revokes tokens, so that a lost one cannot
    make another to outlive it.
    """
    if isinstance(request.auth, ApiToken):
        raise exceptions.PermissionDenied(_("API-nøgler laves og spærres på Min konto, ikke med en API-nøgle."))
