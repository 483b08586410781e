"""When the next sparring is due. An app above knows the cadence, so a setting names the function.

So Min skole, the case and the reminders give the same day: moved out of holidays, and none before the start-up meeting.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from children.models import Case


@dataclass(frozen=True, slots=True)
class Due:
    """The last day for the next sparring of a case, at school and at home; None where none is due yet."""

    school: dt.date | None = None
    home: dt.date | None = None

    def at(self, setting: str) -> dt.date | None:
        """The last day for one of the two settings, or None."""
        return self.home if setting == "home" else self.school


NONE_YET = Due()
# What is due within this time counts as due soon: there is still time to ask and to plan.
SOON = dt.timedelta(weeks=2)


def state_of(due_on: dt.date | None, today: dt.date) -> str:
    """``overdue``, ``due`` (within two weeks), ``ok``, or "" where none is due yet: status words of the design."""
    if due_on is None:
        return ""
    if due_on < today:
        return "overdue"
    return "due" if due_on <= today + SOON else "ok"


def next_due_on(case: Case, setting: str, *, after: dt.date) -> dt.date:
    """The last day for the sparring after one held on ``after``, by the municipality's cadence."""
    due_on: dt.date = import_string(settings.NEXT_SPARRING)(case, setting, after)
    return due_on


def sparring_due(case_ids: Iterable[UUID]) -> dict[UUID, Due]:
    """The deadlines of cases, by case. One query for any number."""
    days: dict[UUID, tuple[dt.date | None, dt.date | None]] = import_string(settings.SPARRING_DUE)(list(case_ids))
    return {case_id: Due(*pair) for case_id, pair in days.items()}
