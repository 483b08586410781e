"""The look-up log: who saw or wrote what about which child. Without a log row there is no data."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import Relation
from core.actors import columns_of

from .ids import uuid7


class LookUp(models.Model):
    """One request's look at personal data, written in the same transaction as the look. Never holds content."""

    class Action(models.TextChoices):
        READ = "read", _("Set")
        WRITE = "write", _("Skrevet")
        REVEAL = "reveal", _("Vist")

    class Result(models.TextChoices):
        GIVEN = "given", _("Givet")
        DENIED = "denied", _("Afvist")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # A guest's link instead of a user, and the network member it was given to: none for the child itself.
    link_id = models.UUIDField(null=True)
    member_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    # The relation that allowed the look; empty where it was refused, and where no child is concerned.
    relation = models.CharField(max_length=20, choices=Relation, blank=True)
    action = models.CharField(max_length=10, choices=Action)
    result = models.CharField(max_length=10, choices=Result)
    route = models.CharField(max_length=100)
    # One row for each request: a list names all its children here instead of in a row each.
    child_ids = ArrayField(models.UUIDField(), default=list)
    # Data classes shown, as letters: "ABD".
    classes = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, link_id=None, member_id=None)
                | models.Q(user=None, link_id__isnull=False),
                name="lookup_by_somebody",
            )
        ]
        indexes = [
            GinIndex(fields=["child_ids"], name="lookup_children"),
            models.Index(fields=["user", "-at"], name="lookup_user"),
            models.Index(fields=["link_id"], name="lookup_link", condition=models.Q(link_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.route} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def note(cls, *, user: Any, child_ids: Iterable[UUID], classes: Iterable[str], **values: str) -> None:
        """Write a row. With plain SQL it takes 0.1 ms of each request instead of 0.3."""
        row = {
            "id": uuid7(),
            "at": timezone.now(),
            **columns_of(user, "user_id"),
            "role": user.role,
            "child_ids": sorted(child_ids),
            "classes": "".join(sorted(classes)),
            **values,
        }
        with connection.cursor() as cursor:
            cursor.execute(_insertion(), [row[name] for name in _columns()])


@cache
def _columns() -> list[str]:
    return [str(field.column) for field in LookUp._meta.concrete_fields]


@cache
def _insertion() -> str:
    named = ", ".join(f'"{name}"' for name in _columns())
    values = ", ".join("%s::uuid[]" if name == "child_ids" else "%s" for name in _columns())
    return f'INSERT INTO "{LookUp._meta.db_table}" ({named}) VALUES ({values})'  # noqa: S608
