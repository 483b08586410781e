"""Support at home as part of sparring with the home, where the model of the case has it there."""

from typing import Any

from django.utils.translation import gettext as _

from children.api.forms import options
from children.models import Case
from goals.models import Agreement

from .models import Sparring

Rhythm = Agreement.Rhythm
# What is done at home works when it is fixed, so what is fixed comes first.
RHYTHMS = [
    *[Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.TWICE_WEEKLY, Rhythm.WEEKLY, Rhythm.MONTHLY],
    *[Rhythm.WHEN_NEEDED, Rhythm.ONCE],
]


def supports_home(case: Case, setting: str) -> bool:
    """Whether a sparring there is also about the fixed activities at home."""
    return setting == Sparring.Setting.HOME and case.intervention.has_support_in_sparring


def activities_of(case: Case) -> Any:
    """The activities that run at home, the oldest first."""
    running = Agreement.objects.filter(case=case).open().home_activities().select_related("case", "owner", "goal")
    return running.order_by("from_on", "pk")


def activity_choices(case: Case, setting: str) -> dict[str, list[dict[str, str]]]:
    """The options of a new activity in the form of a sparring; none where it is not about those."""
    if not supports_home(case, setting):
        return {}
    return {
        "activity": options(Agreement.Activity.choices, blank=_("Ikke en fast aktivitet")),
        "rhythm": [{"value": each.value, "label": str(each.label)} for each in RHYTHMS],
    }
