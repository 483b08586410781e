"""Decides which rows are the same person: a part may end and be given again as another row of the network.

A row with a user is that user, one with an adult that adult; any other is known by the row alone. All code that
compares persons uses this module.
"""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce


def person_id(member: Any) -> UUID:
    """An id that two rows of the network share if they are the same person's."""
    found: UUID = member.user_id or member.adult_id or member.pk
    return found


def person_at(member_field: str) -> Coalesce:
    """``person_id`` as a query expression, for the member in a field."""
    return Coalesce(f"{member_field}__user_id", f"{member_field}__adult_id", f"{member_field}_id")


def rows_of(member_field: str) -> Q:
    """Condition on network members: a row of the person in the outer query's ``member_field``."""
    same_adult = Q(adult_id=OuterRef(f"{member_field}__adult_id"))
    return Q(pk=OuterRef(f"{member_field}_id")) | Q(user_id=OuterRef(f"{member_field}__user_id")) | same_adult
