"""Passing an item on to a person, and taking it back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import Case, NetworkMember, Release
from children.models.memberkey import NOT_IN_NETWORK, outside
from children.models.person import person_at, person_id
from core import access
from core.access import Role
from core.models import Change

# What is passed on with an item: of a goal and a meeting the child's own words; a sparring or an agreement is at most
# of the home.
ITEM_CLASSES: dict[str, str] = {
    Release.Item.DREAM: access.I,
    Release.Item.GOAL: access.I,
    Release.Item.MEETING: access.I,
    Release.Item.AGREEMENT: access.E,
    Release.Item.SPARRING: access.E,
    Release.Item.DIAGNOSIS: access.G,
    Release.Item.OTHER_MEASURE: access.F,
}


@transaction.atomic
def release(
    *, case: Case, item_kind: str, item_id: UUID, to_members: Iterable[NetworkMember], by: Any
) -> list[Release]:
    """Pass one item on to members of the child's network. Those who have it already are left as they are.

    Raises ValidationError for people outside the network, or no longer in it.
    """
    members = list(to_members)
    if outside(members, case.child_id):
        raise ValidationError({"to_members": NOT_IN_NETWORK})
    standing = Release.objects.standing().filter(item_id=item_id)
    having = set(standing.values_list(person_at("to_member"), flat=True))
    given = []
    for member in members:
        if person_id(member) not in having:
            having.add(person_id(member))
            row = Release(case=case, item_kind=item_kind, item_id=item_id, to_member=member, released_by=by)
            row.save(by=by)
            given.append(row)
    return given


@transaction.atomic
def withdraw(*, released: Release, by: Any, expected_version: int | None = None) -> None:
    """Take an item back from the person it was given to. That it was given, and when, stays.

    Raises ValidationError, Conflict.
    """
    if released.withdrawn_at is not None:
        raise ValidationError({"withdrawn_at": _("Det er allerede taget tilbage.")})
    released.withdrawn_at = timezone.now()
    released.save(by=by, expected_version=expected_version)
    # Somebody who left and came back may have been given it twice.
    again = Release.objects.standing().to_person_of(released.to_member).filter(item_id=released.item_id)
    for row in again:
        row.withdrawn_at = released.withdrawn_at
        row.save(by=by)


def may_release(user: Any, kind: str, item: Any) -> bool:
    """Whether a user may pass an item on: the coordinator, and its author as far as they read its class.

    Parts and reports of an assessment have rules of their own, and are passed on from there.
    """
    if kind not in ITEM_CLASSES:
        return False
    if user.role == Role.COORDINATOR:
        return True
    return access.may_read(user, ITEM_CLASSES[kind], item) and item.pk in made_by(user, [item.pk])


def made_by(user: Any, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these records that the user made."""
    made = Change.objects.filter(record_id__in=list(ids), kind=Change.Kind.CREATED, by=user)
    return frozenset(made.values_list("record_id", flat=True))
