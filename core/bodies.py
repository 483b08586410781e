"""What a request's body may hold: the fields its serializer knows, and no other."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from .wording import in_plain_words


def refuse_unknown_fields(sent: Iterable[str], fields: Mapping[str, Any]) -> None:
    """Raises ValidationError that names the fields nobody knows here."""
    unknown = set(sent) - set(fields)
    if unknown:
        raise serializers.ValidationError({name: [_("Feltet kendes ikke.")] for name in sorted(unknown)})


def refuse_read_only(sent: Iterable[str], fields: Mapping[str, Any]) -> None:
    """Raises ValidationError that names the fields that are only read."""
    message = _("Feltet kan ikke ændres her.")
    fixed = {name: [message] for name in sorted(sent) if fields[name].read_only}
    if fixed:
        raise serializers.ValidationError(fixed, code="read_only")


class KnownFields(serializers.BaseSerializer[Any]):
    """Refuses what it does not know, in plain words. Put before a serializer class; every body's serializer has it."""

    def get_fields(self) -> dict[str, Any]:
        return in_plain_words(super().get_fields())  # type: ignore[misc]

    def to_internal_value(self, data: Any) -> Any:
        # A row that is no object: DRF says so, in our words.
        if isinstance(data, Mapping):
            fields = self.fields  # type: ignore[attr-defined]
            refuse_unknown_fields(data, fields)
            refuse_read_only(data, fields)
        return super().to_internal_value(data)


class Body(KnownFields, serializers.Serializer[Any]):
    """A request's body that is no record."""
