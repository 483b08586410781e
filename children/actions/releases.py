"""Passing an item on to a person, and withdrawing it."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import Case, NetworkMember, Release
from children.models.memberkey import refuse_outside_network
from children.models.person import person_at, person_id
from core import access
from core.access import Role
from core.acts import one_act
from core.casechanges import collecting
from core.models import Change

# The highest data class passed on with an item: of a goal and a meeting the child's own words; of a sparring or an
# agreement the home.
ITEM_CLASSES: dict[str, str] = {
    Release.Item.DREAM: access.I,
    Release.Item.GOAL: access.I,
    Release.Item.MEETING: access.I,
    Release.Item.AGREEMENT: access.E,
    Release.Item.SPARRING: access.E,
    Release.Item.DIAGNOSIS: access.G,
    Release.Item.OTHER_MEASURE: access.F,
}


def release(
    *, case: Case, item_kind: str, item_id: UUID, to_members: Iterable[NetworkMember], by: Any
) -> list[Release]:
    """Pass one item on to members of the child's network. Nothing changes for those who have it already.

    Raises ValidationError for people outside the network, or no longer in it.
    """
    return release_several(case=case, items=[(item_kind, item_id)], to_members=to_members, by=by)


@transaction.atomic
def release_several(
    *, case: Case, items: Iterable[tuple[str, UUID]], to_members: Iterable[NetworkMember], by: Any
) -> list[Release]:
    """Pass items on, each to all of these members, as one act. Gives the new releases, by item and person.

    ``items``: kind and id of each. Nothing changes for those who have an item already. Raises ValidationError for
    people outside the network, or no longer in it.
    """
    wanted, members = list(dict.fromkeys(items)), list(to_members)
    refuse_outside_network(members, case.child_id, field="to_members")
    standing = Release.objects.standing().filter(item_id__in=[item_id for _kind, item_id in wanted])
    having = set(standing.values_list("item_id", person_at("to_member")))
    given = []
    with one_act(), collecting():
        for kind, item_id in wanted:
            for member in members:
                if (item_id, person_id(member)) not in having:
                    having.add((item_id, person_id(member)))
                    row = Release(case=case, item_kind=kind, item_id=item_id, to_member=member, released_by=by)
                    row.save(by=by)
                    given.append(row)
    return given


@transaction.atomic
def withdraw(*, released: Release, by: Any, expected_version: int | None = None) -> None:
    """Withdraw an item from the person it was given to. The record that it was given, and when, stays.

    Raises ValidationError, Conflict.
    """
    if released.withdrawn_at is not None:
        raise ValidationError({"withdrawn_at": _("Det er allerede taget tilbage.")})
    released.withdrawn_at = timezone.now()
    released.save(by=by, expected_version=expected_version)
    # A person who left and came back may have been given it twice.
    again = Release.objects.standing().to_people([released.to_member]).filter(item_id=released.item_id)
    for row in again:
        row.withdrawn_at = released.withdrawn_at
        row.save(by=by)


def may_release(user: Any, kind: str, item: Any) -> bool:
    """Whether a user may pass an item on: the coordinator, and its author if they may read its class.

    Parts and reports of an assessment have their own rules, and are passed on there.
    """
    return item.pk in releasable(user, kind, [item.pk], item)


def releasable(user: Any, kind: str, items: Collection[UUID], about: Any) -> frozenset[UUID]:
    """Those of these items of a kind that a user may pass on, as ``may_release`` says of each. At most one query.

    ``about``: their case, as for ``access.level``.
    """
    if kind not in ITEM_CLASSES:
        return frozenset()
    if user.role == Role.COORDINATOR:
        return frozenset(items)
    return made_by(user, items) if access.may_read(user, ITEM_CLASSES[kind], about) else frozenset()


def made_by(user: Any, ids: Iterable[UUID]) -> frozenset[UUID]:
    """The ids of those of these records that the user created."""
    made = Change.objects.filter(record_id__in=list(ids), kind=Change.Kind.CREATED, by=user)
    return frozenset(made.values_list("record_id", flat=True))
