"""The API fields that only phase 2 has."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

MOST_STEPS = 12
LONGEST_STEP = 200


class StepsField(serializers.ListField):
    """Small steps, typed one on each line. Errors are about the field as a whole and name the line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Et skridt på hver linje."))
        super().__init__(child=serializers.CharField(max_length=LONGEST_STEP), **kwargs)

    def run_child_validation(self, data: Any) -> Any:
        try:
            return super().run_child_validation(data)
        except serializers.ValidationError as error:
            lines = [
                _("Linje %(line)s: %(problem)s") % {"line": int(line) + 1, "problem": problem}
                for line, problems in error.detail.items()  # type: ignore[union-attr]
                for problem in problems
            ]
            raise serializers.ValidationError(lines) from None

    def to_internal_value(self, data: Any) -> Any:
        steps = super().to_internal_value(data)
        if len(steps) > MOST_STEPS:
            raise serializers.ValidationError(
                _("Skriv højst %(count)s skridt. Saml nogle af dem.") % {"count": MOST_STEPS}
            )
        return steps
