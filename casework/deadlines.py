"""Deadlines that an app below shows and an app above knows."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from followup.models import CaseStatus


def sparring_due(case_ids: Iterable[UUID]) -> dict[UUID, tuple[dt.date | None, dt.date | None]]:
    """The last day for the next sparring at school and at home, by case, from the case's kept status."""
    rows = CaseStatus.objects.filter(case__in=case_ids)
    return {
        case_id: (school, home)
        for case_id, school, home in rows.values_list("case_id", "school_sparring_due_on", "home_sparring_due_on")
    }
