"""Deciding who takes over what somebody left with in their hands."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.db import transaction
from rest_framework.exceptions import ValidationError

from children import openends, parts
from children.models import Case, NetworkMember
from children.models.memberkey import NOT_IN_NETWORK

# In place of a person: nobody is to have it any more.
LET_GO = "let_go"


@transaction.atomic
def reassign_orphaned(*, case: Case, rows: Sequence[Mapping[str, Any]], by: Any) -> Case:
    """Give each thing to somebody around the child, or let it go; ``to`` is empty for what waits.

    ``what`` is the id of a ``parts.OpenDuty``, or of what is open in the
    case and can end. All of it is done, or none. Raises ValidationError naming rows, ReadOnlyRecord.
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
