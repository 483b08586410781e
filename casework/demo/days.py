"""Days for events: meeting days, never in a holiday, never after today."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from random import Random

from followup.cadence import Window, add_months, follow_up_window
from followup.calendar import SchoolCalendar, meeting_days, next_meeting_day, previous_meeting_day

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
FEW = 5


@dataclass(frozen=True)
class Days:
    """The calendar of one municipality, seen from today."""

    today: dt.date
    calendar: SchoolCalendar
    # The number of meetings and sparrings in the municipality on each day.
    load: Counter[dt.date] = field(default_factory=Counter)

    def between(self, first: dt.date, last: dt.date, by: Random, after: dt.date = dt.date.min) -> dt.date:
        """A meeting day from ``first`` to ``last``, a quiet one rather than a full one.

        Where there is none, as in a holiday, a day in the weeks before: a different one for each, and always ``after``
        the event that comes first.
        """
        days = meeting_days(first, last, self.calendar)
        if not days:
            nearest = previous_meeting_day(first, self.calendar)
            days = meeting_days(max(nearest - 3 * WEEK, min(after, nearest - DAY) + DAY), nearest, self.calendar)
        return self._quiet(days, by)

    def spread(
        self, first: dt.date, last: dt.date, by: Random, busy: Collection[dt.date], after: dt.date = dt.date.min
    ) -> dt.date:
        """As `between`, on none of the ``busy`` days, and on either side of a holiday. The day counts as taken."""
        if last > self.today:
            first, last = min(first, self.today - WEEK), self.today
        days = meeting_days(first, last, self.calendar)
        if len(days) < FEW:
            before, behind = previous_meeting_day(first, self.calendar), next_meeting_day(last, self.calendar)
            days = meeting_days(before - 3 * WEEK, min(behind + 3 * WEEK, self.today), self.calendar)
            days = [day for day in days if day > after] or [before]
        free = [day for day in days if day not in busy]
        return self.taken(self._quiet(free or days, by))

    def _quiet(self, days: Sequence[dt.date], by: Random) -> dt.date:
        least = min(self.load[day] for day in days)
        return by.choice([day for day in days if self.load[day] == least])

    def taken(self, day: dt.date) -> dt.date:
        """Count one more meeting or sparring on the day, and give the day back."""
        self.load[day] += 1
        return day

    def past(self, first: dt.date, last: dt.date, by: Random, after: dt.date = dt.date.min) -> dt.date:
        """A meeting day from ``first`` to ``last`` and not after today."""
        return self.between(min(first, self.today), min(last, self.today), by, after)

    def ago(self, most_weeks: float, least_weeks: float, by: Random) -> dt.date:
        """A meeting day at least ``least_weeks`` and at most ``most_weeks`` ago."""
        return self.past(self.today - WEEK * most_weeks, self.today - WEEK * least_weeks, by)

    def next_open(self, first: dt.date) -> dt.date:
        """``first``, or the next meeting day after it."""
        return next_meeting_day(first, self.calendar)

    def window_after(self, held_on: dt.date) -> Window:
        """The follow-up window after a meeting held on that day."""
        return follow_up_window(held_on, calendar=self.calendar)

    def held_before(self, held_on: dt.date, by: Random) -> dt.date:
        """The day of the meeting before one held on ``held_on``: three to four months earlier, now and then five."""
        late = 1 if by.random() < 0.12 else 0
        return self.between(add_months(held_on, -4 - late), add_months(held_on, -3 - late), by)

    def within_a_week(self, by: Random) -> dt.date:
        """A meeting day among the next seven, or the first after a holiday."""
        coming = meeting_days(self.today, self.today + 6 * DAY, self.calendar)
        return by.choice(coming) if coming else self.next_open(self.today)

    def end_of_week(self) -> dt.date:
        """Friday of this week, or Sunday when Friday has passed."""
        friday = self.today + DAY * (4 - self.today.weekday())
        return friday if friday >= self.today else friday + 2 * DAY


def weeks(count: float) -> dt.timedelta:
    """A number of weeks as a timedelta, rounded to days."""
    return dt.timedelta(days=round(count * 7))
