"""Who is the same person: a part ends and is given again as another row of the network, and the person stays.

A row with a user is that user, one of an adult known around several children that adult; any other is known by the row
alone. All that asks "is it the same person?" asks here.
"""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce


def person_id(member: Any) -> UUID:
    """What two rows of the network share where they are the same person's."""
    found: UUID = member.user_id or member.adult_id or member.pk
    return found


def person_at(member_field: str) -> Coalesce:
    """The same as ``person_id``, in a query, for the member a field points at."""
    return Coalesce(f"{member_field}__user_id", f"{member_field}__adult_id", f"{member_field}_id")


def rows_of(member_field: str) -> Q:
    """Condition on network members: any row of the person the outer query's ``member_field`` points at."""
    same_adult = Q(adult_id=OuterRef(f"{member_field}__adult_id"))
    return Q(pk=OuterRef(f"{member_field}_id")) | Q(user_id=OuterRef(f"{member_field}__user_id")) | same_adult
