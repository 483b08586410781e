"""Passing a part or the report on to people in the child's network, and withdrawing it."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import AssessmentPart, AssessmentReport
from children.actions import release, withdraw
from children.models import CaseEvent, NetworkMember, Release
from children.models.memberkey import refuse_outside_network
from core.models import Conflict
from core.whole import whole

Passable = AssessmentPart | AssessmentReport


@whole()
def pass_on(
    *, item: Passable, by: User, to_members: Iterable[NetworkMember], expected_version: int | None = None
) -> list[Release]:
    """Pass a part or the report on to these people; the first of them makes a report final.

    Raises ValidationError, Conflict.
    """
    item.case.lock_open()
    members = _checked(item, to_members)
    current = type(item).objects.select_for_update().get(pk=item.pk)
    if expected_version is not None and current.version != expected_version:
        raise Conflict(current)
    given = release(case=item.case, item_kind=_item_kind(item), item_id=item.pk, to_members=members, by=by)
    if isinstance(item, AssessmentReport) and item.final_on is None:
        item.final_on = timezone.localdate()
        item.save(by=by)
    if given:
        CaseEvent.note(
            item.case, CaseEvent.Kind.ASSESSMENT_PASSED_ON, record_id=item.pk, by=by, detail=lambda: _called(item)
        )
    return given


def _checked(item: Passable, to_members: Iterable[NetworkMember]) -> list[NetworkMember]:
    members = list(to_members)
    if not members:
        raise ValidationError({"to_members": _("Vælg mindst én person.")})
    refuse_outside_network(members, item.child_id, field="to_members")
    if isinstance(item, AssessmentPart) and (item.received_on is None or item.is_with_psychologist):
        raise ValidationError({"to_members": _("Delen kan deles, når den er modtaget.")})
    return members


def _called(item: Passable) -> str:
    return str(item) if isinstance(item, AssessmentPart) else _("Afdækningsrapport")


def _item_kind(item: Passable) -> str:
    return Release.Item.PART if isinstance(item, AssessmentPart) else Release.Item.REPORT


@whole()
def take_back(*, item: Passable, by: User, release_id: UUID, expected_version: int | None = None) -> None:
    """Withdraw an item from one person. A report nobody has is a draft again. Raises ValidationError, Conflict."""
    item.case.lock_open()
    current = type(item).objects.select_for_update().get(pk=item.pk)
    if expected_version is not None and current.version != expected_version:
        raise Conflict(current)
    standing = Release.objects.standing().filter(item_id=item.pk)
    released = standing.filter(pk=release_id).first()
    if released is None:
        raise ValidationError({"release": _("Det er allerede taget tilbage.")})
    withdraw(released=released, by=by)
    if isinstance(item, AssessmentReport) and not standing.exists():
        item.final_on = None
        item.save(by=by)
