"""What the records of phase 2 share: they are found by their case, and written while it is open."""

from typing import Any

from django_filters import rest_framework as filters

from children.api.base import ChildRecordViewSet
from core.api import Changed, Created, Listed, Shown
from core.filters import ByIds


class OfCase(ByIds):
    """Records of one case. By id alone: whether a case one may not see exists is not told."""

    case = filters.UUIDFilter(field_name="case_id")


class PhaseViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Records that belong to a case and are written while it is open."""

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        self.demand_open_case(record)
        return super().change_record(record, data, expected)
