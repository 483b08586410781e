"""The page Børn: the user's children with class, placement and case, and the form for a new one."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from core import access
from core.access import Role
from core.pagination import NumberedPages
from core.queries import Paged
from core.schema import for_page

from ..caseheader import case_url, class_words
from ..models import Case, Child, Placement, Schooling
from ..models.relation import active_on
from ..serializers import answers
from .base import PageView
from .forms import of_identity, of_placement, of_schooling


class ChildOverviewView(PageView):
    """The user's children, in Danish order."""

    asks = {"get": Paged}

    @for_page(answers.ChildOverview)
    def get(self, request: Request) -> Response:
        """A page of children; five queries for any number. Names are found by searching."""
        found = Child.objects.visible_to(request.user)
        pages = NumberedPages()
        children = pages.paginate_queryset(_with_surroundings(found.in_danish_order()), request, view=self) or []
        self.saw([child.pk for child in children], "AB")
        answer = pages.get_paginated_response([_row(child) for child in children])
        answer.data |= {
            "may_create": access.may_write(request.user, access.B),
            "may_import": request.user.role == Role.COORDINATOR,
        }
        return answer


def _with_surroundings(children: Any) -> QuerySet[Child]:
    today = active_on(timezone.localdate())
    schoolings = Schooling.objects.filter(today).select_related("school")
    return children.prefetch_related(  # type: ignore[no-any-return]
        Prefetch("schoolings", schoolings, to_attr="present_schoolings"),
        Prefetch("placements", Placement.objects.filter(today), to_attr="present_placements"),
        Prefetch("cases", Case.objects.order_by("opened_on"), to_attr="all_cases"),
    )


def _row(child: Any) -> dict[str, Any]:
    schooling = next(iter(child.present_schoolings), None)
    placement = next(iter(child.present_placements), None)
    case = next((case for case in child.all_cases if case.is_open), None)
    return {
        "id": str(child.pk),
        "full_name": child.full_name,
        "age": child.age_on(timezone.localdate()),
        "class_name": class_words(schooling) if schooling else "",
        "school": schooling.school.name if schooling else "",
        "placement": placement.place if placement else "",
        "case": {"number": case.number, "url": case_url(case.pk)} if case else None,
        "closed_cases": len([case for case in child.all_cases if not case.is_open]),
    }


class NewChildView(PageView):
    """The page Opret barn, only for users who may create a child."""

    @for_page(answers.NewChildForm)
    def get(self, request: Request) -> Response:
        """Choices of the form, and its initial values: from today, placed by the user's own municipality."""
        if not access.may_write(request.user, access.B):
            raise NotFound
        today, here = timezone.localdate(), request.user.municipality.name
        return Response(
            {
                "values": {
                    "schooling": {"from_on": today},
                    "placement": {"from_on": today, "placing_municipality": here},
                    "case": {"opened_on": today},
                },
                "choices": of_identity(request.user),
                "of_schooling": of_schooling(request.user),
                "of_placement": of_placement(request.user),
            }
        )
