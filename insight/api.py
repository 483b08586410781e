"""Managers' resources: figures without a child's name."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.closing import waiting_closings
from core.access import Role
from core.api import Logged

from .answers import Caseload
from .caseload import caseload


class OverviewView(Logged):
    """The caseload of the manager's unit."""

    roles = frozenset({Role.MANAGER})

    @extend_schema(operation_id="unit_overview", responses=Caseload, tags=["overview"])
    def get(self, request: Request) -> Response:
        """Counts, phases, and each coordinator against capacity. Shows no child, so nothing is logged."""
        figures = caseload(request.user, timezone.localdate())
        return Response({**figures, "closings": waiting_closings(request.user)})
