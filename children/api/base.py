"""The base of every resource about children: seen through the relation, with what was passed on."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from core.api import Logged, RecordViewSet

from ..caseheader import HEADER_CLASSES
from ..models import Case, Child
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


class PageView(Logged):
    """A resource made for one page about a child or a case."""

    @cached_property
    def _released(self) -> frozenset[UUID]:
        return released_to(self.request.user)

    def server_values(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Asked for by serializers; a page writes nothing."""
        return {}

    def case_of(self, pk: UUID) -> Case:
        """The case, or 404; noted in the look-up log with what its header shows."""
        cases = Case.objects.visible_to(self.request.user).select_related("child__municipality", "municipality")
        case: Case = get_object_or_404(cases, pk=pk)
        self.saw([case.child_id], HEADER_CLASSES)
        return case

    def child_of(self, pk: UUID) -> Child:
        """The child, or 404; noted in the look-up log with its name."""
        children = Child.objects.visible_to(self.request.user).select_related("municipality")
        child: Child = get_object_or_404(children, pk=pk)
        self.saw([child.pk], "B")
        return child

    def shown(self, serializer_class: Any, rows: Any, *, many: bool = True) -> Any:
        """Records as this user may see them; the classes shown are logged."""
        context = {
            "request": self.request,
            "view": self,
            "classes": self.seen_classes,
            "released": lambda: self._released,
        }
        return serializer_class(rows, many=many, context=context).data
