"""An import, as the coordinator who uploaded the file may see it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.reverse import reverse

from ..importing.report import column_label, row_numbers
from ..models import ImportJob


class UploadSerializer(serializers.Serializer[Any]):
    """The file to try."""

    file = serializers.FileField(label=_("Regneark"), help_text=_("Excel (.xlsx) eller CSV, højst 10 MB."))


class ImportJobSerializer(serializers.ModelSerializer[ImportJob]):
    """Counts, and what there is to say a column and row."""

    url = serializers.SerializerMethodField()
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    abilities = serializers.SerializerMethodField()
    remarks = serializers.SerializerMethodField()
    ignored = serializers.SerializerMethodField()
    has_changed = serializers.SerializerMethodField()

    class Meta:
        model = ImportJob
        fields = [
            "id", "url", "abilities", "kind", "kind_label", "size", "state", "state_label", "rows_total", "rows_done",
            "counts", "remarks", "ignored", "has_changed", "created_at", "expires_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_url(self, job: ImportJob) -> str:
        """The address of the import."""
        return reverse("api:import-detail", kwargs={"pk": job.pk})

    def get_abilities(self, job: ImportJob) -> dict[str, bool]:
        """What can be done with it now."""
        return {"carry_out": job.may_be_carried_out, "discard": job.state in {"checked", "failed"}}

    def get_remarks(self, job: ImportJob) -> list[dict[str, Any]]:
        """Per column and message: the level (error or warning), and the rows in full and drawn together."""
        return [
            {**remark, "column": column_label(remark["key"]), "rows_text": row_numbers(remark["rows"])}
            for remark in job.report.get("remarks", [])
        ]

    def get_ignored(self, job: ImportJob) -> list[str]:
        """Headers nobody knows."""
        return list(job.report.get("ignored", []))

    def get_has_changed(self, job: ImportJob) -> bool:
        """Whether carrying out stopped because something had changed since the file was tried."""
        return bool(job.report.get("has_changed"))
