"""Copies many new records into the database, in a third of the time of inserting them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from accounts.models import User
from core.encryption import EncryptedField
from core.models import Change


def create(model: type[models.Model], records: Sequence[Any], by: User) -> None:
    """Write new records with the history `Record.save` would have written of each."""
    copy_in(model, records)
    copy_in(Change, [Change.of(record, Change.Kind.CREATED, by=by) for record in records])


def copy_in(model: type[models.Model], records: Sequence[Any]) -> None:
    """Copy rows of one model as they are. Constraints apply; `save` and `clean` are not called."""
    fields = model._meta.concrete_fields
    # Only these have another form in the database than in Python.
    sealed = [at for at, field in enumerate(fields) if isinstance(field, EncryptedField | models.JSONField)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields if field.column)
    statement = f"COPY {quoted(model._meta.db_table)} ({columns}) FROM STDIN"
    names = [field.attname for field in fields]
    with connection.cursor() as cursor, cursor.copy(statement) as rows:
        for record in records:
            row = [getattr(record, name) for name in names]
            for at in sealed:
                row[at] = fields[at].get_db_prep_save(row[at], connection)
            rows.write_row(row)
