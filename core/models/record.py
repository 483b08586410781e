"""The base of every record: an id that reveals nothing, a version, and a history written with each change."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Self

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.encoding import force_str

from core.letters import nfc
from core.whole import whole

from .change import Change
from .holds import plainly_holds
from .ids import uuid7

PLAIN_KEYS = {models.ForeignKey, models.OneToOneField}


@cache
def _labels(field: Any) -> dict[Any, Any]:
    """The words of a field's choices, not yet translated."""
    return dict(field.flatchoices)


def is_read(record: models.Model, field: Any) -> bool:
    """Whether the row of a foreign key was read from the database and is cached on the record."""
    there = field.get_cached_value(record, default=None)
    return there is not None and not there._state.adding and there.pk == getattr(record, field.attname)


class Conflict(Exception):
    """Somebody else has changed the record since it was read. ``current`` is the present record."""

    def __init__(self, current: "Record") -> None:
        super().__init__(f"{current._meta.label} is at version {current.version}")
        self.current = current


class ReadOnlyRecord(Exception):
    """The record cannot be written now, because what it belongs to is closed. The text tells the user what to do."""


class Record(models.Model):
    """A row with a version. ``save`` locks the row, refuses a stale version and writes the change's history.

    What is as it was makes no new version, unless something beside the row's columns is written too (``beside``).
    Pass ``by`` (the user) wherever a person acts, and ``expected_version`` where the writer has read one. Raises
    Conflict, ReadOnlyRecord.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(
        self, *args: Any, by: Any = None, expected_version: int | None = None, beside: bool = False, **kwargs: Any
    ) -> None:
        with whole():
            self.demand_writable()
            self._compose(kwargs.get("update_fields"))
            before = None if self._state.adding else self._locked(expected_version)
            if before is not None:
                self.refuse_change(before)
                if not beside and not self._differs(before, kwargs.get("update_fields")):
                    self.version, self.changed_at = before.version, before.changed_at
                    return
                self.version = before.version + 1
                self.changed_at = timezone.now()
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "version", "changed_at"}
            super().save(*args, **kwargs)
            Change.note(self, before=before, by=by)

    def _get_FIELD_display(self, field: Any) -> Any:
        """Django's own ``get_…_display``, which translates and hashes every choice of the field to find one."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)

    def _differs(self, before: Self, names: Iterable[str] | None) -> bool:
        """Whether something that is to be written is not there already."""
        fields = [f for f in self._meta.concrete_fields if f.name not in {"version", "changed_at"}]
        written = [f.attname for f in fields if names is None or {f.name, f.attname} & set(names)]
        return any(getattr(self, name) != getattr(before, name) for name in written)

    @property
    def is_read_only(self) -> bool:
        """Whether saving or removing the record would be refused, as it was read: its abilities depend on this."""
        return False

    def demand_writable(self) -> None:
        """Override to lock what the record belongs to and raise ReadOnlyRecord where it is closed.

        Every save and removal calls it first, inside the transaction.
        """

    def refuse_change(self, before: Self) -> None:
        """Override to raise ReadOnlyRecord for a change of the stored row, which is locked and given as ``before``."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Django's own check, without a query for rows that were just read."""
        super().clean_fields(exclude={*(exclude or ()), *self._read_with()})

    def _read_with(self) -> Iterator[str]:
        """The plain foreign keys whose row is cached as it was read; the database enforces them."""
        fields: Iterable[Any] = self._meta.concrete_fields
        for field in fields:
            if type(field) in PLAIN_KEYS and not field.get_limit_choices_to() and is_read(self, field):
                yield field.name

    def validate_unique(self, exclude: Iterable[str] | None = None) -> None:
        """Django's own check, without a query for the id, which is generated here."""
        super().validate_unique(exclude={*(exclude or ()), "id"})

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Django's own check, without constraints that certainly hold: it queries the database for each, in a
        savepoint.
        """
        return [
            (model, [each for each in constraints if not plainly_holds(each, self)])
            for model, constraints in super().get_constraints()
        ]

    def _compose(self, names: Iterable[str] | None) -> None:
        """Normalise every text that is written to NFC, whoever sets it."""
        for field in self._meta.concrete_fields:
            if names is None or field.name in names or field.attname in names:
                value = getattr(self, field.attname)
                if isinstance(value, str | list | dict):
                    setattr(self, field.attname, nfc(value))

    def remove(self, *, by: Any = None, expected_version: int | None = None) -> None:
        """Delete the record; its history keeps that it existed, and who removed it. Raises Conflict, ReadOnlyRecord,
        Http404.
        """
        with whole():
            self.demand_writable()
            self._locked(expected_version)
            Change.note(self, before=self, by=by, removed=True)
            self.delete()

    def _locked(self, expected_version: int | None) -> Self:
        current = type(self)._base_manager.select_for_update().filter(pk=self.pk).first()
        if current is None:
            # Somebody deleted it while this one waited for the lock.
            raise Http404
        if expected_version is not None and current.version != expected_version:
            raise Conflict(current)
        return current
