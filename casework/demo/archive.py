"""The past, written at once.

The domain's actions date their records today, and rightly. A demo's two school years lie behind us: their records,
history and timeline carry the days on which they would have been written. So they are collected here, in the shape the
actions leave them, and inserted one model at a time. Tests check them against the models' own rules.
"""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from children.models import Case, CaseEvent
from core.models import Change, Record

from .chance import chance, uuid7_at

BATCH = 500
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
R = TypeVar("R", bound=Record)


class Archive:
    """Collects records, their history and the timeline, and then writes them."""

    def __init__(self, seed: int, now: dt.datetime) -> None:
        self.by_chance = chance(seed, "archive")
        self.now = now
        self.rows: dict[type[Model], list[Any]] = defaultdict(list)
        self.changes: list[Change] = []
        self.events: list[CaseEvent] = []
        self._last_told: dict[tuple[UUID, dt.date], dt.datetime] = {}
        # Inside ``one_save``: by day and person, the act and the moment of what was written last.
        self._saves: dict[tuple[dt.date, Any], tuple[UUID, dt.datetime]] | None = None

    @contextmanager
    def one_save(self) -> Iterator[None]:
        """What one person writes inside on one day is one act, as what one form saves is."""
        if self._saves is not None:
            yield
            return
        self._saves = {}
        try:
            yield
        finally:
            self._saves = None

    def _act(self, day: dt.date, by: Any) -> tuple[UUID, dt.datetime]:
        """The act something is written in, and when: a second after what came before it in the same act."""
        if self._saves is None:
            at = self.moment(day)
            return uuid7_at(at, self.by_chance), at
        act, last = self._saves.get((day, by)) or (uuid7_at(at := self.moment(day), self.by_chance), at)
        self._saves[day, by] = act, min(last + SECOND, self.now)
        return self._saves[day, by]

    def moment(self, day: dt.date) -> dt.datetime:
        """A moment in the working hours of a day, never later than now."""
        clock = dt.time(self.by_chance.randint(8, 15), self.by_chance.randint(0, 59), self.by_chance.randint(0, 59))
        return min(timezone.make_aware(dt.datetime.combine(day, clock)), self.now)

    def keep(self, record: R, *, on: dt.date, by: Any = None) -> R:
        """Collect a new record, written on a day by somebody."""
        act, at = self._act(on, by)
        record.id = uuid7_at(at, self.by_chance)
        record.created_at = record.changed_at = at
        self.rows[type(record)].append(record)
        self._note(record, Change.Kind.CREATED, act, at, by, {})
        return record

    def alter(self, record: Record, *, on: dt.date, by: Any = None, **values: Any) -> None:
        """Change a collected record on a later day; its history keeps the old and the new values."""
        before = copy.copy(record)
        for name, value in values.items():
            setattr(record, name, value)
        act, at = self._act(on, by)
        at = max(at, before.changed_at)
        record.version, record.changed_at = before.version + 1, at
        fields = {name: [_plain(getattr(before, name)), _plain(value)] for name, value in values.items()}
        self._note(record, Change.Kind.CHANGED, act, at, by, fields)

    def link(self, through: type[Model], **ends: UUID) -> None:
        """Collect a row of a many-to-many relation."""
        self.rows[through].append(through(**ends))

    def add_event(self, case: Case, kind: str, record: Record, *, on: dt.date, by: Any, detail: Any = "") -> None:
        """Add an event to the timeline of a case."""
        # Events of one day in one case keep the order in which they were added.
        at = min(max(self.moment(on), self._last_told.get((case.pk, on), EARLIEST) + MINUTE), self.now)
        self._last_told[case.pk, on] = at
        event = CaseEvent(
            id=uuid7_at(at, self.by_chance),
            municipality_id=case.municipality_id,
            child_id=case.child_id,
            case=case,
            kind=kind,
            record_id=record.pk,
            by=by,
            happened_on=on,
            recorded_at=at,
            created_at=at,
            changed_at=at,
            detail=str(detail),
        )
        self.events.append(event)

    def _note(self, record: Record, kind: str, act: UUID, at: dt.datetime, by: Any, fields: dict[str, Any]) -> None:
        self.changes.append(
            Change.of(record, kind, by=by, id=uuid7_at(at, self.by_chance), at=at, act=act, fields=fields)
        )

    def write(self) -> None:
        """Insert everything, model by model in the order in which each was first collected."""
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows, batch_size=BATCH)
        CaseEvent._base_manager.bulk_create(self.events, batch_size=BATCH)
        Change._base_manager.bulk_create(self.changes, batch_size=BATCH)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return str(value.pk)
    return str(value) if isinstance(value, dt.date | UUID) else value
