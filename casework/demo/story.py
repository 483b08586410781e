"""One child's story while it is written: everything the later chapters need to know of the earlier ones."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from accounts.models import User
from children.models import Case, CaseRecord, Child, NetworkMember, Placement, Schooling
from core.models import Record
from goals.models import Agreement, Dream, Goal

from .archive import Archive
from .days import Days
from .organisation import Town
from .plot import Plot
from .traits import Traits
from .words import Words, slots_for, stock

R = TypeVar("R", bound=Record)


@dataclass
class Story:
    """A child, the case, the adults, and what has been agreed so far."""

    town: Town
    traits: Traits
    plot: Plot
    words: Words
    coordinator: User
    by_chance: Random
    child: Child
    case: Case
    home: Placement = field(init=False)
    schooling: Schooling = field(init=False)
    # When the child came to the present school; a case may be older.
    joined_on: dt.date = dt.date.min
    supervisor: User | None = None
    members: dict[str, NetworkMember] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    seen: dict[str, set[int]] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    # The facts about the child (facts.py), and the sides of each goal set.
    facts: set[str] = field(default_factory=set)
    sides: dict[UUID, set[str]] = field(default_factory=dict)
    # The school subject that is hard, and the dreams not told yet.
    subject: str = ""
    dreams_ahead: list[dict[str, Any]] = field(default_factory=list)
    # Days with an event about the child.
    busy: set[dt.date] = field(default_factory=set)
    dreams: list[Dream] = field(default_factory=list)
    # Goals that fit a dream already told and are not set yet, each with its dream.
    goals_ahead: list[tuple[Dream, dict[str, Any]]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def days(self) -> Days:
        """The calendar of the demo's days."""
        return self.town.days

    @property
    def archive(self) -> Archive:
        """Where the story's records are collected."""
        return self.town.archive

    @property
    def last_day(self) -> dt.date:
        """The last day of events: today, or the day the case closed."""
        return self.plot.closed_on or self.days.today

    def know(self, **people: str) -> None:
        """Add people whose names the texts may use."""
        self.slots |= slots_for(self.child.first_name, self.child.gender, **people)

    def keep(self, record: R, *, on: dt.date, by: Any = None) -> R:
        """Collect a record about the child."""
        owned: Any = record
        owned.municipality, owned.child = self.case.municipality, self.child
        if isinstance(record, CaseRecord):
            record.case = self.case
        return self.archive.keep(record, on=on, by=by or self.coordinator)

    def add_event(self, kind: str, record: Record, *, on: dt.date, by: User | None = None, detail: Any = "") -> None:
        """Add an event to the case's timeline."""
        self.archive.add_event(self.case, kind, record, on=on, by=by or self.coordinator, detail=detail)

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """A meeting day from ``first`` to ``last``, not after today, without another event about the child."""
        started_on = self.plot.held[0] if self.plot.held else self.plot.opened_on
        on = self.days.spread(first, last, self.by_chance, self.busy, started_on)
        self.busy.add(on)
        return on

    def say(self, file: str, kind: str, *now: str) -> Any:
        """One text of a kind that fits this child and was not used for it; None when none is left."""
        seen = self.seen.setdefault(f"{file}.{kind}", set())
        return self.words.one(stock(file)[kind], seen, self.slots, self.facts | set(now))

    def say_joined(self, file: str, *kinds: str, now: Collection[str] = ()) -> str:
        """Several texts in a row that fit this child, in a new combination."""
        return self.join(*(stock(file)[kind] for kind in kinds), now=now)

    def join(self, *lists: Sequence[str], now: Collection[str] = ()) -> str:
        """As `say_joined`, from lists of texts."""
        return self.words.joined(lists, self.heard, self.slots, self.facts | set(now))

    def quote(self, *kinds: str) -> str:
        """The child's words: sentences that no other child says."""
        lists = [stock(self.traits.group)[kind] for kind in kinds]
        return self.words.quoted(lists, self.heard, self.slots, self.facts)

    def chance_of(self, share: float) -> bool:
        """True with probability ``share`` (0..1)."""
        return self.by_chance.random() < share
