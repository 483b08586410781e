"""The data of the pages about a case's goals and agreements, one resource for each page."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from children.api.base import PageView
from children.models import Case
from children.models.release import shared_with
from core import access
from core.schema import for_page

from .. import answers
from ..areas import areas_without_goal
from ..models import Agreement, Dream, Goal
from ..places import places_of
from ..responsibility import coordinator_stands_for
from ..serializers import AgreementSerializer, DreamSerializer, GoalSerializer

Row = dict[str, Any]


class CaseGoals(PageView):
    """The case's dreams, goals with their agreements, agreements without a goal, and ended ones."""

    @for_page(answers.CaseGoals)
    def get(self, request: Request, pk: Any) -> Response:
        """All of it in a fixed number of queries."""
        case = self.case_of(pk)
        goals = self.shown(GoalSerializer, Goal.objects.filter(case=case).select_related("case").order_by("agreed_on"))
        agreements = self.shown(AgreementSerializer, agreements_of(case))
        dreams = self.shown(
            DreamSerializer, Dream.objects.filter(case=case).select_related("case", "told_to").order_by("-told_on")
        )
        open_goals = [goal for goal in goals if goal["status"] == Goal.Status.OPEN]
        ended_goals = [goal for goal in goals if goal["status"] != Goal.Status.OPEN]
        loose = place_under(goals, agreements, places_of(case, request.user))
        self._tell_whom_it_is_shared_with([*dreams, *goals, *agreements])
        return self.page_about(
            case,
            abilities=abilities(case, request.user),
            dreams=[{**dream, "is_closed": bool(dream["restricted"])} for dream in dreams],
            goals=open_goals,
            ended_goals=ended_goals[::-1],
            coordinator_stands_for=coordinator_stands_for(case, request.user),
            areas_without_goal=areas_without_goal(case, request.user, self.released()),
            **loose,
        )

    def _tell_whom_it_is_shared_with(self, items: list[Row]) -> None:
        """Name the receivers under each item the user may share, so that nothing is passed on twice or forgotten."""
        given = shared_with([item["id"] for item in items])
        for item in items:
            item["shared_with"] = given.get(UUID(str(item["id"])), []) if item["abilities"]["share"] else []


class CaseAgreements(PageView):
    """Each person's open agreements in a case: a sheet to print and bring along."""

    @for_page(answers.CaseAgreements)
    def get(self, request: Request, pk: Any) -> Response:
        """Open agreements, grouped by owner."""
        case = self.case_of(pk)
        rows = self.shown(AgreementSerializer, agreements_of(case).filter(status=Agreement.Status.OPEN))
        people: dict[str, Row] = {}
        for row in rows:
            person = {"name": row["owner_name"], "part": row["owner_part"], "agreements": []}
            people.setdefault(str(row["owner"]), person)["agreements"].append(row)
        ordered = sorted(people.values(), key=lambda person: person["name"])
        return self.page_about(
            case,
            abilities=abilities(case, request.user),
            people=ordered,
            coordinator_stands_for=coordinator_stands_for(case, request.user),
        )


def agreements_of(case: Case) -> Any:
    """A case's agreements with their related records, the first due first."""
    related = Agreement.objects.filter(case=case).select_related("case", "owner", "goal")
    return related.order_by("due_on", "from_on", "created_at")


def abilities(case: Case, user: Any) -> dict[str, bool]:
    """What this user may create in the case."""
    return {
        "add_dream": case.may_be_written(user, access.I),
        "add_goal": case.may_be_written(user, access.D),
        "add_agreement": case.may_be_written(user, access.A),
    }


def place_under(goals: Iterable[Row], agreements: Iterable[Row], writable: Collection[str]) -> dict[str, list[Row]]:
    """Put each agreement under its goal, by place; gives those without one.

    An open agreement whose goal has ended is listed among those without one: somebody still keeps it. ``writable`` are
    the places where the user may add more.
    """
    by_goal: dict[str, list[Row]] = defaultdict(list)
    for row in agreements:
        by_goal[str(row["goal"] or "")].append(row)
    loose = by_goal.pop("", [])
    for goal in goals:
        own = by_goal.pop(str(goal["id"]), [])
        if goal["status"] != Goal.Status.OPEN:
            loose += [row for row in own if row["status"] == Agreement.Status.OPEN]
        goal["missing_labels"] = {each["key"]: each["label"] for each in goal["missing"]}
        goal["ended_agreements"] = [row for row in own if row["status"] != Agreement.Status.OPEN]
        goal["places"] = _by_place((row for row in own if row["status"] == Agreement.Status.OPEN), writable)
    still = [row for row in loose if row["status"] == Agreement.Status.OPEN]
    return {
        "home_activities": [row for row in still if row["activity"]],
        "other_agreements": [row for row in still if not row["activity"]],
        "ended_agreements": [row for row in loose if row["status"] != Agreement.Status.OPEN],
    }


def _by_place(rows: Iterable[Row], writable: Collection[str]) -> list[Row]:
    """Always school and home, so that an empty one is seen; other places only where there is something."""
    under: dict[str, list[Row]] = {place: [] for place in Agreement.Place.values}
    for row in rows:
        under[row["place"]].append(row)
    return [
        {"key": place, "label": str(Agreement.Place(place).label), "agreements": rows, "add": place in writable}
        for place, rows in under.items()
        if rows or place != Agreement.Place.ELSEWHERE
    ]
