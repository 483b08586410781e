"""The page Netværk: the adults around the child by kind, and former ones."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from children import parts
from core import access
from core.access import Role
from core.schema import for_page

from .. import serializers as own
from ..models import NetworkMember
from ..serializers import answers
from .base import PageView

# The order of the working week: with the child's own people first, the school's contacts would be hard to find.
ORDER = {kind: place for place, kind in enumerate(NetworkMember.Kind.values)}


class CaseNetworkView(PageView):
    """The network of the case's child."""

    @for_page(answers.CaseNetwork)
    def get(self, request: Request, pk: UUID) -> Response:
        """Present members grouped by kind, former members, managers' oversight, and what this user may do."""
        case = self.case_of(pk)
        members = list(
            NetworkMember.objects.filter(child=case.child_id)
            .exclude(kind=NetworkMember.Kind.OVERSIGHT)
            .order_by("name", "from_on")
        )
        rows = self.shown(own.NetworkMemberSerializer, members)
        today = str(timezone.localdate())
        present = [row for row in rows if not row["until_on"] or row["until_on"] >= today]
        leads = request.user.role == Role.COORDINATOR
        return self.page_about(
            case,
            groups=_grouped(present),
            emails=sorted({row["email"] for row in present if row["email"]}),
            former=[row for row in rows if row["until_on"] and row["until_on"] < today],
            orphaned=parts.count_orphaned(case) if leads else 0,
            oversight=_oversight(case.child_id) if leads else [],
            may={"add": access.may_write(request.user, access.A), "give_access": leads, "lead": leads},
        )


def _oversight(child_id: UUID) -> list[dict[str, Any]]:
    """The managers who have opened the record, when and why: for the coordinator, as the manager was told."""
    rows = NetworkMember.objects.filter(child=child_id, kind=NetworkMember.Kind.OVERSIGHT).order_by("-from_on", "-pk")
    return list(rows.values("name", "reason", "from_on", "until_on"))


def _grouped(rows: list[Any]) -> list[dict[str, Any]]:
    in_order = sorted(rows, key=lambda row: ORDER[row["kind"]])
    return [
        {"kind": kind, "label": members[0]["kind_label"], "members": members}
        for kind, members in ((kind, list(group)) for kind, group in groupby(in_order, key=lambda row: row["kind"]))
    ]
