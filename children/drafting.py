"""Which children a draft is about, and whether its writer still has a relation to them: asked by ``core.drafts``."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from .models import Case, Child


def children_named(ids: Collection[UUID]) -> set[UUID]:
    """The children among these ids, and those whose cases are."""
    cases = Case.objects.filter(pk__in=ids).values_list("child_id", flat=True)
    return {*cases, *Child.objects.filter(pk__in=ids).values_list("pk", flat=True)}


def may_see(user: Any, children: Collection[UUID]) -> bool:
    """Whether the user has a relation to every one of these children."""
    return Child.objects.visible_to(user).filter(pk__in=children).count() == len(set(children))
