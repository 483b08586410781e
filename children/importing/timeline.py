"""A child's placements or schoolings in order: existing ones, and those a file adds."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

DAY = dt.timedelta(days=1)


class Fit(Enum):
    """How a period fits among the existing ones."""

    ADDED = auto()
    THERE = auto()  # the same one exists from the same day
    OTHER_DAY = auto()  # the same one exists from another day
    MOVED = auto()  # added, and the present one ends the day before
    CLASH = auto()  # another one holds that day, and which is right is unknown


@dataclass(slots=True)
class Timeline:
    """`there` are rows of the database; `added` new ones, `ended` existing ones that get an end."""

    is_same: Callable[[Any, Any], bool]
    there: list[Any] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)
    ended: list[Any] = field(default_factory=list)

    def fit(self, wanted: Any) -> Fit:
        """Fit a period in. New ones must come in the order of their first days."""
        present = self.on(wanted.from_on)
        if present is not None and self.is_same(present, wanted):
            return Fit.THERE if present.from_on == wanted.from_on else Fit.OTHER_DAY
        coming = min(self._after(wanted.from_on), key=lambda each: each.from_on, default=None)
        if coming is not None and self.is_same(coming, wanted):
            return Fit.OTHER_DAY
        if present is not None and (present.until_on is not None or present.from_on == wanted.from_on):
            return Fit.CLASH
        if present is not None:
            self._end(present, wanted.from_on - DAY)
        wanted.until_on = coming.from_on - DAY if coming is not None else None
        self.added.append(wanted)
        return Fit.MOVED if present in self.ended else Fit.ADDED

    def on(self, day: dt.date) -> Any | None:
        """The period that holds on a day, or None."""
        return next((each for each in (*self.there, *self.added) if each.holds_on(day)), None)

    def _after(self, day: dt.date) -> list[Any]:
        return [each for each in (*self.there, *self.added) if each.from_on > day]

    def _end(self, period: Any, on: dt.date) -> None:
        period.until_on = on
        if period in self.there:
            self.ended.append(period)
