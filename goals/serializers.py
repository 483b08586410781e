"""Dreams, goals and agreements in the API."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from children.models import Case
from core import access
from core.serializers import RecordSerializer

from .models import Agreement

AGREEMENT_TERMS = ["owner", "what", "place", "rhythm", "activity", "when", "from_on", "due_on", "goal"]
FROM_TODAY: dict[str, dict[str, Any]] = {"from_on": {"default": timezone.localdate}}


class AgreementRowSerializer(RecordSerializer):
    """An agreement as a row of a form about something else (``agreements-0-what``): a meeting, a sparring.

    Use it with ``many=True``, and call ``check_rows`` once the case is known.
    """

    class Meta:
        model = Agreement
        route = "agreement-detail"
        record_class = access.A
        fields = AGREEMENT_TERMS
        extra_kwargs = FROM_TODAY

    def defaults(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {}

    def unchecked(self) -> set[str]:
        return {"case", "child", "municipality"}


def check_rows(rows: Sequence[dict[str, Any]], case: Case, field: str = "agreements") -> None:
    """Hold rows of agreements to the case: owner and goal must be its own.

    Raises ValidationError naming row and field: ``agreements.1.owner``.
    """
    problems = [{name: [text] for name, text in Agreement(**row).problems_in(case).items()} for row in rows]
    if any(problems):
        raise serializers.ValidationError({field: problems})
