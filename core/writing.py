"""The one sequence of every write in the API: lock, key, version, validation, the write, storing the key.

Finding the record and checking permission come before it, the look-up log after it (``core.api``).
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from .idempotency import IdempotentWrites
from .models import Conflict, ReadOnlyRecord
from .problems import StaleVersion, VersionRequired


class WriteSequence(IdempotentWrites):
    """For view sets. ``write_once`` is called by every view that changes, removes, acts or creates."""

    def expected_version(self) -> int:
        """The version in If-Match. Raises VersionRequired."""
        value = self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        if not value.isdecimal():
            raise VersionRequired
        return int(value)

    def moved_on(self, conflict: Conflict) -> StaleVersion:
        """The refusal of a write based on an older version of the record. Override to give more or less."""
        return StaleVersion([], conflict.current.version)

    def write_once(
        self,
        record: Any,
        write: Callable[..., Any],
        *,
        sent: Any = None,
        versioned: bool = True,
        lock: Callable[[], Any] | None = None,
        find: Callable[[UUID], Any] | None = None,
    ) -> Any:
        """Write, once per Idempotency-Key, and return what was written, now or by the same request before.

        ``record``: what is written to; None for a new one, which has no version. ``versioned``: False for an action
        about other things than the record as it was read. ``sent``: the serializer of the body, if there is one.
        ``write`` takes the validated fields and ``expected_version`` and returns a record, or its id once it is gone.
        ``lock``: where two who press the same button wait for each other, the record's case unless given.
        ``find``: finds what the same request wrote, where its author no longer sees it.

        Raises VersionRequired, KeyReused, ReadOnlyRecord, StaleVersion, ValidationError, Refused.
        """
        expected = self.expected_version() if versioned and record is not None else None
        refusal = _locked(lock or getattr(record, "demand_writable", None))
        # A second click on the same form finds the first one's write, and is no conflict.
        earlier = self.already_written() if find is None else self._found(find)
        if earlier is not None:
            return earlier
        if refusal is not None:
            raise refusal
        if expected not in (None, getattr(record, "version", None)):
            raise self.moved_on(Conflict(record))
        if sent is not None:
            sent.is_valid(raise_exception=True)
        try:
            written = write(expected_version=expected, **(sent.validated_data if sent is not None else {}))
        except Conflict as conflict:
            raise self.moved_on(conflict) from None
        self.remember_written(written)
        return written

    def _found(self, find: Callable[[UUID], Any]) -> Any:
        written_id = self.already_written_id()
        return None if written_id is None else find(written_id)


def _locked(lock: Callable[[], Any] | None) -> ReadOnlyRecord | None:
    """Lock; returns the refusal of a closed case, which a repetition of an earlier write does not get."""
    try:
        if lock is not None:
            lock()
    except ReadOnlyRecord as refusal:
        return refusal
    return None
