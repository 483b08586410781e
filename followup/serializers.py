"""Phase 4 in the API."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from children.serializers import RECORD, OfCaseSerializer
from core import access

from .facts import facts_of_case
from .models import Postponement
from .steps import NONE, kind_of, steps

# About a round: a step postponed for longer is a step left out.
LONGEST = dt.timedelta(days=92)


class PostponementSerializer(OfCaseSerializer):
    """A postponed next step, with its reason."""

    class Meta:
        model = Postponement
        route = "postponement-detail"
        record_class = access.A
        fixed = {"case", "step"}
        fields = [*RECORD, "case", "step", "until_on", "cause", "reason"]
        extra_kwargs = {"until_on": {"style": {"day": "ahead"}}}

    def validate_step(self, step: str) -> str:
        """Raises ValidationError for a step this user may not postpone, or that is never postponed."""
        if step != NONE and kind_of(step).may_postpone(self.user):
            return step
        if step != NONE and not kind_of(step).postponable:
            raise serializers.ValidationError(_("Følg op på aftalen, og giv den en ny dato, hvis den fortsætter."))
        raise serializers.ValidationError(_("Kun læringskoordinatoren kan udskyde det skridt."))

    def validate_until_on(self, day: Any) -> Any:
        """Raises ValidationError unless the day is after today and at most ``LONGEST`` away."""
        if day <= timezone.localdate():
            raise serializers.ValidationError(_("Vælg en senere dag end i dag."))
        if day > timezone.localdate() + LONGEST:
            raise serializers.ValidationError(_("Et skridt kan højst udskydes tre måneder. Vælg en tidligere dag."))
        return day

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for a step the case does not have now."""
        if attrs["step"] not in {each.step for each in steps(facts_of_case(attrs["case"]), timezone.localdate())}:
            raise serializers.ValidationError({"step": [_("Skridtet er ikke længere aktuelt.")]})
        return super().validate(attrs)
