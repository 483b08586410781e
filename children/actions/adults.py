"""One adult around several children: taken from one network into another, and corrected in all of them at once.

Name and contact are the adult's; every open part holds a copy. An ended part keeps its values and gives no contact.
Writers lock adults before parts, and several of a kind by id, so that no two deadlock.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from children.models import Adult, Child, NetworkMember
from children.models.adult import SHARED


def lock_people(members: Iterable[NetworkMember]) -> None:
    """Lock the adults behind these members until the caller's transaction ends."""
    pks = [member.pk for member in members]
    adults = NetworkMember.objects.filter(pk__in=pks, adult__isnull=False).values("adult")
    list(Adult.objects.select_for_update().filter(pk__in=adults).order_by("pk"))
    list(NetworkMember.objects.select_for_update().filter(pk__in=pks, adult=None).order_by("pk"))


def adult_behind(member: NetworkMember, *, by: Any) -> Adult:
    """The adult behind a member; creates it where there is none. Within the caller's transaction."""
    lock_people([member])
    known = NetworkMember.objects.select_related("child", "adult").get(pk=member.pk)
    adult: Adult | None = known.adult
    if adult is not None:
        return adult
    adult = Adult(municipality_id=known.municipality_id, **known.contact)
    adult.save(by=by)
    known.adult = adult
    known.save(by=by)
    return adult


def refuse_twice(adult: Adult, child: Child) -> None:
    """Raises ValidationError where the adult has a part around the child already."""
    if _open_parts(adult).filter(child=child).exists():
        raise ValidationError({"name": _("Den voksne er allerede i barnets netværk.")})


@transaction.atomic
def change_member(
    member: NetworkMember, *, by: Any, expected_version: int | None, only_here: bool = False, **fields: Any
) -> None:
    """Change a member; name, place of work, e-mail and telephone reach the adult's other open parts.

    ``only_here``: another person has taken over the part, and is not around the other children.
    """
    lock_people([member])
    changed = {name: value for name, value in fields.items() if getattr(member, name) != value}
    for name, value in changed.items():
        setattr(member, name, value)
    if only_here:
        member.adult = None
    adult = None if member.has_ended(timezone.localdate()) else member.adult
    if adult is not None:
        adult.refresh_from_db()
        correct(adult, changed, by=by, but=member)
        # A reopened part gets the values of the adult's others.
        _copy(adult, member)
    member.save(by=by, expected_version=expected_version)


def correct(adult: Adult, said: Mapping[str, Any], *, by: Any, but: NetworkMember) -> None:
    """Write the given values to the adult, and copy them to every open part except ``but``. Other values stay."""
    new = {name: said[name] for name in SHARED if name in said and said[name] != getattr(adult, name)}
    if not new:
        return
    for name, value in new.items():
        setattr(adult, name, value)
    adult.save(by=by)
    for each in _open_parts(adult).exclude(pk=but.pk).select_related("child").order_by("pk"):
        _copy(adult, each)
        each.save(by=by)


def open_parts_of(member: NetworkMember) -> Any:
    """The open parts of the member's adult, including its own; for a member without an adult, only that one."""
    if member.adult_id is None:
        return NetworkMember.objects.filter(pk=member.pk).not_ended(timezone.localdate())
    return _open_parts(member.adult_id)


def _copy(adult: Adult, part: NetworkMember) -> None:
    for name in SHARED:
        setattr(part, name, getattr(adult, name))


def _open_parts(adult: Any) -> Any:
    return NetworkMember.objects.filter(adult=adult).not_ended(timezone.localdate())
