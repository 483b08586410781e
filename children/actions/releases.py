"""Passing an item on to a person, and taking it back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import Case, NetworkMember, Release


@transaction.atomic
def release(
    *, case: Case, item_kind: str, item_id: UUID, to_members: Iterable[NetworkMember], by: Any
) -> list[Release]:
    """Pass one item on to members of the child's network. Those who have it already are left as they are."""
    given = []
    for member in to_members:
        if member.child_id != case.child_id:
            raise ValidationError({"to_members": _("Vælg nogen i barnets netværk.")})
        if Release.objects.filter(item_id=item_id, to_member=member, withdrawn_at=None).exists():
            continue
        row = Release(case=case, item_kind=item_kind, item_id=item_id, to_member=member)
        row.save(by=by)
        given.append(row)
    return given


@transaction.atomic
def withdraw(*, released: Release, by: Any) -> None:
    """Take an item back. That it was given, and when, stays."""
    released.withdrawn_at = timezone.now()
    released.save(by=by)
