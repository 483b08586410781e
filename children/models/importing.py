"""A coordinator's spreadsheet on its way in: tried first, then carried out or thrown away."""

import base64
import datetime as dt
import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedRecord
from core.access import Role
from core.encryption import EncryptedField
from core.models import uuid7

# A tried file waits a day for its owner; what was read of it is gone after that. The result can be read for a month.
WAITS = dt.timedelta(days=1)
STAYS = dt.timedelta(days=30)


def _in_a_day() -> dt.datetime:
    return timezone.now() + WAITS


class ImportColumnQuerySet(models.QuerySet["ImportColumn"]):
    """Rules about many columns."""

    def visible_to(self, user: Any) -> "ImportColumnQuerySet":
        """The municipality's, for those who import."""
        own = self.filter(municipality=user.municipality_id)
        return own if user.role == Role.COORDINATOR else own.none()

    def remembered(self, municipality: Any) -> dict[str, str]:
        """What a municipality's headers mean, by their plain form; "" for a column that is not to be read."""
        return dict(self.filter(municipality=municipality).values_list("header", "key"))


class ImportColumn(OwnedRecord):
    """What a municipality's spreadsheets call a column, once a coordinator has said which of ours it is."""

    # In the plain form headers are compared in.
    header = models.CharField(_("overskrift"), max_length=100)
    key = models.CharField(_("kolonne"), max_length=30, blank=True)

    objects = ImportColumnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "header"], name="one_meaning_a_header")]

    def __str__(self) -> str:
        return f"{self.header}: {self.key}"


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    """Rules about many jobs."""

    def visible_to(self, user: Any) -> "ImportJobQuerySet":
        """A coordinator's own, until they expire. The rows stay in the database until they are asked for."""
        if user.role != Role.COORDINATOR:
            return self.none()
        own = self.filter(uploaded_by=user, municipality=user.municipality_id)
        return own.filter(models.Q(expires_at__gt=timezone.now()) | models.Q(state=ImportJob.State.RUNNING)).defer(
            "kept"
        )


class ImportJob(models.Model):
    """One file, read and tried. The file's name is not kept: it may be a child's.

    Progress is written while the import itself is one transaction, so this row has no version and no history; what
    the import makes has.
    """

    class Kind(models.TextChoices):
        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("Excel")

    class State(models.TextChoices):
        # Read, but it is not known yet which column is which.
        COLUMNS = "columns", _("Mangler kolonner")
        CHECKED = "checked", _("Prøvet")
        RUNNING = "running", _("Indlæses nu")
        DONE = "done", _("Indlæst")
        FAILED = "failed", _("Ikke indlæst")

    # Nothing of the file is in, and none of it is on its way.
    WAITING = (State.COLUMNS, State.CHECKED, State.FAILED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("filtype"), max_length=4, choices=Kind)
    size = models.PositiveIntegerField(_("størrelse i byte"))
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.CHECKED)
    rows_total = models.PositiveIntegerField(_("rækker"), default=0)
    rows_done = models.PositiveIntegerField(_("rækker indlæst"), default=0)
    counts = models.JSONField(_("antal"), default=dict)
    # Row numbers, columns and messages; what stands in the cells is never repeated there.
    report = models.JSONField(_("rapport"), default=dict)
    # The sheet as read, compressed and encrypted; empty when they are in, or thrown away.
    kept = EncryptedField(blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("slettes"), default=_in_a_day)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["uploaded_by", "-created_at"], name="import_own")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def may_be_carried_out(self) -> bool:
        """Whether every row is understood, and none is in yet."""
        return self.state in {self.State.CHECKED, self.State.FAILED} and not self.counts.get("errors")

    def keep(self, data: dict[str, Any]) -> None:
        """Keep what was read (plain lists and dicts) until it is carried out."""
        self.kept = base64.b64encode(zlib.compress(json.dumps(data).encode())).decode()

    def kept_data(self) -> dict[str, Any]:
        """What ``keep`` was given."""
        data: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(self.kept)))
        return data
