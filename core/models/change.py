"""The history of changes: who changed which field of a record, when, from what to what."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import DataClass, data_class
from core.actors import columns_of
from core.acts import current_act

from .ids import uuid7


class Change(models.Model):
    """One write of one record. Protected fields are noted as changed, never with their values."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Oprettet")
        CHANGED = "changed", _("Ændret")
        REMOVED = "removed", _("Slettet")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=timezone.now)
    # Changes written with one press of a button share an act.
    act = models.UUIDField(default=current_act)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # A guest's link instead of a user, and the network member it was given to: none for the child itself.
    link_id = models.UUIDField(null=True)
    member_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    model = models.CharField(max_length=60)
    record_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    version = models.PositiveIntegerField()
    # {field: [before, after]} with JSON values; empty for a new record, whose content is the record itself.
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            # Nightly jobs write as nobody.
            models.CheckConstraint(
                condition=models.Q(link_id=None, member_id=None) | models.Q(by=None, link_id__isnull=False),
                name="change_by_user_or_guest",
            )
        ]
        indexes = [
            models.Index(fields=["record_id", "-at"], name="change_record"),
            models.Index(fields=["child_id", "-at"], name="change_child"),
            models.Index(fields=["child_id", "act"], name="change_act"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.kind} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def of(cls, record: Any, kind: str, *, by: Any, **values: Any) -> Self:
        """An unsaved row for one write of a record. Every row of the history is made here."""
        return cls(
            kind=kind,
            **columns_of(by, "by_id"),
            model=record._meta.label,
            record_id=record.pk,
            child_id=child_of(record),
            version=record.version,
            **values,
        )

    @classmethod
    def note(cls, record: Any, *, before: Any | None, by: Any, removed: bool = False) -> None:
        """Write the history of a record just written. Nothing is noted where no field differs."""
        kind = cls.Kind.REMOVED if removed else cls.Kind.CREATED if before is None else cls.Kind.CHANGED
        fields = difference(before, record) if kind == cls.Kind.CHANGED else {}
        if fields or kind != cls.Kind.CHANGED:
            cls.of(record, kind, by=by, fields=fields).save(force_insert=True)

    @classmethod
    def note_chosen(cls, record: Any, name: str, *, before: Iterable[Any], after: Iterable[Any], by: Any) -> None:
        """Write a change of people or records chosen beside the record's own columns, by name; nothing where it is
        the same.
        """
        was, now = sorted(map(str, before)), sorted(map(str, after))
        if was != now:
            fields = {name: [", ".join(was), ", ".join(now)]}
            cls.of(record, cls.Kind.CHANGED, by=by, fields=fields).save(force_insert=True)

    @classmethod
    def forget_content(cls, record_ids: Iterable[Any]) -> None:
        """Empty the history of removed records: which fields were changed, when and by whom stays."""
        for change in cls.objects.filter(record_id__in=list(record_ids)).exclude(fields={}):
            change.fields = {name: ["", ""] for name in change.fields}
            change.save(update_fields=["fields"])


def child_of(record: Any) -> Any:
    """The id of the child a record is about, or None."""
    if record._meta.label == "children.Child":
        return record.pk
    return getattr(record, "child_id", None)


def difference(before: Any, after: Any) -> dict[str, list[Any]]:
    """The fields that differ between two states of a record, as the history stores them: {field: [before, after]}."""
    changed = {}
    for field in after._meta.concrete_fields:
        if field.name in {"version", "changed_at", "created_at"}:
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new:
            hidden = data_class(type(after), field.name) == DataClass.PROTECTED  # type: ignore[arg-type]
            changed[field.name] = ["•••", "•••"] if hidden else [_plain(old), _plain(new)]
    return changed


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value)
