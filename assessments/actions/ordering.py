"""Ordering an assessment, and each of its parts from somebody."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Assessment, AssessmentPart
from children.actions import give_part
from children.models import Case, CaseEvent, NetworkMember
from children.models.memberkey import refuse_outside_network
from core.access import Role
from core.whole import whole

from .parts import refuse_other_hands

# The fields a later round may start from. The dates of ordering and receiving belong to their own round.
CARRIED = (*AssessmentPart.TEXT, "carried_out_on")


@whole()
def order_assessment(
    *,
    case: Case,
    by: User,
    ordered_on: dt.date | None = None,
    purpose: str = "",
    responsible: Mapping[str, NetworkMember | User | None] | None = None,
    reuse: bool = True,
) -> Assessment:
    """Order an assessment with its four parts; parts with a person named for them are ordered too.

    ``responsible`` maps a part's kind to a member of the child's network, or to a psychologist, who gets a part in it.
    ``reuse`` starts each part from the last round's text, except what a psychologist has not handed over yet. Raises
    ValidationError.
    """
    # When two users order at once, the second is told that a round is under way.
    case.lock_open()
    former = Assessment.objects.filter(case=case).order_by("-round").first()
    if former is not None and not former.parts.exclude(received_on=None).exists():
        raise ValidationError({"case": _("Der er allerede en afdækning i gang. Brug den, indtil delene er modtaget.")})
    assessment = Assessment(
        case=case,
        round=former.round + 1 if former else 1,
        ordered_on=ordered_on or timezone.localdate(),
        purpose=purpose,
    )
    assessment.full_clean(exclude=["child", "municipality"])
    assessment.save(by=by)
    for kind in AssessmentPart.Kind.values:
        part = _new_part(assessment, kind, former if reuse else None)
        part.responsible = _member(case, (responsible or {}).get(kind), by=by)
        part.ordered_on = assessment.ordered_on if part.responsible else None
        part.save(by=by)
    CaseEvent.note(case, CaseEvent.Kind.ASSESSMENT_ORDERED, record_id=assessment.pk, on=assessment.ordered_on, by=by)
    return assessment


def _new_part(assessment: Assessment, kind: str, former: Assessment | None) -> AssessmentPart:
    part = AssessmentPart(case=assessment.case, assessment=assessment, kind=kind)
    earlier = former.parts.filter(kind=kind).select_related("responsible").first() if former else None
    if earlier is not None and earlier.is_written and not earlier.is_with_psychologist:
        part.reused_from = earlier
        for name in CARRIED:
            setattr(part, name, getattr(earlier, name))
    return part


def _member(case: Case, chosen: NetworkMember | User | None, *, by: User) -> NetworkMember | None:
    """The chosen person's part in the child's network; a psychologist without one gets one. Raises ValidationError."""
    if not isinstance(chosen, User):
        if chosen is not None:
            refuse_outside_network([chosen], case.child_id)
        return chosen
    if chosen.role != Role.PSYCHOLOGIST or chosen.municipality_id != case.municipality_id or not chosen.is_active:
        raise ValidationError({"psychologist": _("Vælg en af kommunens PPR-psykologer.")})
    return give_part(child=case.child, user=chosen, by=by)


@whole()
def order_part(
    *,
    part: AssessmentPart,
    by: User,
    chosen: NetworkMember | User,
    ordered_on: dt.date | None = None,
    expected_version: int | None = None,
) -> AssessmentPart:
    """Order one part from somebody; a psychologist gets a part in the child's network.

    Raises ValidationError, Conflict.
    """
    part.case.lock_open()
    if part.received_on:
        raise ValidationError(_("Delen er allerede modtaget. Bestil en ny runde, hvis den skal laves om."))
    member = _member(part.case, chosen, by=by)
    refuse_other_hands(part, member)
    part.responsible, part.ordered_on = member, ordered_on or timezone.localdate()
    part.full_clean()
    part.save(by=by, expected_version=expected_version)
    CaseEvent.note(
        part.case,
        CaseEvent.Kind.ASSESSMENT_ORDERED,
        record_id=part.pk,
        on=part.ordered_on,
        by=by,
        detail=part.__str__,
    )
    return part
