"""The derived state of a case: computed by one function, stored in a row for lists."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from children.models import Case
from meetings.models import Meeting

from .facts import Facts, facts_of
from .keeping import clear_notices, keep_steps
from .models import CaseStatus
from .steps import NONE, home_sparring_due_on, school_sparring_due_on, steps, window_of

Phase = CaseStatus.Phase
BATCH = 500


def phase_of(facts: Facts, today: dt.date) -> str:
    """Which of the four phases a case is in, derived from its facts.

    Assessment until its report is passed on or the start-up meeting is held; goals until there is an open goal after a
    meeting; follow-up from the day the window opens or a follow-up is booked; support in between.
    """
    if facts.closed_on is not None:
        return Phase.CLOSED
    if facts.meetings_held == 0:
        return Phase.GOALS if facts.last_shared_on else Phase.ASSESSMENT
    window = window_of(facts)
    booked_on = facts.booked_on(Meeting.Kind.FOLLOW_UP)
    is_booked = booked_on is not None and booked_on >= today
    if is_booked or (window is not None and today >= window.opens_on):
        return Phase.FOLLOW_UP
    return Phase.SUPPORT if facts.open_goals else Phase.GOALS


def compute(facts: Facts, today: dt.date) -> CaseStatus:
    """The status of one case on a day. Only the phase, the placement and the school depend on the day."""
    window = window_of(facts)
    coming = steps(facts, today)
    first = coming[0] if coming else None
    return CaseStatus(
        case_id=facts.case_id,
        municipality=facts.municipality,
        is_open=facts.closed_on is None,
        phase=phase_of(facts, today),
        # The first round begins with the case, each further one with a follow-up held.
        round=max(facts.meetings_held, 1),
        next_step=first.step if first else NONE,
        next_step_on=first.late_on if first else None,
        placement_id=facts.placement_id,
        schooling_id=facts.schooling_id,
        last_meeting_on=facts.last_meeting_on,
        next_meeting_at=facts.next_meeting_at,
        window_opens_on=window.opens_on if window else None,
        window_closes_on=window.closes_on if window else None,
        school_sparring_due_on=school_sparring_due_on(facts),
        home_sparring_due_on=home_sparring_due_on(facts),
        last_contact_on=facts.last_contact_on,
    )


def statuses(case_ids: Iterable[UUID], today: dt.date) -> list[CaseStatus]:
    """The status of cases on a day, as it is stored."""
    return [compute(each, today) for each in facts_of(case_ids, today).values()]


def refresh(case_ids: Iterable[UUID], today: dt.date | None = None) -> dict[UUID, Facts]:
    """Compute and store the status and the next steps of cases, in the transaction that changed them.

    Gives the facts they were computed from.
    """
    today = today or timezone.localdate()
    facts = facts_of(case_ids, today)
    _keep([compute(each, today) for each in facts.values()])
    if changed := keep_steps(facts.values()):
        clear_notices([facts[case_id] for case_id in changed], today)
    return facts


def _keep(rows: list[CaseStatus]) -> None:
    fields = [field.name for field in CaseStatus._meta.concrete_fields if not field.primary_key]
    CaseStatus.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case"], update_fields=fields)


def refresh_all(today: dt.date | None = None) -> int:
    """Recompute every open case, in batches; for the nightly job. Gives how many."""
    today = today or timezone.localdate()
    ids = list(Case.objects.open().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        facts = refresh(batch, today)
        # Some notices end with their day.
        clear_notices(facts.values(), today)
    return len(ids)
