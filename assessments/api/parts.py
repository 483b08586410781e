"""The parts of an assessment."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions, answers
from children.serializers import ActionSerializer
from core import danish
from core.api import Changed, Listed, Shown
from core.filters import by_columns
from core.schema import for_page, from_version

from .. import wording
from ..cards import card
from ..models import AssessmentPart
from ..serializers import OrderPartSerializer, PartSerializer
from .base import AssessmentRecordViewSet, PassedOn, choices_of_members, choices_of_psychologists


@extend_schema_view(
    pass_on=extend_schema(responses=PartSerializer),
    take_back=extend_schema(responses=PartSerializer),
    sharing=for_page(answers.PartSharing),
)
class PartViewSet(PassedOn, Listed, Shown, Changed, AssessmentRecordViewSet):
    """Parts. They are created with their assessment and never removed."""

    queryset = (
        AssessmentPart.objects.with_passing_on().select_related("case__child", "case__municipality", "child").in_order()
    )
    serializer_class = record_serializer = PartSerializer
    filters = by_columns("case", "assessment")

    def change_record(self, record: AssessmentPart, data: dict[str, Any], expected: int) -> AssessmentPart:
        return actions.change_part(part=record, by=self.actor, data=data, expected_version=expected)

    @for_page(answers.PartForm)
    @action(detail=True, methods=["get"])
    def form(self, request: Request, pk: Any = None) -> Response:
        """The part's page: its texts, the labels of its fields, and examples for the child's age."""
        part = self.able(self.get_object(), "change")
        shown = self.one(part)
        values = {**shown, "carried_out_on": shown["carried_out_on"] or ""}
        return self.page_about(
            part.case,
            part=card(shown),
            values=values,
            choices={"responsible": choices_of_members(part.case)},
            labels=wording.labels(part.kind),
            examples=wording.examples(part.kind, danish.age(part.child.born_on)),
            purpose=part.assessment.purpose,
            today=timezone.localdate(),
        )

    @from_version
    @extend_schema(request=OrderPartSerializer, responses=PartSerializer)
    @action(detail=True, methods=["post"], serializer_class=OrderPartSerializer)
    def order(self, request: Request, pk: Any = None) -> Response:
        """Order the part from a psychologist, who gets a part in the child's network, or from somebody in it."""
        return self.act(lambda part, **asked: actions.order_part(part=part, **asked))

    @for_page(answers.OrderPartForm)
    @action(detail=True, methods=["get"], url_path="order-form")
    def order_form(self, request: Request, pk: Any = None) -> Response:
        """The page that orders the part."""
        part = self.able(self.get_object(), "order")
        choices = {"psychologist": choices_of_psychologists(request.user), "responsible": choices_of_members(part.case)}
        values = {"ordered_on": timezone.localdate().isoformat(), "version": part.version}
        return self.page_about(part.case, part=card(self.one(part)), values=values, choices=choices)

    @from_version
    @extend_schema(request=ActionSerializer, responses=PartSerializer)
    @action(detail=True, methods=["post"], url_path="hand-over", serializer_class=ActionSerializer)
    def hand_over(self, request: Request, pk: Any = None) -> Response:
        """Hand the part in, from the version in If-Match; its author does."""
        return self.act(lambda part, **asked: actions.hand_over_part(part=part, **asked))
