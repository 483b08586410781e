"""What a kind of next step declares, in one place: its rule, its words, who does it, its pages and its reminders."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from core import access
from core.access import Role
from core.danish import date_words

from .reminder import Reminder

if TYPE_CHECKING:
    # Only for types: the models below the facts take their choices from these declarations.
    from followup.facts import Facts

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


class SameDay(IntEnum):
    """Where a step stands among steps that are late from the same day. It never overtakes an earlier day."""

    FIRST = 0
    ANYWHERE = 1
    LAST = 2


class WritersOf(NamedTuple):
    """The users who may write a data class in the case."""

    data_class: str


class Place(NamedTuple):
    """A page by its route, and the argument of its address: the id of the step's "case", or of its own "record".

    ``asks``: the query, for a page about more than one thing.
    """

    route: str
    takes: str = "case"
    asks: tuple[tuple[str, str], ...] = ()


class Found(NamedTuple):
    """A step found in a case: when it comes up, when it is late, and its record, if it has one.

    It is shown from ``shown_from`` until ``shown_until``, both included, so that the stored step is valid on any day.
    """

    act_on: dt.date
    due_on: dt.date
    record_id: UUID | None = None
    shown_from: dt.date | None = None
    shown_until: dt.date | None = None


@dataclass(frozen=True)
class StepKind:
    """One kind of next step. ``find`` is its rule: it yields a step for each thing to do, from a case's facts.

    A declaration without ``done_by``, ``same_day`` or ``reminders`` is refused: none of them has a usual value.
    """

    key: str
    label: Any
    find: Callable[["Facts"], Iterator[Found]]
    # Why the step is there, in one sentence with its dates, on a day.
    why: Callable[["NextStep", "Facts", dt.date], str]
    # The button's text for users who may do the step, and for those who may only see it.
    to_do: Any
    to_see: Any
    done_at: Place
    seen_at: Place
    # Who does it: one role, or everybody who may write what it adds to the case.
    done_by: Role | WritersOf
    # Its place among steps that are late from the same day.
    same_day: SameDay
    # Who is reminded of it, when, how often and until when.
    reminders: tuple[Reminder, ...]
    # The coordinator waits for somebody else.
    waits_for_others: bool = False
    postponable: bool = True
    # It has a day and an hour, and is listed among the meetings.
    is_appointment: bool = False

    def may_do(self, user: Any, about: Any, data_class: str = "") -> bool:
        """Whether this user may do the step of a case (``about``, or its facts).

        ``data_class``: that of the step's record, where records of the kind differ (an agreement at home, at school).
        """
        if isinstance(self.done_by, Role):
            return bool(user.role == self.done_by)
        return access.may_write(user, data_class or self.done_by.data_class, about)

    def may_postpone(self, user: Any) -> bool:
        """Whether this user may postpone it: only coordinators may, and only steps declared postponable."""
        return self.postponable and bool(user.role == Role.COORDINATOR)

    def button(self, *, may_do: bool) -> str:
        """The text of the step's button."""
        return str(self.to_do if may_do else self.to_see)


def is_put_off(until_on: dt.date | None, on: dt.date) -> bool:
    """Whether a step postponed until one day is still postponed on another. ``CaseStepQuerySet.put_off`` is the same
    in SQL.
    """
    return until_on is not None and until_on > on


@dataclass(frozen=True)
class NextStep:
    """One thing to do in a case. ``act_on``: when it comes up; ``due_on``: the last day before it is late."""

    kind: StepKind
    act_on: dt.date
    due_on: dt.date
    record_id: UUID | None = None
    shown_from: dt.date | None = None
    shown_until: dt.date | None = None
    # Until when it was postponed, and why.
    postponed_until: dt.date | None = None
    postponed_for: str = ""

    @property
    def step(self) -> str:
        """The key of its kind."""
        return self.kind.key

    @property
    def comes_on(self) -> dt.date:
        """The day it comes up, postponed or not."""
        return max(self.act_on, self.postponed_until or self.act_on)

    @property
    def late_on(self) -> dt.date:
        """The last day to do it in time, postponed or not."""
        return max(self.due_on, self.postponed_until or self.due_on)

    def is_shown(self, on: dt.date) -> bool:
        """Whether it is shown on a day."""
        return (self.shown_from or on) <= on <= (self.shown_until or on)

    def why(self, facts: "Facts", today: dt.date) -> str:
        """Why it is there on a day, and why it was postponed, if it was."""
        words = self.kind.why(self, facts, today)
        if not self.postponed_for:
            return words
        put_off = _("Udskudt til %(day)s: %(reason)s")
        return f"{words} {put_off % {'day': date_words(self.comes_on), 'reason': self.postponed_for}}"
