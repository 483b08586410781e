"""The children a draft is about, and whether its writer still has a relation to them; for ``core.drafts``."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from core.access import Role

from .models import Case, Child


def children_named(ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Those of these ids that are a child's or a case's, each with its child's id."""
    cases = Case.objects.filter(pk__in=ids).values_list("pk", "child_id")
    return {**dict(cases), **{pk: pk for pk in Child.objects.filter(pk__in=ids).values_list("pk", flat=True)}}


def may_see(user: Any, children: Collection[UUID]) -> bool:
    """Whether the user has a relation to each of these children, or leads the unit with their cases.

    A manager writes about a case without knowing whose it is: why to open it, what the next coordinator must know.
    """
    related = Child.objects.visible_to(user).filter(pk__in=children)
    if user.role == Role.MANAGER:
        led = Case.objects.of_unit(user).filter(child__in=children).values("child")
        related = related | Child.objects.filter(pk__in=led)
    return related.distinct().count() == len(set(children))
