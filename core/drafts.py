"""Drafts in the API: saved while typing, read back by the form, deleted when it is sent."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from .api import Logged
from .bodies import Body
from .fields import MomentField
from .models import Change, Draft, UsedKey
from .renderers import dumps

# Never stored, not even in the user's own draft.
PROTECTED = {"cpr"}
# "sparring-list.<case>.home": a form and its subject, in ids and our own words. Nothing a person has typed.
KEY_PART = re.compile(r"[0-9a-f-]{36}|[a-z_-]{1,40}")
KEY = re.compile(rf"[a-z][a-z-]{{1,60}}(\.({KEY_PART.pattern}))*")
UUID_PART = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DRAFTS_STAY, KEYS_STAY = dt.timedelta(days=30), dt.timedelta(days=7)
LARGEST = 200_000  # bytes of JSON; the longest form holds about 60,000 characters


@extend_schema_field({"type": "object", "additionalProperties": {}}, component_name="DraftData")
class DraftData(serializers.DictField):
    """The typed values, in the form's own shape."""


class DraftSerializer(Body):
    """The typed values, by the names of the form's fields."""

    data = DraftData()  # type: ignore[assignment]
    saved_at = MomentField(read_only=True, allow_null=True)


class DraftView(Logged):
    """A user's draft of one form. The route can name nobody else's, and none about a child without a relation.

    Creating and reading a draft are noted in the look-up log; the saves every ten seconds are not.
    """

    serializer_class = DraftSerializer

    def get(self, request: Any, key: str) -> Response:
        """The draft, or an empty one."""
        draft = Draft.objects.filter(user=request.user, key=key).first()
        if draft is None or not _may_see(request.user, draft.child_ids):
            return Response({"data": {}, "saved_at": None})
        self.saw(draft.child_ids, [])
        return Response({"data": draft.data, "saved_at": draft.saved_at})

    def put(self, request: Any, key: str) -> Response:
        """Save the typed values."""
        serializer = DraftSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data["data"]
        content = _content(key, data)
        children = _children_named(request.user, key)
        if not _may_see(request.user, children):
            raise exceptions.NotFound
        now = timezone.now()
        kept = {"content": content, "child_ids": children, "saved_at": now}
        _draft, is_new = Draft.objects.update_or_create(user=request.user, key=key, defaults=kept)
        if is_new:
            self.saw(children, [])
        return Response({"data": data, "saved_at": now})

    @extend_schema(responses={204: None})
    def delete(self, request: Any, key: str) -> Response:
        """Delete the draft."""
        Draft.objects.filter(user=request.user, key=key).delete()
        return Response(status=204)


def _content(key: str, data: dict[str, Any]) -> str:
    """The typed values as stored text. Raises ValidationError for what may not or cannot be stored."""
    if not KEY.fullmatch(key):
        raise exceptions.ValidationError({"key": [_("Kladden kan ikke gemmes under det navn.")]})
    if PROTECTED & set(data):
        raise exceptions.ValidationError({"data": [_("Et CPR-nummer gemmes ikke i en kladde.")]})
    raw = dumps(data)
    if len(raw) > LARGEST:
        raise exceptions.ValidationError({"data": [_("Kladden er for lang. Forkort teksten.")]})
    if b"\\u0000" in raw:
        raise exceptions.ValidationError({"data": [_("Teksten indeholder et tegn, der ikke kan gemmes.")]})
    return raw.decode()


def _children_named(user: Any, key: str) -> list[UUID]:
    """The children behind the ids in a form's key. The history gives the child of each record.

    Raises NotFound for an id of neither a child nor anything else the user may see: an unknown id gets the same answer
    as one the user may not know of.
    """
    ids = {UUID(part) for part in key.split(".") if UUID_PART.fullmatch(part)}
    if not ids:
        return []
    records = Change.objects.filter(record_id__in=ids, child_id__isnull=False).values_list("record_id", "child_id")
    found = {**dict(records), **import_string(settings.CHILDREN_NAMED)(ids)}
    others = ids - set(found)
    if others and not others <= _seen_among(user, others):
        raise exceptions.NotFound
    return sorted(set(found.values()))


def _seen_among(user: Any, ids: set[UUID]) -> set[UUID]:
    """Those of these ids that belong to visible records about no child: a school, a colleague."""
    seen = ids & {user.municipality_id}
    for model in _about_no_child():
        seen.update(model.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    return seen


@cache
def _about_no_child() -> list[Any]:
    records = [model for model in apps.get_models() if hasattr(getattr(model, "objects", None), "visible_to")]
    return [each for each in records if not {"child", "case"} & {field.name for field in each._meta.get_fields()}]


def _may_see(user: Any, children: list[UUID]) -> bool:
    return not children or import_string(settings.MAY_SEE_CHILDREN)(user, children)


def forget(ids: Iterable[UUID]) -> None:
    """Delete everybody's drafts about removed records, so that their words go with them."""
    named = [models.Q(key__contains=str(each)) for each in ids]
    if named:
        Draft.objects.filter(models.Q(*named, _connector=models.Q.OR)).delete()


def purge() -> None:
    """Delete drafts unused for a month, and keys that no form can still send."""
    now = timezone.now()
    Draft.objects.filter(saved_at__lt=now - DRAFTS_STAY).delete()
    UsedKey.objects.filter(at__lt=now - KEYS_STAY).delete()
