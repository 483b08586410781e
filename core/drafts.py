"""Drafts in the API: saved while typing, read back by the form, gone when it is sent."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Draft, UsedKey
from .renderers import dumps

# Never kept in the clear, not even in one's own draft.
PROTECTED = {"cpr"}
DRAFTS_STAY, KEYS_STAY = dt.timedelta(days=30), dt.timedelta(days=7)
LARGEST = 200_000  # bytes of JSON; the longest form holds about 60,000 characters


class DraftSerializer(serializers.Serializer[Any]):
    """What was typed, by the names of the form's fields."""

    data = serializers.DictField()  # type: ignore[assignment]
    saved_at = serializers.DateTimeField(read_only=True, allow_null=True)


class DraftView(APIView):
    """One form's draft of one user. Nobody else's can be named."""

    serializer_class = DraftSerializer
    request: Any

    def get(self, request: Any, key: str) -> Response:
        """The draft, or an empty one."""
        draft = Draft.objects.filter(user=request.user, key=key).first()
        return Response({"data": draft.data if draft else {}, "saved_at": draft.saved_at if draft else None})

    def put(self, request: Any, key: str) -> Response:
        """Keep what was typed."""
        serializer = DraftSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data["data"]
        if PROTECTED & set(data):
            raise exceptions.ValidationError({"data": [_("Et CPR-nummer gemmes ikke i en kladde.")]})
        raw = dumps(data)
        if len(raw) > LARGEST:
            raise exceptions.ValidationError({"data": [_("Kladden er for lang. Forkort teksten.")]})
        if b"\\u0000" in raw:
            raise exceptions.ValidationError({"data": [_("Teksten indeholder et tegn, der ikke kan gemmes.")]})
        now = timezone.now()
        Draft.objects.update_or_create(user=request.user, key=key, defaults={"data": data, "saved_at": now})
        return Response({"data": data, "saved_at": now})

    @extend_schema(responses={204: None})
    @transaction.atomic
    def delete(self, request: Any, key: str) -> Response:
        """Throw the draft away."""
        Draft.objects.filter(user=request.user, key=key).delete()
        return Response(status=204)


def purge() -> None:
    """Forget drafts nobody has come back to for a month, and keys no form can still send."""
    now = timezone.now()
    Draft.objects.filter(saved_at__lt=now - DRAFTS_STAY).delete()
    UsedKey.objects.filter(at__lt=now - KEYS_STAY).delete()
