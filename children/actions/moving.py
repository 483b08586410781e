"""After a change of school or placement: who leaves, and who takes over."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from children.models import Case, CaseEvent, NetworkMember
from children.moving import find_move
from core.models.dates import last_day

from .orphaned import reassign_orphaned


@transaction.atomic
def move_on(
    *, case: Case, period: UUID, leaving: Sequence[NetworkMember] = (), rows: Sequence[Mapping[str, Any]] = (), by: Any
) -> Case:
    """End the parts of those who leave with the former place, and hand over what is open: all of it, or nothing.

    ``rows`` as ``reassign_orphaned`` takes them. The new supervisor has a part already: it came with the school. Raises
    ValidationError, ReadOnlyRecord.
    """
    case.lock_open()
    move = find_move(case.child, period)
    asked_about = {member.pk for member in move.people()} if move else set()
    if move is None or not {member.pk for member in leaving} <= asked_about:
        raise ValidationError({"leaving": _("Vælg blandt dem, der var der før skiftet.")})
    for member in leaving:
        # Their parts end with the move; as of now where the move is past.
        member.until_on = last_day(member.from_on, ends_on=move.period.from_on)
        member.save(by=by)
        CaseEvent.note(
            case,
            CaseEvent.Kind.NETWORK,
            record_id=member.pk,
            on=min(move.period.from_on, timezone.localdate()),
            by=by,
            detail=member.get_kind_display,
        )
    return reassign_orphaned(case=case, rows=rows, by=by)
