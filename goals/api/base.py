"""What the records of phase 2 share: they are found by their case, and written while it is open."""

from typing import Any

from children.api.base import ChildRecordViewSet
from core.api import Changed, Created, Listed, Shown


class PhaseViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Records that belong to a case and are written while it is open."""

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        self.demand_open_case(record)
        return super().change_record(record, data, expected)
