"""Drafts in the API: saved while typing, read back by the form, gone when it is sent."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Draft
from .renderers import dumps

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
