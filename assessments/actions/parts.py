"""Writing a part, and handing it in when it is done."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import AssessmentPart
from children.models import CaseEvent, NetworkMember
from core.whole import whole


def refuse_other_hands(part: AssessmentPart, member: NetworkMember | None) -> None:
    """Raises ValidationError where a psychologist's text that is not handed over would go to somebody else."""
    stays = member is not None and member.kind == NetworkMember.Kind.PSYCHOLOGIST
    if part.is_with_psychologist and part.is_written and not stays:
        raise ValidationError(
            {"responsible": _("Psykologen har skrevet i delen. Vent, til den er givet videre, eller vælg en psykolog.")}
        )


def cancel_order(part: AssessmentPart, *, by: Any) -> None:
    """Take back the order of a part. Text a psychologist has begun stays closed to others."""
    part.ordered_on = None
    if not (part.is_with_psychologist and part.is_written):
        part.responsible = None
    part.save(by=by)


@whole()
def change_part(
    *, part: AssessmentPart, by: User, data: dict[str, Any], expected_version: int | None = None
) -> AssessmentPart:
    """Write in a part; the day it is received becomes a timeline event. Raises ValidationError, Conflict."""
    if "responsible" in data:
        refuse_other_hands(part, data["responsible"])
    was_received = part.received_on is not None
    for name, value in data.items():
        setattr(part, name, value)
    if part.is_with_psychologist and part.received_on:
        raise ValidationError({"received_on": _("Delen er modtaget, når psykologen giver den til koordinatoren.")})
    part.save(by=by, expected_version=expected_version)
    if part.received_on and not was_received:
        _note_received(part, by)
    return part


@whole()
def hand_over_part(*, part: AssessmentPart, by: User, expected_version: int | None = None) -> AssessmentPart:
    """Hand in a finished part. From then on the coordinator may read what a psychologist wrote.

    Raises ValidationError, Conflict.
    """
    if part.received_on is not None:
        raise ValidationError(_("Delen er allerede afleveret."))
    today = timezone.localdate()
    part.carried_out_on = part.carried_out_on or today
    if part.is_with_psychologist:
        part.handed_over_on = today
    part.received_on = today
    part.full_clean()
    part.save(by=by, expected_version=expected_version)
    _note_received(part, by)
    return part


def _note_received(part: AssessmentPart, by: User) -> None:
    CaseEvent.note(
        part.case,
        CaseEvent.Kind.ASSESSMENT_RECEIVED,
        record_id=part.pk,
        on=part.received_on,
        by=by,
        detail=part.__str__,
    )
