"""Rules that passed validation and were broken at the write, because somebody else wrote first."""

import re
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models

from .models.field_errors import errors_at_fields

# "Key (a, b)=(1, 2) already exists.", in whatever language the server uses.
COLUMNS = re.compile(r"\(([^()]+)\)=\(")


class Broken(NamedTuple):
    """The error by field, and the code the validation would have given."""

    wrong: ValidationError
    code: str | None = None


def broken_rule(error: IntegrityError) -> Broken | None:
    """The error of the model's own validation, at the same field; None for a constraint of none of our models."""
    said = getattr(error.__cause__, "diag", None)
    model = _model(getattr(said, "table_name", None))
    if said is None or model is None:
        return None
    for constraint in model._meta.constraints:
        if constraint.name == said.constraint_name:
            wrong = ValidationError(constraint.get_violation_error_message(), code=constraint.violation_error_code)
            return Broken(ValidationError(errors_at_fields(model, {NON_FIELD_ERRORS: [wrong]})))
    columns = COLUMNS.search(said.message_detail or "")
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key and columns and columns[1].strip('"') == field.column:
            said_by_field = model().unique_error_message(model, (field.name,))
            return Broken(ValidationError({field.name: said_by_field}), "unique")
    return None


def _model(table: Any) -> type[models.Model] | None:
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)
