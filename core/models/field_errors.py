"""Which field shows the error of a constraint."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


class ErrorsAtFields(models.Model):
    """Shows a broken constraint at the field to correct: ``error_fields`` maps its error code to the field."""

    error_fields: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Raises ValidationError with the error of each constraint at the field it is about."""
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            raise ValidationError(errors_at_fields(type(self), error.error_dict)) from None


def errors_at_fields(model: type[models.Model], errors: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Errors by field; non-field errors move to the field that the model's ``error_fields`` names for their code."""
    by_field: dict[str, list[Any]] = dict(errors)
    for each in by_field.pop(NON_FIELD_ERRORS, []):
        by_field.setdefault(getattr(model, "error_fields", {}).get(each.code, NON_FIELD_ERRORS), []).append(each)
    return by_field
