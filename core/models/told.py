"""Where a broken rule is told."""

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
            raise ValidationError(self._told(error)) from None

    def _told(self, error: ValidationError) -> dict[str, list[Any]]:
        told: dict[str, list[Any]] = dict(error.error_dict)
        for each in told.pop(NON_FIELD_ERRORS, []):
            told.setdefault(self.told_at.get(each.code, NON_FIELD_ERRORS), []).append(each)
        return told
