"""The base of every resource about children: seen through the relation, with what was passed on."""

from functools import cached_property
from typing import Any
from uuid import UUID

from core.api import RecordViewSet

from ..models import Child
from ..models.release import released_to


class ChildRecordViewSet(RecordViewSet):
    """Records about one child each. Combine with ``Listed``, ``Shown``, ``Created``, ``Changed``, ``Removed``."""

    @cached_property
    def _released(self) -> frozenset[UUID]:
        return released_to(self.request.user)

    def released(self) -> frozenset[UUID]:
        return self._released

    def child_of(self, record: Any) -> UUID | None:
        return record.pk if isinstance(record, Child) else record.child_id
