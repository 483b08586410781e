"""Where a broken rule is told."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


class ToldAtField(models.Model):
    """A broken rule that spans fields is told at the one to correct: ``told_at`` gives it by the constraint's code."""

    told_at: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            raise ValidationError(told_at_field(type(self), error.error_dict)) from None


def told_at_field(model: type[models.Model], errors: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The same errors, those of the record as a whole at the field the model names for their code."""
    told: dict[str, list[Any]] = dict(errors)
    for each in told.pop(NON_FIELD_ERRORS, []):
        told.setdefault(getattr(model, "told_at", {}).get(each.code, NON_FIELD_ERRORS), []).append(each)
    return told
