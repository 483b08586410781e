"""Fields that are the same in every serializer."""

import datetime as dt
from typing import Any

from django.db import models
from rest_framework import serializers


class MomentField(serializers.DateTimeField):
    """A moment: given in UTC with its offset, everywhere the same. Input without a zone is Danish time."""

    def to_representation(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return value.astimezone(dt.UTC).isoformat()
        return super().to_representation(value)


# For serializers of models: DRF's own field would give a moment in the server's zone.
FIELDS: dict[Any, Any] = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: MomentField}
