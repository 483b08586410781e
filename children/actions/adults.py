"""One adult around several children: taken from one network into another, and put right in all of them at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from children.models import Adult, Child, NetworkMember
from children.models.adult import SHARED


def adult_behind(member: NetworkMember, *, by: Any) -> Adult:
    """The adult a member is, from now on known as one. Within the caller's transaction."""
    locked = NetworkMember.objects.select_for_update(of=("self",)).select_related("child", "adult").get(pk=member.pk)
    adult: Adult | None = locked.adult
    if adult is not None:
        return adult
    adult = Adult(municipality_id=locked.municipality_id, **{name: getattr(locked, name) for name in SHARED})
    adult.save(by=by)
    locked.adult = adult
    locked.save(by=by)
    return adult


def refuse_twice(adult: Adult, child: Child) -> None:
    """Raises ValidationError where the adult has a part around the child already."""
    if _open_parts(adult).filter(child=child).exists():
        raise ValidationError({"name": _("Den voksne er allerede i barnets netværk.")})


@transaction.atomic
def change_member(
    member: NetworkMember, *, by: Any, expected_version: int | None, only_here: bool = False, **fields: Any
) -> list[NetworkMember]:
    """Change a member; name, place of work, e-mail and telephone reach the adult's other open parts, which are given.

    ``only_here``: another person has taken the part over, who is none of those around the other children.
    """
    # Before the member, so that two who change the same adult in two networks wait for each other.
    adult = Adult.objects.select_for_update().get(pk=member.adult_id) if member.adult_id and not only_here else None
    for name, value in fields.items():
        setattr(member, name, value)
    if only_here:
        member.adult = None
    member.save(by=by, expected_version=expected_version)
    return [] if adult is None else reach_all(adult, like=member, by=by)


def reach_all(adult: Adult, *, like: NetworkMember, by: Any) -> list[NetworkMember]:
    """Give the adult, and every other open part of it, what is written on one of them. Gives the parts changed."""
    if all(getattr(adult, name) == getattr(like, name) for name in SHARED):
        return []
    others = list(_open_parts(adult).exclude(pk=like.pk).select_related("child").order_by("pk"))
    for each in (adult, *others):
        for name in SHARED:
            setattr(each, name, getattr(like, name))
        each.save(by=by)
    return others


def open_parts_of(member: NetworkMember) -> Any:
    """The open parts of the adult a member is, its own with them; none where it is nobody but itself."""
    return NetworkMember.objects.none() if member.adult_id is None else _open_parts(member.adult_id)


def _open_parts(adult: Any) -> Any:
    return NetworkMember.objects.filter(adult=adult).not_ended(timezone.localdate())
