"""Deciding who takes over the duties of somebody who has left."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.db import transaction
from rest_framework.exceptions import ValidationError

from children import openends, parts
from children.models import Case, NetworkMember
from children.models.memberkey import NOT_IN_NETWORK

# In place of a person: nobody takes the duty over.
LET_GO = "let_go"


@transaction.atomic
def reassign_orphaned(*, case: Case, rows: Sequence[Mapping[str, Any]], by: Any) -> Case:
    """Give each duty to somebody around the child, or drop it; an empty ``to`` leaves it waiting.

    ``what`` is the id of a ``parts.OpenDuty``, or of open work of the case that can end. All rows are done, or none.
    Raises ValidationError naming rows, ReadOnlyRecord.
    """
    case.lock_open()
    problems: dict[Any, Any] = {}
    for number, row in enumerate(rows):
        try:
            if row.get("to"):
                _reassign_row(case, row["what"], row["to"], by=by)
        except ModelValidationError as error:
            problems[number] = {"to": error.messages}
    if problems:
        raise ValidationError({"rows": problems})
    return case


def _reassign_row(case: Case, what: str, to: str, *, by: Any) -> None:
    if to == LET_GO and (found := openends.find(case, what)):
        kind, record = found
        kind.end(record, way=kind.ways[0][0], note="", by=by)
        return
    duty = parts.find(case, what)
    if to == LET_GO:
        duty.let_go(by=by)
        return
    member = NetworkMember.objects.filter(child=case.child_id, pk=to).first()
    if member is None:
        raise ModelValidationError(NOT_IN_NETWORK)
    duty.pass_to(member, by=by)
