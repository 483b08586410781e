"""A coordinator's spreadsheet on its way in: tried first, then imported or discarded."""

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

# A tried file waits a day for its owner, then its content is deleted. The result is readable for a month.
WAITS = dt.timedelta(days=1)
STAYS = dt.timedelta(days=30)


def _in_a_day() -> dt.datetime:
    return timezone.now() + WAITS


class ImportColumnQuerySet(models.QuerySet["ImportColumn"]):
    """Queries over columns."""

    def visible_to(self, user: Any) -> "ImportColumnQuerySet":
        """The municipality's columns, for those who import."""
        own = self.filter(municipality=user.municipality_id)
        return own if user.role == Role.COORDINATOR else own.none()

    def remembered(self, municipality: Any) -> dict[str, str]:
        """The keys of a municipality's headers, by their plain form; "" for a column to leave out."""
        return dict(self.filter(municipality=municipality).values_list("header", "key"))


class ImportColumn(OwnedRecord):
    """A municipality's own header, and the key a coordinator has given it."""

    # In the plain form in which headers are compared.
    header = models.CharField(_("overskrift"), max_length=100)
    key = models.CharField(_("kolonne"), max_length=30, blank=True)

    objects = ImportColumnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "header"], name="one_meaning_a_header")]

    def __str__(self) -> str:
        return f"{self.header}: {self.key}"


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    """Queries over jobs."""

    def visible_to(self, user: Any) -> "ImportJobQuerySet":
        """A coordinator's own jobs that have not expired. Expired rows stay in the database until they are deleted."""
        if user.role != Role.COORDINATOR:
            return self.none()
        own = self.filter(uploaded_by=user, municipality=user.municipality_id)
        return own.filter(models.Q(expires_at__gt=timezone.now()) | models.Q(state=ImportJob.State.RUNNING)).defer(
            "kept"
        )


class ImportJob(models.Model):
    """One file, read and tried. The file's name is not stored: it may hold a child's.

    Progress is written while the import itself is one transaction, so this row has no version and no history; the
    imported records have.
    """

    class Kind(models.TextChoices):
        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("Excel")

    class State(models.TextChoices):
        # Read, but the columns are not known yet.
        COLUMNS = "columns", _("Mangler kolonner")
        CHECKED = "checked", _("Prøvet")
        RUNNING = "running", _("Indlæses nu")
        DONE = "done", _("Indlæst")
        FAILED = "failed", _("Ikke indlæst")

    # Nothing of the file is imported or being imported.
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
    # Row numbers, columns and messages; cells' content is never repeated here.
    report = models.JSONField(_("rapport"), default=dict)
    # The sheet as read, compressed and encrypted; empty when it is imported or discarded.
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
        """Whether every row is valid, and none is imported yet."""
        return self.state in {self.State.CHECKED, self.State.FAILED} and not self.counts.get("errors")

    def keep(self, data: dict[str, Any]) -> None:
        """Store the sheet (plain lists and dicts) until the import."""
        self.kept = base64.b64encode(zlib.compress(json.dumps(data).encode())).decode()

    def kept_data(self) -> dict[str, Any]:
        """The data given to ``keep``."""
        data: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(self.kept)))
        return data
