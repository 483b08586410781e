"""The duties of people who have left: listed with who can take over, and handed out."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions, parts
from core import access
from core.schema import for_page

from .. import serializers as own
from ..actions.orphaned import LET_GO
from ..models import Case, NetworkMember
from ..serializers import closing_answers


class Orphaned:
    """The verbs of orphaned duties, for the cases' view set."""

    @for_page(closing_answers.OrphanedForm)
    @action(detail=True, methods=["get"])
    def orphaned(self: Any, request: Request, pk: Any = None) -> Response:
        """The open duties of people who have left, for the coordinator to hand out."""
        case = self.get_object()
        self._only_the_coordinator()
        choices = takers(case)
        rows = [{**row, "choices": choices} for row in open_duty_rows(parts.orphaned(case))]
        self.saw([case.child_id], SHOWN)
        return self.page_about(  # type: ignore[no-any-return]
            case,
            rows=rows,
            values={"rows": [{"what": row["id"], "to": ""} for row in rows]},
        )

    @extend_schema(request=own.SettleSerializer, responses=own.CaseSerializer)
    @action(detail=True, methods=["post"], serializer_class=own.SettleSerializer)
    def settle(self: Any, request: Request, pk: Any = None) -> Response:
        """Give each duty to somebody around the child, or drop it: all of it, or nothing."""
        return self.act(_reassign, version_needed=False)  # type: ignore[no-any-return]


# The data classes of duties, agreements at home among them.
SHOWN = (access.A, access.E)


def open_duty_rows(found: list[parts.OpenDuty]) -> list[dict[str, Any]]:
    """Open duties, in words."""
    return [
        {
            "id": each.id,
            "label": str(each.duty.label),
            "text": each.duty.describe(each.record),
            "url": each.duty.url(each.record),
            "name": each.member.name,
            "who": str(each.member),
            "asks": "",
        }
        for each in found
    ]


def takers(case: Case, *, waits: str = "") -> list[dict[str, str]]:
    """Who can take over: the people around the child today, or nobody. The first option leaves it waiting."""
    around = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id).order_by("name")
    return [
        {"value": "", "label": waits or _("Ikke afgjort endnu")},
        *({"value": str(member.pk), "label": str(member)} for member in around),
        {"value": LET_GO, "label": _("Ingen. Det falder bort")},
    ]


def _reassign(case: Case, *, expected_version: int | None, **asked: Any) -> Case:
    return actions.reassign_orphaned(case=case, **asked)
