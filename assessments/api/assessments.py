"""Assessments, and the case's page about them."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions, answers
from children.models import Case, NetworkMember
from core import danish
from core.api import Changed, Created, Listed, Shown
from core.filters import by_columns
from core.queries import Query
from core.schema import for_page

from ..cards import card, report_card
from ..drafting import report_from_parts
from ..models import Assessment, AssessmentPart, AssessmentReport
from ..serializers import AssessmentSerializer, PartSerializer, ReportSerializer, leads
from .base import AssessmentRecordViewSet, choices_of_members, choices_of_psychologists

KIND_OF_FIELD = {
    "psychologist": AssessmentPart.Kind.COGNITIVE,
    "academic_by": AssessmentPart.Kind.ACADEMIC,
    "social_by": AssessmentPart.Kind.SOCIAL,
    "own_words_by": AssessmentPart.Kind.OWN_WORDS,
}


class AssessmentViewSet(Listed, Shown, Created, Changed, AssessmentRecordViewSet):
    """Assessments, ordered by the coordinator. Ordering one creates its four parts."""

    queryset = Assessment.objects.select_related("case__child", "case__municipality").order_by("-ordered_on", "-round")
    serializer_class = record_serializer = AssessmentSerializer
    filters = by_columns("case")
    sorts = ("ordered_on",)

    def create_record(self, data: dict[str, Any]) -> Assessment:
        named: dict[str, Any] = {kind: data.pop(field, None) for field, kind in KIND_OF_FIELD.items()}
        return actions.order_assessment(by=self.actor, responsible=named, **data)

    def change_record(self, record: Assessment, data: dict[str, Any], expected: int) -> Assessment:
        self.able(record, "change")
        # People and reused texts belong to the order; afterwards each part has its own.
        kept = {name: value for name, value in data.items() if name not in {*KIND_OF_FIELD, "reuse"}}
        return super().change_record(record, kept, expected)  # type: ignore[no-any-return]

    @for_page(answers.AskedParts)
    @action(detail=False, methods=["get"], pagination_class=None)
    def mine(self, request: Request) -> Response:
        """The parts ordered from this user: open ones oldest first, and the last ten finished ones."""
        parts = (
            AssessmentPart.objects.visible_to(request.user)
            .filter(responsible__user=request.user, case__closed_on=None)
            .with_passing_on()
            .select_related("case", "child")
            .order_by("ordered_on", "created_at")
        )
        todo = list(parts.filter(received_on=None))
        done = list(parts.exclude(received_on=None).order_by("-received_on")[:10])
        self.saw([part.child_id for part in [*todo, *done]], ["A", "B"])
        return Response(
            {"todo": [self._asked_part(part) for part in todo], "done": [self._asked_part(p) for p in done]}
        )

    def _asked_part(self, part: AssessmentPart) -> dict[str, Any]:
        return {
            **self.shown(PartSerializer, part, many=False),
            "child_name": part.child.full_name,
            "age": danish.age(part.child.born_on),
            "number": part.case.number,
            "purpose": part.assessment.purpose,
        }

    @for_page(answers.ReportForm)
    @action(detail=True, methods=["get"], url_path="report-form")
    def report_form(self, request: Request, pk: Any = None) -> Response:
        """The page that creates a report: its fields, filled from the parts this user may read."""
        assessment = self.get_object()
        self.require_lead()
        parts = assessment.parts.with_passing_on().select_related("case").in_order()
        shown = self.shown(PartSerializer, parts)
        begun = report_from_parts(shown)
        return self.page_about(
            assessment.case,
            values={"assessment": str(assessment.pk), **begun.values},
            left_out=begun.left_out,
            unfinished=begun.unfinished,
            round=assessment.round,
        )


class RoundQuery(Query):
    """The number of the round."""

    round = serializers.IntegerField(min_value=1, required=False)


class CaseAssessmentView(AssessmentRecordViewSet):
    """The resources of the case's own pages about its assessment."""

    asks = {"retrieve": RoundQuery}

    queryset = Case.objects.select_related("child", "municipality")
    serializer_class = record_serializer = AssessmentSerializer

    def _chosen_round(self, case: Case) -> tuple[Assessment | None, list[Assessment]]:
        rounds = list(Assessment.objects.filter(case=case).select_related("case").order_by("-round"))
        asked = self.request.query_params.get("round", "")
        if not asked:
            return (rounds[0] if rounds else None), rounds
        chosen = next((each for each in rounds if str(each.round) == asked), None)
        if chosen is None:
            raise Http404
        return chosen, rounds

    @for_page(answers.CaseAssessment)
    def retrieve(self, request: Request, pk: Any = None) -> Response:
        """The assessment of the given round (by default the last): its four parts, its report, and the other rounds."""
        case = self.get_object()
        assessment, rounds = self._chosen_round(case)
        is_led = leads(request.user) and case.is_open
        if assessment is None:
            return self.page_about(case, assessment=None, parts=[], report=None, rounds=[], abilities={"order": is_led})
        parts = assessment.parts.with_passing_on().select_related("case").in_order()
        cards = [card(part) for part in self.shown(PartSerializer, parts)]
        report = AssessmentReport.objects.filter(assessment=assessment).select_related("case", "written_by").first()
        is_last = assessment.pk == rounds[0].pk
        return self.page_about(
            case,
            assessment=self.one(assessment),
            parts=cards,
            received=sum(part["received_on"] is not None for part in cards),
            report=report_card(report, self.shown(ReportSerializer, report, many=False)) if report else None,
            rounds=[{"round": each.round, "ordered_on": each.ordered_on} for each in rounds],
            abilities={
                "order": is_led and is_last and any(part["received_on"] for part in cards),
                "make_report": is_led and report is None and any(part["is_written"] for part in cards),
            },
        )

    @for_page(answers.OrderForm)
    def form(self, request: Request, pk: Any = None) -> Response:
        """The order form: people to choose among, and a likely choice for each part."""
        case = self.get_object()
        self.require_lead()
        psychologists, members = choices_of_psychologists(request.user), choices_of_members(case)
        former = Assessment.objects.filter(case=case).order_by("-round").first()
        values = {"case": str(case.pk), "ordered_on": timezone.localdate().isoformat(), "reuse": former is not None}
        choices = {
            "psychologist": psychologists,
            **dict.fromkeys(("academic_by", "social_by", "own_words_by"), members),
        }
        return self.page_about(
            case,
            values={**values, **likely_people(case, psychologists), **_people_of(former)},
            choices=choices,
            is_refresh=former is not None,
        )


def _people_of(former: Assessment | None) -> dict[str, str]:
    """The people of the last round's parts who are still around the child."""
    if former is None:
        return {}
    today = timezone.localdate()
    active = former.parts.filter(responsible__in=NetworkMember.objects.active(today)).select_related("responsible")
    people = {part.kind: part.responsible for part in active}
    fields = {field: people[kind] for field, kind in KIND_OF_FIELD.items() if kind in people}
    return {
        field: str(member.user_id if field == "psychologist" else member.pk)
        for field, member in fields.items()
        if field != "psychologist" or member.kind == NetworkMember.Kind.PSYCHOLOGIST
    }


def likely_people(case: Case, psychologists: list[dict[str, str]]) -> dict[str, str]:
    """The likely person for each part: the only psychologist, the school's supervisor, and the coordinator."""
    active = NetworkMember.objects.active(timezone.localdate()).filter(child=case.child_id).order_by("from_on")
    first: dict[str, NetworkMember] = {}
    for member in active:
        first.setdefault(member.kind, member)
    psychologist = first.get(NetworkMember.Kind.PSYCHOLOGIST)
    likely = str(psychologist.user_id) if psychologist else ""
    if not likely and len(psychologists) == 2:
        likely = psychologists[1]["value"]
    supervisor, coordinator = first.get(NetworkMember.Kind.SUPERVISOR), first.get(NetworkMember.Kind.COORDINATOR)
    own = str(coordinator.pk) if coordinator else ""
    return {
        "psychologist": likely,
        "academic_by": str(supervisor.pk) if supervisor else "",
        "social_by": own,
        "own_words_by": own,
    }
