"""Three days for the next follow-up, so that booking is a choice and not a search.

One early in the window, one in the middle and one near its end, on three different weekdays where possible: someone who
teaches every Tuesday can say yes to one of them. Each gives the reason it is proposed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from core.danish import week
from followup.cadence import Window
from followup.calendar import (
    DAY,
    DEFAULT,
    Break,
    SchoolCalendar,
    break_after,
    break_around,
    is_meeting_day,
    meeting_days,
    previous_meeting_day,
)

COUNT: Final = 3
# The late proposal is one of the last days, with room to move the meeting once.
LAST_DAYS: Final = 5
# After the window has passed: among the days of the next two school weeks, looked for at most half a year ahead.
LATE_CHOICE: Final = 10
FARTHEST: Final = 183


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed day and its reason: `midt i perioden, uge 11`."""

    on: date
    reason: str


def proposals(
    window: Window,
    busy_days: Collection[date] = (),
    calendar: SchoolCalendar = DEFAULT,
    not_before: date | None = None,
) -> list[Proposal]:
    """Up to three meeting days in the window, in order; fewer where fewer are free.

    `busy_days` are days somebody who must attend cannot. `not_before` is the first day that can still be booked,
    usually tomorrow; once the window is over, the days are the first ones from there.
    """
    start = max(window.opens_on, not_before or window.opens_on)
    days = [day for day in meeting_days(start, window.closes_on, calendar) if day not in busy_days]
    if not days and start > window.closes_on:
        return _after_the_window(start, busy_days, calendar)
    first = _("først i perioden") if start == window.opens_on else _("hurtigst muligt")
    places = (first, _("midt i perioden"), _("sidst i perioden"))
    return [Proposal(day, _reason(place, day, calendar)) for place, day in zip(places, _spread(days), strict=False)]


def proposals_in_week(
    day: date,
    window: Window | None,
    busy_days: Collection[date] = (),
    calendar: SchoolCalendar = DEFAULT,
    not_before: date | None = None,
) -> list[Proposal]:
    """Every free meeting day in the week of a day, from `not_before` on, with where it lies relative to the window."""
    monday = day - DAY * day.weekday()
    days = meeting_days(max(monday, not_before or monday), monday + 6 * DAY, calendar)
    return [Proposal(each, _reason(_place_in(window, each), each, calendar)) for each in days if each not in busy_days]


def _place_in(window: Window | None, day: date) -> str:
    if window is None:
        return ""
    if day < window.opens_on:
        return _("før perioden")
    return _("efter fristen") if day > window.closes_on else _("i perioden")


def _after_the_window(start: date, busy_days: Collection[date], calendar: SchoolCalendar) -> list[Proposal]:
    ahead = (start + DAY * offset for offset in range(FARTHEST))
    days = [day for day in ahead if is_meeting_day(day, calendar) and day not in busy_days][:LATE_CHOICE]
    places = (_("hurtigst muligt"), _("lidt senere"), _("lidt senere"))
    return [Proposal(day, _reason(place, day, calendar)) for place, day in zip(places, _spread(days), strict=False)]


def _spread(days: Sequence[date]) -> list[date]:
    """An early, a middle and a late one of the days, on different weekdays if possible."""
    if len(days) <= COUNT:
        return list(days)
    early, centre = days[0], len(days) // 2
    from_the_middle = sorted(days[1:-1], key=lambda day: abs(days.index(day) - centre))
    middle = _on_another_weekday(from_the_middle, [early])
    last_days = [day for day in days[-LAST_DAYS:] if day > middle]
    return [early, middle, _on_another_weekday(last_days, [early, middle])]


def _on_another_weekday(days: Sequence[date], taken: Sequence[date]) -> date:
    weekdays = {day.weekday() for day in taken}
    return next((day for day in days if day.weekday() not in weekdays), days[0])


def _reason(place: str, day: date, calendar: SchoolCalendar) -> str:
    return ", ".join(part for part in (place, week(day), _beside_a_break(day, calendar)) if part)


def _beside_a_break(day: date, calendar: SchoolCalendar) -> str:
    monday = day - DAY * day.weekday()
    if before := break_after(previous_meeting_day(monday + 6 * DAY, calendar), calendar):
        return _("sidste uge inden %(holiday)s") % {"holiday": before.definite}
    if after := _break_until(monday, day, calendar):
        return _("første uge efter %(holiday)s") % {"holiday": after.definite}
    return ""


def _break_until(monday: date, day: date, calendar: SchoolCalendar) -> Break | None:
    """The school holiday that ended earlier in `day`'s week, or at the weekend before it."""
    first_open = meeting_days(monday, day, calendar)[0]
    return break_around(first_open - DAY, calendar)
