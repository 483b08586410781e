"""After a change of school or placement: one page asks which people and which work stay, one post writes the answer."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children import actions, openends
from children.moving import Move, find_move
from core.queries import Query
from core.schema import for_page

from .. import serializers as own
from ..actions.orphaned import LET_GO
from ..models import Case
from ..serializers import closing_answers
from .orphaned import SHOWN, open_duty_rows, takers


class PeriodQuery(Query):
    """The new period."""

    period = serializers.UUIDField(required=False)


class MovedOn:
    """The verbs after a move, for the cases' view set."""

    asks = {"moved_form": PeriodQuery}

    @for_page(closing_answers.MovedForm)
    @action(detail=True, methods=["get"], url_path="moved-form")
    def moved_form(self: Any, request: Request, pk: Any = None) -> Response:
        """The people of the former place, and its open work. ``?period=`` names the new one; 404 without a move."""
        case = self.get_object()
        self._only_the_coordinator()
        move = _move_in(case, request.query_params.get("period", ""))
        people, rows = move.people(), _rows(case, move)
        self.saw([case.child_id], SHOWN)
        return self.page_about(  # type: ignore[no-any-return]
            case,
            place=move.place,
            before=move.name_before,
            now=move.name_now,
            from_on=move.period.from_on,
            has_begun=move.period.from_on <= timezone.localdate(),
            rows=rows,
            values={
                "period": str(move.period.pk),
                "leaving": [str(member.pk) for member in people if move.leaves(member)],
                "rows": [{"what": row["id"], "to": ""} for row in rows],
            },
            choices={"leaving": [{"value": str(member.pk), "label": str(member)} for member in people]},
        )

    @extend_schema(request=own.MoveOnSerializer, responses=own.CaseSerializer)
    @action(detail=True, methods=["post"], url_path="move-on", serializer_class=own.MoveOnSerializer)
    def move_on(self: Any, request: Request, pk: Any = None) -> Response:
        """End the parts of those who leave with the former place, and hand over what is open: all of it, or nothing."""
        return self.act(_move_on, version_needed=False)  # type: ignore[no-any-return]


def _move_in(case: Case, period: str) -> Move:
    try:
        move = find_move(case.child, UUID(period)) if case.is_open else None
    except ValueError:
        move = None
    if move is None:
        raise Http404
    return move


def _rows(case: Case, move: Move) -> list[dict[str, Any]]:
    """Duties of those who may leave, and open work of the former place; each once, with who can take it over."""
    again = takers(case, waits=_("Som nu"))
    rows = [{**row, "choices": again} for row in open_duty_rows(move.duties())]
    happens = _("Hvad sker der?")
    there = {row["id"] for row in rows}
    for kind, record in move.touched(case):
        name = openends.name_of(kind, record)
        if name not in there:
            ends = [{"value": "", "label": _("Som nu")}, {"value": LET_GO, "label": str(kind.ways[0][1])}]
            whose = kind.whose(record)
            rows.append(
                {
                    "id": name,
                    "label": str(kind.title),
                    "text": kind.describe(record),
                    "url": "",
                    "name": whose,
                    "who": whose,
                    "asks": "" if whose else happens,
                    "choices": again if whose else ends,
                }
            )
    return rows


def _move_on(case: Case, *, expected_version: int | None, **asked: Any) -> Case:
    return actions.move_on(case=case, **asked)
