"""When somebody is reminded of a step: who, from which day, how often and until when."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from followup.calendar import SchoolCalendar, next_meeting_day

# The dates of a step: when it comes up, and when it is late.
Date = Literal["act_on", "due_on"]


class Who(StrEnum):
    """Who is reminded: a part around the child, or a part in the step's record."""

    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    # Where the case's model has supervisors spar with the home.
    SUPERVISOR_AT_HOME = "supervisor_at_home"
    # The managers of every unit that leads the case.
    MANAGER = "manager"
    # The owner of the agreement.
    OWNER = "owner"
    # The person a missing part of the assessment was ordered from.
    RESPONSIBLE = "responsible"
    # Everybody invited to the meeting.
    INVITED = "invited"


@dataclass(frozen=True)
class Reminder:
    """One rule. It applies from ``first`` after (or before) a date of the step until ``last`` after another, if any.

    Without ``every`` each person is reminded once, with it once in every such period. Reminders stop when the step is
    gone.
    """

    rule: str
    label: Any
    # With ``%(day)s`` for the date named in ``shows``.
    text: Any
    to: tuple[Who, ...]
    counted_from: Date = "due_on"
    first: dt.timedelta = dt.timedelta()
    every: dt.timedelta | None = None
    ends: Date | None = None
    last: dt.timedelta = dt.timedelta()
    shows: Date = "due_on"
    # A postponed step stays visible, for a good reason too.
    despite_postponement: bool = False

    def occurrence(
        self, *, record_id: Any, shown_on: dt.date, counted_on: dt.date, today: dt.date, calendar: SchoolCalendar
    ) -> str:
        """The occasion of the rule for one step: its record, its date, and the week of a repetition."""
        parts = [str(record_id)] if record_id else []
        parts.append(str(shown_on))
        if self.every is not None:
            times = self._times(self.every, counted_on + self.first, today, calendar)
            parts.append(f"w{times * self.every.days // 7}")
        return "/".join(parts)

    @staticmethod
    def _times(every: dt.timedelta, begins_on: dt.date, today: dt.date, calendar: SchoolCalendar) -> int:
        """How many periods have passed. One that begins in a long holiday is merged with the next one.

        Otherwise people would be reminded of the same on the first two days after the holiday.
        """
        # A reminder due on closed days is sent before them.
        times = max((today - begins_on) // every, 0)
        told_on = next_meeting_day(begins_on + times * every, calendar)
        is_soon_over = begins_on + (times + 1) * every - told_on < every / 2
        return times + 1 if is_soon_over else times
