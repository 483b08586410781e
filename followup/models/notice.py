"""A reminder to one person about one occasion, exactly once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.models import Case
from core.models import uuid7

TOLD = ("id", "municipality_id", "user_id", "case_id", "rule", "occurrence", "due_on", "created_at")
TELL = """
    INSERT INTO followup_notice (id, municipality_id, user_id, case_id, rule, occurrence, due_on, created_at)
    SELECT * FROM unnest(
        %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::date[], %s::timestamptz[]
    )
    ON CONFLICT (rule, case_id, occurrence, user_id) DO NOTHING
    RETURNING user_id
"""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Rules about many."""

    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """Each sees their own."""
        return self.filter(user=user.pk)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def tell(self, notices: Sequence["Notice"]) -> list[UUID]:
        """Write those that are not there yet, and give the user of each: one statement, and two at once tell once.

        By hand, since ``bulk_create`` does not say which rows were new, and takes ten times as long.
        """
        values = [[getattr(notice, column) for notice in notices] for column in TOLD]
        with connection.cursor() as cursor:
            cursor.execute(TELL, values)
            return [user_id for (user_id,) in cursor.fetchall()]


class Notice(models.Model):
    """One reminder. Its words are made when it is shown, from the rule and the dates, never stored."""

    class Rule(models.TextChoices):
        WINDOW_SOON = "window_soon", _("Opfølgning skal snart bookes")
        WINDOW_OPEN = "window_open", _("Opfølgning skal holdes nu")
        WINDOW_PASSED = "window_passed", _("Fristen for opfølgning er overskredet")
        AGREEMENT_DUE = "agreement_due", _("Aftale skal følges op")
        SCHOOL_SPARRING = "school_sparring", _("Sparring i skolen mangler")
        HOME_SPARRING = "home_sparring", _("Sparring i hjemmet mangler")
        ITEM_SHARED = "item_shared", _("Noget er delt med dig")
        CASE_HANDED_OVER = "case_handed_over", _("Et forløb er overdraget til dig")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    rule = models.CharField(max_length=20, choices=Rule)
    # Which time of the rule: "2027-03-14", "2027-03-14/w2", an agreement's id.
    occurrence = models.CharField(max_length=60)
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "case", "occurrence", "user"], name="told_once"),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="notice_user")]

    def __str__(self) -> str:
        return f"{self.rule} {self.occurrence}"
