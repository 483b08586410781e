"""Several children's follow-ups on one day: who can be laid after one another, and the form that books them."""

import datetime as dt
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from children.models import Case
from core import access
from core.queries import Query
from core.schema import for_page
from followup import answers
from followup.sameday import can_be_held, one_after_another, others_at_the_place, place_of, status_of
from meetings.api.forms import booking_values, last_held, meeting_choices, present
from meetings.busydays import busy_days
from meetings.parents import read_of_parents
from meetings.sameday import MOST_AT_ONCE


class SameDayQuery(Query):
    """The day the meetings are booked for."""

    on = serializers.DateField(required=False)


class SameDayView(PageView):
    """The coordinator's other children at the same school or institution, and a form for those of one day."""

    asks = {"get": SameDayQuery}

    @for_page(answers.SameDay)
    def get(self, request: Request, pk: UUID) -> Response:
        """Who else can be met at the place; with ``?on=`` the values and choices of each meeting that day.

        Only the coordinator is offered other children.
        """
        case = self.case_of(pk)
        status = status_of(case)
        others = others_at_the_place(case, status, request.user)
        self.saw([each.child_id for each in others], {access.A, access.B})
        asked = SameDayQuery(data=request.query_params)
        on = asked.validated_data.get("on") if asked.is_valid() else None
        rows = _other_rows(others)
        busy = {row["case"]: row["busy"] for row in rows}
        there = (each for each in others if on and can_be_held(each, on) and on not in busy[each.pk])
        chosen = [case, *there][:MOST_AT_ONCE]
        return self.page_about(
            case,
            place=place_of(status),
            others=rows,
            meetings=self._meetings(chosen, on, request.user) if on else [],
        )

    def _meetings(self, cases: list[Case], on: dt.date, user: Any) -> list[dict[str, Any]]:
        rows, values = [], []
        for case in cases:
            last = last_held(case)
            self.saw([case.child_id], read_of_parents(present(case), user))
            values.append({**booking_values(case, last), "on": on.isoformat()})
            choices = meeting_choices(case, user, last=last)
            rows.append({"id": str(case.pk), "first_name": case.child.first_name, "choices": choices})
        return [{**row, "values": laid} for row, laid in zip(rows, one_after_another(values), strict=True)]


def _other_rows(others: list[Case]) -> list[dict[str, Any]]:
    busy = busy_days([each.pk for each in others])
    return [
        {
            "case": each.pk,
            "first_name": each.child.first_name,
            "opens_on": each.status.window_opens_on,
            "closes_on": each.status.window_closes_on,
            "busy": sorted(busy[each.pk]),
        }
        for each in others
    ]
