"""When notices are sent: on working days of the municipality's calendar, from the morning on."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from accounts.models import Municipality

from .calendar import DAY, NoMeetingDay, SchoolCalendar, is_meeting_day, next_meeting_day
from .schoolcalendars import calendars_of

MORNING = dt.time(7)


def at_work(today: dt.date) -> dict[UUID, SchoolCalendar]:
    """The calendars of the municipalities that are open on a day."""
    calendars = calendars_of(Municipality.objects.all())
    return {pk: each for pk, each in calendars.items() if not settings.QUIET_DAYS or is_meeting_day(today, each)}


def last_day_before_work(today: dt.date, calendar: SchoolCalendar) -> dt.date:
    """The last of the closed days after a working day, or the day itself where the next one is open."""
    if not settings.QUIET_DAYS:
        return today
    try:
        return next_meeting_day(today + DAY, calendar) - DAY
    except NoMeetingDay:
        return today


def working_days(municipality_ids: Collection[UUID], today: dt.date) -> dict[UUID, tuple[dt.date, dt.date]]:
    """By municipality: the first working day from today on, and the one after it."""
    calendars = calendars_of(Municipality.objects.filter(pk__in=municipality_ids))
    if not settings.QUIET_DAYS:
        return dict.fromkeys(calendars, (today, today + DAY))
    found = {}
    for pk, calendar in calendars.items():
        try:
            first = next_meeting_day(today, calendar)
            found[pk] = first, next_meeting_day(first + DAY, calendar)
        except NoMeetingDay:
            # A mistake in one calendar must not stop the notices of everybody else.
            found[pk] = today, today + DAY
    return found


def morning_of(day: dt.date) -> dt.datetime:
    """The earliest moment mail is sent on a day."""
    return timezone.make_aware(dt.datetime.combine(day, MORNING))
