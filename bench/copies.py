"""One municipality many times over, copied in the database: the same rows with other ids.

A copy's id is made from the original's and the copy's number, so that every key points within its own copy.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from accounts.models import Institution, Municipality, School, SchoolPost, Unit, User
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.models import Case, CaseEvent, Child, NetworkMember, Placement, Schooling
from core.models import Change, LookUp
from followup.models import CaseStatus, CaseStep, Notice
from goals.models import Agreement, Dream, Goal
from meetings.models import Attendance, Meeting
from support.models import Sparring

# In the order of their foreign keys.
COPIED: tuple[type[models.Model], ...] = (
    *(Municipality, Unit, School, Institution, User, SchoolPost),
    *(Child, Placement, Schooling, NetworkMember, Case, CaseEvent),
    *(Assessment, AssessmentPart, AssessmentReport, Dream, Goal, Agreement, Meeting, Attendance),
    *(Sparring, Sparring.receivers.through, CaseStatus, CaseStep, Notice, Change, LookUp),
)
# Columns other than ids that must be unique.
OTHER: dict[tuple[type[models.Model], str], str] = {
    (User, "email"): "'by' || copy || '.' || email",
    (Municipality, "name"): "name || ' ' || copy",
    (Municipality, "code"): "(code::int + copy)::text",
}


# Indexes and keys, slow to keep during the inserts and quick to build afterwards: (drop, create).
KEYS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype IN ('f', 'x', 'u', 'p') AND connamespace = 'public'::regnamespace
    ORDER BY position(contype::text IN 'fxup')
"""
INDEXES = """
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def multiply(copies: int) -> None:
    """Add this many copies of every row."""
    if not copies:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL synchronous_commit = off; SET LOCAL jit = off"
        )
        put_back = [made for question in (KEYS, INDEXES) for made in _taken_away(cursor, question)]
        for model in COPIED:
            cursor.execute(_statement(model), [copies])
        # In the opposite order: foreign keys come last because they need the primary keys.
        for statement in reversed(put_back):
            cursor.execute(statement)


def _taken_away(cursor: Any, question: str) -> list[str]:
    cursor.execute(question)
    found = cursor.fetchall()
    for drop, _make in found:
        cursor.execute(drop)
    return [make for _drop, make in found]


def _statement(model: type[models.Model]) -> str:
    # The database numbers identity columns itself.
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field) for field in fields)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, %s) copy"  # noqa: S608


def _value(model: type[models.Model], field: Any) -> str:
    other = OTHER.get((model, field.name))
    if other:
        return other
    column = f'"{field.column}"'
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.UUIDField):
        return f"ARRAY(SELECT md5(each::text || copy)::uuid FROM unnest({column}) each)"  # noqa: S608
    if isinstance(field.target_field if field.is_relation else field, models.UUIDField):
        return f"md5({column}::text || copy)::uuid"
    return column
