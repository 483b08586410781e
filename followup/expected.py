"""When the start-up meeting can be expected to be held, before the report that opens its window is shared."""

import datetime as dt

from django.utils.translation import gettext as _

from core.danish import date_words

from .cadence import Window
from .facts import Facts
from .steps.assessment import RECEIVE_WITHIN
from .steps.due import START_UP_WITHIN, open_day


def expected_start_up(facts: Facts, today: dt.date) -> tuple[Window | None, str]:
    """The days a start-up can be booked on before the report is shared, and what they are counted from.

    No days, and why, before the assessment is ordered; nothing once there is a window or a meeting was held.
    """
    if facts.meetings_held or facts.report_final_on or facts.closed_on:
        return None, ""
    if facts.assessment_ordered_on is None:
        return None, _("Afdækningen er ikke bestilt endnu, så der foreslås ingen dage. Vælg selv en dag.")
    if facts.parts_received == facts.parts and facts.last_part_on:
        words = _("Afdækningen er ikke delt endnu. Dagene er regnet fra %(day)s, hvor den sidste del kom.")
        since = facts.last_part_on
    else:
        since = open_day(facts, facts.assessment_ordered_on + RECEIVE_WITHIN)
        words = _("Afdækningen er ikke delt endnu. Dagene er regnet fra %(day)s, hvor delene er ventet.")
        if since < today:
            words = _("Afdækningen er ikke delt endnu. Delene var ventet %(day)s, så dagene er regnet fra i dag.")
    opens_on = open_day(facts, max(since, today))
    return Window(opens_on, open_day(facts, opens_on + START_UP_WITHIN)), words % {"day": date_words(since)}
