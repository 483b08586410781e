"""Postponing a next step."""

from typing import Any

from children.api.base import ChildRecordViewSet
from children.models import CaseEvent
from core.api import Created, Listed, Shown
from core.filters import by_columns
from followup.models import Postponement
from followup.serializers import PostponementSerializer


class PostponementViewSet(Listed, Shown, Created, ChildRecordViewSet):
    """Postponed steps, newest first. A postponement is never changed: a later one replaces it."""

    queryset = Postponement.objects.select_related("case__child").order_by("-created_at")
    serializer_class = PostponementSerializer
    filters = by_columns("case")

    def create_record(self, data: dict[str, Any]) -> Postponement:
        record: Postponement = super().create_record(data)
        CaseEvent.note(
            record.case,
            CaseEvent.Kind.POSTPONED,
            record_id=record.pk,
            by=self.request.user,
            detail=record.get_step_display,
        )
        return record
