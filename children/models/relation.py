"""The relation between a user and a child, as a condition for any query."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.access import RELATION_FOR_ROLE


def active_on(day: dt.date) -> Q:
    """Condition: ``from_on``/``until_on`` hold on a day."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))


def children_of(user: Any, child_field: str) -> Exists | Q:
    """Condition: ``child_field`` names a child the user has an active, dated relation to. By default nobody has."""
    part = RELATION_FOR_ROLE.get(user.role)
    if part is None:
        return Q(pk__in=[])
    member = apps.get_model("children", "NetworkMember")
    relation = member._base_manager.filter(
        active_on(timezone.localdate()), child_id=OuterRef(child_field), user_id=user.pk, kind=part
    )
    return Exists(relation)
