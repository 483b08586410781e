"""A reminder to one person about one occasion, written exactly once."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from children.models import Case
from core.models import uuid7
from followup.rules import RULES, rule_choices

# The columns of a new notice, and their types.
COLUMN_TYPES = {
    "id": "uuid",
    "municipality_id": "uuid",
    "user_id": "uuid",
    "case_id": "uuid",
    "record_id": "uuid",
    "rule": "text",
    "about": "text",
    "occurrence": "text",
    "due_on": "date",
    "created_at": "timestamptz",
}
INSERT_NEW = f"""
    INSERT INTO followup_notice ({", ".join(COLUMN_TYPES)})
    SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in COLUMN_TYPES.values())})
    ON CONFLICT (rule, case_id, occurrence, user_id) DO NOTHING
    RETURNING user_id, municipality_id
"""  # noqa: S608


class UnknownRule(LookupError):
    """A notice names an undeclared rule: it would have no words to be shown with."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Queries over notices."""

    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """The user's own notices."""
        return self.filter(user=user.pk)

    def standing(self) -> "NoticeQuerySet":
        """Notices whose reason is not done yet."""
        return self.filter(done_at=None)

    def changed_since(self, moment: dt.datetime | None) -> "NoticeQuerySet":
        """Notices that were made, read or done from a moment on."""
        if moment is None:
            return self
        return self.filter(Q(created_at__gte=moment) | Q(read_at__gte=moment) | Q(done_at__gte=moment))

    def sorted_by(self, order: str) -> "NoticeQuerySet":
        """By when they were made or changed ("-changed_at" for the latest change first)."""
        name = order.removeprefix("-")
        by = Greatest("created_at", "read_at", "done_at") if name == "changed_at" else F(name)
        return self.order_by(by.desc() if order != name else by.asc(), "pk")

    def unread(self) -> "NoticeQuerySet":
        """Open notices the user has not read."""
        return self.standing().filter(read_at=None)

    def create_new(self, notices: Sequence["Notice"]) -> list[tuple[UUID, UUID]]:
        """Write the notices that do not exist yet, in one statement; two processes at once write each once.

        Gives the user and the municipality of each written one. In SQL, because ``bulk_create`` does not say which rows
        were new, and takes ten times as long. Raises UnknownRule.
        """
        if unknown := {notice.rule for notice in notices} - RULES.keys():
            raise UnknownRule(f"No step and no news declares {', '.join(sorted(unknown))}: see followup/rules.py.")
        values = [[getattr(notice, column) for notice in notices] for column in COLUMN_TYPES]
        with connection.cursor() as cursor:
            cursor.execute(INSERT_NEW, values)
            return [(user_id, municipality_id) for user_id, municipality_id in cursor.fetchall()]


class Notice(models.Model):
    """One reminder, or one piece of news. Its words are made when it is shown, from the rule and the dates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    rule = models.CharField(max_length=20, choices=rule_choices)
    # Identifies the occasion within the rule: "2027-03-14", "2027-03-14/w2", an agreement's id.
    occurrence = models.CharField(max_length=60)
    # The record it leads to and, for news, the kind of that record.
    record_id = models.UUIDField(null=True)
    about = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    # When its reason was done: the notice clears itself.
    done_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "case", "occurrence", "user"], name="told_once"),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="notice_user")]

    def __str__(self) -> str:
        return f"{self.rule} {self.occurrence}"

    @property
    def changed_at(self) -> dt.datetime:
        """When it was made, read or done, whichever is latest."""
        return max(filter(None, (self.created_at, self.read_at, self.done_at)))
