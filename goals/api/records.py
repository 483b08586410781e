"""Dreams, goals and agreements."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from children.serializers import ActionSerializer
from core.filters import Filter, by_columns
from core.problems import Refused
from core.schema import from_version
from goals import actions, serializers

from ..models import Agreement, Dream, Goal
from .base import PhaseViewSet


class DreamViewSet(PhaseViewSet):
    """The child's dreams, in the child's words."""

    queryset = Dream.objects.select_related("case", "told_to").order_by("-told_on", "-created_at")
    serializer_class = record_serializer = serializers.DreamSerializer
    filters = by_columns("case")
    sorts = ("told_on",)

    def create_record(self, data: dict[str, Any]) -> Dream:
        return actions.tell_dream(by=self.request.user, **data)


class GoalViewSet(PhaseViewSet):
    """Goals with their two sides. One side is enough: what is missing is shown, never required."""

    queryset = Goal.objects.select_related("case", "dream").order_by("-agreed_on", "-created_at")
    serializer_class = record_serializer = serializers.GoalSerializer
    filters = {**by_columns("case", "dream"), "status": Filter("status", many=True)}
    sorts = ("agreed_on",)

    def create_record(self, data: dict[str, Any]) -> Goal:
        return actions.set_goal(by=self.request.user, **data)

    def change_record(self, record: Goal, data: dict[str, Any], expected: int) -> Goal:
        return actions.change_goal(goal=record, by=self.request.user, expected_version=expected, **data)

    @from_version
    @extend_schema(request=serializers.ReachSerializer, responses=serializers.GoalSerializer)
    @action(detail=True, methods=["post"], serializer_class=serializers.ReachSerializer)
    def reach(self, request: Request, pk: Any = None) -> Response:
        """The goal was reached."""
        return self.act(lambda goal, **asked: actions.end_goal(goal=goal, status=Goal.Status.REACHED, **asked))

    @from_version
    @extend_schema(request=serializers.DropSerializer, responses=serializers.GoalSerializer)
    @action(detail=True, methods=["post"], serializer_class=serializers.DropSerializer)
    def drop(self, request: Request, pk: Any = None) -> Response:
        """The goal is dropped, with the reason."""
        return self.act(lambda goal, **asked: actions.end_goal(goal=goal, status=Goal.Status.DROPPED, **asked))

    @from_version
    @extend_schema(request=ActionSerializer, responses=serializers.GoalSerializer)
    @action(detail=True, methods=["post"], serializer_class=ActionSerializer)
    def reopen(self, request: Request, pk: Any = None) -> Response:
        """The goal is open again."""
        return self.act(lambda goal, **asked: actions.reopen_goal(goal=goal, **asked))


class AgreementViewSet(PhaseViewSet):
    """Who does what, where, how often and until when."""

    queryset = Agreement.objects.select_related("case", "owner", "goal").order_by("due_on", "created_at")
    serializer_class = record_serializer = serializers.AgreementSerializer
    filters = {
        **by_columns("case", "goal", "owner", "place"),
        "status": Filter("status", many=True),
        "due_before": Filter("due_on__lt"),
    }
    sorts = ("due_on",)

    def create_record(self, data: dict[str, Any]) -> Agreement:
        return actions.agree(by=self.request.user, **data)

    def change_record(self, record: Agreement, data: dict[str, Any], expected: int) -> Any:
        if not record.is_open:
            raise Refused(_("Aftalen er afsluttet. Vælg Fortsæt på opfølgningen, før du retter den."))
        return super().change_record(record, data, expected)

    @from_version
    @extend_schema(request=serializers.FollowUpSerializer, responses=serializers.AgreementSerializer)
    @action(detail=True, methods=["post"], url_path="follow-up", serializer_class=serializers.FollowUpSerializer)
    def follow_up(self, request: Request, pk: Any = None) -> Response:
        """Record the outcome: done, stopped, or that it goes on."""
        return self.act(_follow_up)


def _follow_up(agreement: Agreement, *, result: str, **asked: Any) -> Agreement:
    status = serializers.FollowUpSerializer.RESULTS[result]
    return actions.follow_up_agreement(agreement=agreement, status=status, **asked)
