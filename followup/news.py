"""News for one person: an item was shared with them, a case handed over to them."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from children.models import Handover, Release

from .models import Notice
from .newskinds import CASE_HANDED_OVER, ITEM_SHARED

# News older than this was seen elsewhere; a sweep that was away longer does not bring it up.
NEWS_FOR = dt.timedelta(days=14)


def untold(case_ids: Collection[UUID] | None = None) -> list[Notice]:
    """The notices of what is new in these cases, or in all, and not told yet."""
    since = timezone.now() - NEWS_FOR
    shared = Release.objects.standing().filter(released_at__gte=since, to_member__user__is_active=True)
    handed = Handover.objects.filter(created_at__gte=since)
    if case_ids is not None:
        shared, handed = shared.filter(case__in=case_ids), handed.filter(case__in=case_ids)
    rows = _of(ITEM_SHARED.rule, shared, "to_member__user").union(
        _of(CASE_HANDED_OVER.rule, handed, "to_user"), all=True
    )
    return [
        Notice(rule=rule, occurrence=occurrence, case_id=case_id, municipality_id=municipality_id, user_id=user_id)
        for rule, occurrence, case_id, municipality_id, user_id in rows
    ]


def _of(rule: str, rows: QuerySet[Any], user: str) -> QuerySet[Any, Any]:
    occurrence = Cast("pk", CharField())
    told = Notice.objects.filter(
        rule=rule, case=OuterRef("case"), occurrence=Cast(OuterRef("pk"), CharField()), user=OuterRef(user)
    )
    return rows.filter(~Exists(told)).values_list(
        Value(rule), occurrence, F("case_id"), F("municipality_id"), F(f"{user}_id")
    )
