"""Reminders: found by query among the stored steps, as their kinds declare them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from . import news
from .audience import Due, people
from .calendar import DAY, SchoolCalendar
from .models import CaseStep, Notice
from .notifying import send_notices
from .steps import KINDS
from .steps.reminder import Reminder
from .workdays import at_work, last_day_before_work


def remind(today: dt.date | None = None) -> int:
    """Write the notices that are due on a day, and queue a mail to those who got any. Gives the number of notices.

    Nobody is reminded where the municipality is closed: its next working day finds the same.
    """
    today = today or timezone.localdate()
    calendars = at_work(today)
    due = [
        notice
        for kind in KINDS
        for reminder in kind.reminders
        for notice in notices(kind.key, reminder, calendars, today)
    ]
    return send_notices(due + news.new_notices(), today)


def notices(
    step: str, reminder: Reminder, calendars: Mapping[UUID, SchoolCalendar], today: dt.date
) -> Iterator[Notice]:
    """The notices of one rule on a day, written already or not, in the municipalities with these calendars."""
    rows = [Due(*row) for row in _due(step, reminder, calendars, today).values_list(*COLUMNS)]
    if not rows:
        return
    for who in reminder.to:
        for row, user_id in people(who, rows, today):
            shown_on = getattr(row, reminder.shows)
            yield Notice(
                rule=reminder.rule,
                case_id=row.case_id,
                municipality_id=row.municipality_id,
                user_id=user_id,
                record_id=row.record_id,
                due_on=shown_on,
                occurrence=reminder.occurrence(
                    record_id=row.record_id,
                    shown_on=shown_on,
                    counted_on=getattr(row, reminder.counted_from),
                    today=today,
                    calendar=calendars[row.municipality_id],
                ),
            )


COLUMNS = ("case_id", "case__child_id", "municipality_id", "record_id", "act_on", "due_on", "case__model_version")


def _before_closed_days(reminder: Reminder, calendars: Mapping[UUID, SchoolCalendar], today: dt.date) -> Q:
    """Reminders that fall on the following closed days: one sent before a day would be too late after them."""
    by_reach: dict[dt.date, list[UUID]] = defaultdict(list)
    for municipality_id, calendar in calendars.items():
        by_reach[last_day_before_work(today, calendar)].append(municipality_id)
    found = Q(pk__in=[])
    for reach, municipality_ids in by_reach.items():
        found |= Q(
            municipality__in=municipality_ids,
            **{
                f"{reminder.counted_from}__range": (today - reminder.first + DAY, reach - reminder.first),
                f"{reminder.ends}__lte": reach - reminder.last,
            },
        )
    return found


def _due(step: str, reminder: Reminder, calendars: Mapping[UUID, SchoolCalendar], today: dt.date) -> QuerySet[CaseStep]:
    """The stored steps a rule applies to on a day."""
    holds = Q(**{f"{reminder.counted_from}__lte": today - reminder.first})
    if reminder.ends is not None:
        holds &= Q(**{f"{reminder.ends}__gte": today - reminder.last})
        holds |= _before_closed_days(reminder, calendars, today)
    rows = CaseStep.objects.shown(today).filter(holds, step=step, municipality__in=calendars)
    if reminder.despite_postponement:
        return rows
    return rows.not_put_off(today)
