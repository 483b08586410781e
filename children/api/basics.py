"""Base data: the child, its school and placement, and what else is known. One resource for each page."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from core import access
from core.access import Role
from core.schema import for_page

from .. import serializers as own
from ..caseheader import case_url
from ..models import Case, Child, Placement, Schooling
from ..models.placement import placement_shifts
from ..models.schooling import school_shifts
from ..serializers import answers
from .base import PageView
from .closing import closing_row, told_of_closing


class SurroundingsView(PageView):
    """The common data of the child's own page and the case's base data."""

    def surroundings(self, child: Child) -> dict[str, Any]:
        """The child and everything known around it, newest first; five queries."""
        newest = "-from_on"
        schoolings = list(Schooling.objects.filter(child=child).select_related("school").order_by(newest))
        placements = list(Placement.objects.filter(child=child).select_related("institution").order_by(newest))
        today = timezone.localdate()
        return {
            "child": self.shown(own.ChildSerializer, child, many=False),
            "schoolings": _marked(self.shown(own.SchoolingSerializer, schoolings), schoolings, today),
            "school_shifts": school_shifts(schoolings),
            "placements": _marked(self.shown(own.PlacementSerializer, placements), placements, today),
            "placement_shifts": placement_shifts(placements),
            **_parted("diagnoses", self.shown(own.DiagnosisSerializer, child.diagnosiss.order_by("name")), "name"),
            **_parted(
                "other_measures", self.shown(own.OtherMeasureSerializer, child.othermeasures.order_by(newest)), "kind"
            ),
            "may": self.may(),
        }

    def may(self) -> dict[str, bool]:
        """What this user may add, by the class of the new record."""
        user = self.request.user
        return {
            "write_child": access.may_write(user, access.B),
            "write_diagnoses": access.may_write(user, access.G),
            "write_measures": access.may_write(user, access.F),
            "lead": user.role == Role.COORDINATOR,
        }


def _marked(shown: list[Any], periods: list[Any], today: Any) -> list[Any]:
    for row, period in zip(shown, periods, strict=True):
        row["holds_today"] = period.holds_on(today)
    return shown


def _parted(name: str, rows: list[Any], telling: str) -> dict[str, Any]:
    """The rows this user may read, and the number of others."""
    readable = [row for row in rows if telling not in row["restricted"]]
    return {name: readable, f"{name}_closed": len(rows) - len(readable)}


class CaseBasicsView(SurroundingsView):
    """The page Stamdata of a case."""

    @for_page(answers.CaseBasics)
    def get(self, request: Request, pk: UUID) -> Response:
        """The child's base data, and the case's own: its start, its model and its cadence."""
        case = self.case_of(pk)
        return self.page_about(
            case,
            record=self.shown(own.CaseSerializer, case, many=False),
            intervention={
                "principles": [str(each.label) for each in case.intervention.principles],
                "elements": [str(each.label) for each in case.intervention.elements],
            },
            closing=closing_row(case) if case.is_open else None,
            told=told_of_closing(case),
            municipality_months=[case.municipality.follow_up_min_months, case.municipality.follow_up_max_months],
            **self.surroundings(case.child),
        )


class ChildPageView(SurroundingsView):
    """The page of a child with no open case."""

    @for_page(answers.ChildPage)
    def get(self, request: Request, pk: UUID) -> Response:
        """The child's base data and earlier cases; ``open_case`` where there is one, for the page to redirect to."""
        child = self.child_of(pk)
        cases = list(Case.objects.filter(child=child).order_by("-opened_on"))
        still_open = next((case for case in cases if case.is_open), None)
        self.saw([child.pk], access.A)
        return Response(
            {
                "open_case": {"id": str(still_open.pk), "url": case_url(still_open.pk)} if still_open else None,
                "cases": [_case_row(case) for case in cases],
                "today": timezone.localdate(),
                **self.surroundings(child),
            }
        )


def _case_row(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "url": case_url(case.pk),
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "close_reason_label": case.get_close_reason_display(),  # type: ignore[attr-defined]
    }
