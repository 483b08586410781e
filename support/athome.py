"""Support at home as part of home sparring, where the model of the case places it there."""

from typing import Any

from django.utils.translation import gettext as _

from children.api.forms import options
from children.models import Case
from goals.models import Agreement

from .models import Sparring

Rhythm = Agreement.Rhythm
# Activities at home work when they are fixed, so fixed rhythms come first.
RHYTHMS = [
    *[Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.TWICE_WEEKLY, Rhythm.WEEKLY, Rhythm.MONTHLY],
    *[Rhythm.WHEN_NEEDED, Rhythm.ONCE],
]


def supports_home(case: Case, setting: str) -> bool:
    """Whether a sparring in this setting is also about the fixed activities at home."""
    return setting == Sparring.Setting.HOME and case.intervention.has_support_in_sparring


def activities_of(case: Case) -> Any:
    """The running activities at home, oldest first."""
    running = Agreement.objects.filter(case=case).open().home_activities().select_related("case", "owner", "goal")
    return running.order_by("from_on", "pk")


def activity_choices(case: Case, setting: str) -> dict[str, list[dict[str, str]]]:
    """The options of a new activity in a sparring's form; empty where the sparring is not about activities."""
    if not supports_home(case, setting):
        return {}
    return {
        "activity": options(Agreement.Activity.choices, blank=_("Ikke en fast aktivitet")),
        "rhythm": [{"value": each.value, "label": str(each.label)} for each in RHYTHMS],
    }
