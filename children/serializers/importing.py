"""An import, as the coordinator who uploaded the file may see it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from core.answers import Answer
from core.bodies import Body
from core.fields import FIELDS

from ..importing import workbook
from ..importing.choosing import KEYS
from ..importing.moved import moved_rows
from ..importing.report import ERROR, WARNING, column_label, row_numbers
from ..importing.sheet import Sheet
from ..models import ImportJob


class UploadSerializer(serializers.Serializer[Any]):
    """The file to try."""

    file = serializers.FileField(
        label=gettext_lazy("Regneark"), help_text=gettext_lazy("Excel (.xlsx) eller CSV, højst 10 MB.")
    )


class ColumnSerializer(serializers.Serializer[Any]):
    """One column of the file: its header, some of its cells, and its key."""

    header = serializers.CharField(allow_blank=True)
    examples = serializers.ListField(child=serializers.CharField())
    is_hidden = serializers.BooleanField()
    key = serializers.CharField(allow_blank=True)


class ColumnsSerializer(serializers.Serializer[Any]):
    """The columns of a file, the keys they can have, and what is missing before the rows can be read."""

    columns = ColumnSerializer(many=True, label=gettext_lazy("Kolonne"))
    choices = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    rows = serializers.IntegerField()
    problem = serializers.CharField(allow_blank=True)


class ChosenColumnsSerializer(Body):
    """For each column of the file, in order, its key, or "" to leave it out."""

    columns = serializers.ListField(
        child=serializers.ChoiceField(choices=KEYS, allow_blank=True), max_length=workbook.MAX_COLUMNS
    )

    def validate_columns(self, keys: list[str]) -> list[str]:
        """Raises ValidationError unless there is one key for each column, and the keys give a child's identity."""
        sheet: Sheet = self.context["sheet"]
        if len(keys) != len(sheet.headers):
            raise serializers.ValidationError(_("Filen har %(count)d kolonner.") % {"count": len(sheet.headers)})
        if problem := sheet.with_keys([key or None for key in keys]).problem:
            raise serializers.ValidationError(problem)
        return keys


class RemarkSerializer(Answer):
    """A remark on some rows."""

    level = serializers.ChoiceField(choices=[ERROR, WARNING])
    key = serializers.CharField()
    column = serializers.CharField()
    message = serializers.CharField()
    rows = serializers.ListField(child=serializers.IntegerField())
    rows_text = serializers.CharField()


class MovedChildSerializer(Answer):
    """A child that the file moved to another school or placement, with the arguments of the page about the move."""

    case = serializers.UUIDField()
    period = serializers.UUIDField()
    child = serializers.CharField()
    place = serializers.CharField()


class ImportJobSerializer(serializers.ModelSerializer[ImportJob]):
    """Counts, and the remarks by column and row."""

    serializer_field_mapping = FIELDS

    url = serializers.SerializerMethodField()
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    abilities = serializers.SerializerMethodField()
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    remarks = serializers.SerializerMethodField()
    ignored = serializers.SerializerMethodField()
    has_changed = serializers.SerializerMethodField()
    moved = serializers.SerializerMethodField()

    class Meta:
        model = ImportJob
        fields = [
            "id", "url", "abilities", "kind", "kind_label", "size", "state", "state_label", "rows_total", "rows_done",
            "counts", "remarks", "ignored", "has_changed", "moved", "created_at", "expires_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_url(self, job: ImportJob) -> str:
        """The address of the import."""
        return reverse("api:import-detail", kwargs={"pk": job.pk})

    def get_abilities(self, job: ImportJob) -> dict[str, bool]:
        """What can be done with it now."""
        waits = job.state in ImportJob.WAITING
        return {"carry_out": job.may_be_carried_out, "discard": waits, "choose_columns": waits}

    @extend_schema_field(RemarkSerializer(many=True))
    def get_remarks(self, job: ImportJob) -> list[dict[str, Any]]:
        """For each column and message: the level (error or warning), and the rows in full and combined."""
        labels = job.report.get("labels", {})
        return [
            {**remark, "column": column_label(remark["key"], labels), "rows_text": row_numbers(remark["rows"])}
            for remark in job.report.get("remarks", [])
        ]

    def get_ignored(self, job: ImportJob) -> list[str]:
        """Headers of the columns that are left out."""
        return list(job.report.get("ignored", []))

    def get_has_changed(self, job: ImportJob) -> bool:
        """Whether the import stopped because something had changed since the file was tried."""
        return bool(job.report.get("has_changed"))

    @extend_schema_field(MovedChildSerializer(many=True))
    def get_moved(self, job: ImportJob) -> list[dict[str, Any]]:
        """The children that the file moved to another school or placement, for the coordinator to decide about."""
        return moved_rows(job, self.context["request"].user)


class ImportInListSerializer(ImportJobSerializer):
    """An import without its remarks on rows."""

    class Meta(ImportJobSerializer.Meta):
        fields = [name for name in ImportJobSerializer.Meta.fields if name not in {"remarks", "moved"}]


class ImportsSerializer(Answer):
    """The latest imports."""

    results = ImportInListSerializer(many=True)
