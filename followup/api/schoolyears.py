"""School years: the administrator writes them, one at a time or from a file; everybody reads them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.organisation import OrganisationViewSet
from core.access import Role
from core.api import Removed
from core.models import Conflict
from core.problems import Refused
from core.schema import for_page
from followup import calendar_answers as answers
from followup import calendarfile, schoolyears
from followup.calendar import SchoolCalendar, meeting_days
from followup.calendar_serializers import FileSerializer, SchoolYearSerializer, YearAsked, YearsSerializer
from followup.models import SchoolYear
from followup.schoolcalendars import calendar_of
from followup.schoolyear import Break, Year, as_values, starts_in, year_name

from .calendarplan import plan_of

# This school year and the next two.
SHOWN = 3
CHANGED_SINCE = gettext_lazy("Kalenderen er ændret, siden du prøvede filen. Prøv den igen.")


class SchoolYearViewSet(Removed, OrganisationViewSet):
    """School years as the municipality has set them. The rule fills in the rest."""

    queryset = SchoolYear.objects.order_by("starts_in").prefetch_related("closed_days")
    serializer_class = SchoolYearSerializer
    asks = {"form": YearAsked}

    def create_record(self, data: dict[str, Any]) -> SchoolYear:
        closed = data.pop("closed_days", None)
        year = SchoolYear(municipality=self.request.user.municipality, **data)
        return self._kept(schoolyears.save_year(year=year, by=self.request.user, closed_days=closed))

    def change_record(self, record: SchoolYear, data: dict[str, Any], expected: int) -> SchoolYear:
        closed = data.pop("closed_days", None)
        for name, value in data.items():
            setattr(record, name, value)
        saved = schoolyears.save_year(year=record, by=self.request.user, closed_days=closed, expected_version=expected)
        return self._kept(saved)

    def remove_record(self, record: SchoolYear, expected: int) -> None:
        super().remove_record(record, expected)
        schoolyears.recompute(record.municipality)

    def _kept(self, year: SchoolYear) -> SchoolYear:
        schoolyears.recompute(year.municipality)
        # Read again, without its cached relations.
        return self.get_queryset().get(pk=year.pk)  # type: ignore[no-any-return]

    def _only_the_administrator(self) -> None:
        if self.request.user.role != Role.ADMINISTRATOR:
            raise exceptions.NotFound

    @for_page(answers.YearsShown)
    @action(detail=False, methods=["get"])
    def overview(self, request: Request) -> Response:
        """This school year and those to come, with the dates in force and what the municipality has not set."""
        self._only_the_administrator()
        first = starts_in(timezone.localdate())
        rows = {row.starts_in: row for row in self.get_queryset().filter(starts_in__gte=first)}
        calendar = calendar_of(request.user.municipality)
        wanted = sorted({*rows, *range(first, first + SHOWN)})
        return Response({"years": [_shown(year, rows.get(year), calendar) for year in wanted]})

    @for_page(answers.YearForm)
    @action(detail=False, methods=["get"])
    def form(self, request: Request) -> Response:
        """One school year for the form: its values, with the rule's days where nothing is set."""
        self._only_the_administrator()
        asked = YearAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        year = asked.validated_data["year"]
        row = self.get_queryset().filter(starts_in=year).first()
        calendar = calendar_of(request.user.municipality)
        values = {**as_values(calendar.year(year)), "starts_in": year, "version": row.version if row else None}
        return Response({**_shown(year, row, calendar), "values": values})

    @extend_schema(request={"multipart/form-data": FileSerializer}, responses=answers.CalendarPlan)
    @action(
        detail=False,
        methods=["post"],
        url_path="read-file",
        parser_classes=[MultiPartParser],
        serializer_class=FileSerializer,
    )
    def read_file(self, request: Request) -> Response:
        """Try a file: its school years compared with the present ones. Nothing is written."""
        self._only_the_administrator()
        content, name = _file(request)
        try:
            events, unread = calendarfile.read(content, name)
        except calendarfile.ReadingError as error:
            raise serializers.ValidationError({"file": [str(error)]}) from None
        reading = calendarfile.understood(events, timezone.localdate())
        rows = {row.starts_in: row for row in self.get_queryset()}
        return Response(plan_of(reading, unread, rows, self.get_serializer_context()))

    @extend_schema(request=YearsSerializer, responses=answers.SavedYears)
    @action(detail=False, methods=["post"], url_path="save-all")
    def save_all(self, request: Request) -> Response:
        """Write several school years, all or none, each with the version it was tried against (null for a new one)."""
        self._only_the_administrator()
        asked = YearsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with transaction.atomic():
            saved = [self._save_row(at, row) for at, row in enumerate(asked.validated_data["years"])]
        schoolyears.recompute(request.user.municipality)
        return Response({"saved": [year_name(year.starts_in) for year in saved]})

    def _save_row(self, at: int, sent: dict[str, Any]) -> SchoolYear:
        try:
            return self._save_one(sent)
        except serializers.ValidationError as error:
            # Told at its row: ``years.1.first_day_on``.
            raise serializers.ValidationError({"years": {str(at): error.detail}}) from None

    def _save_one(self, sent: dict[str, Any]) -> SchoolYear:
        expected = sent.pop("version", None)
        asked = YearAsked(data={"year": sent.get("starts_in")})
        asked.is_valid(raise_exception=True)
        record = self.get_queryset().filter(starts_in=asked.validated_data["year"]).first()
        if (record.version if record else None) != expected:
            raise Refused(CHANGED_SINCE)
        if record is not None:
            sent.pop("starts_in")
        serializer = self.get_serializer(record, data=sent, partial=record is not None)
        serializer.is_valid(raise_exception=True)
        data = dict(serializer.validated_data)
        closed = data.pop("closed_days", None)
        year = record or SchoolYear(municipality=self.request.user.municipality)
        for name, value in data.items():
            setattr(year, name, value)
        try:
            return schoolyears.save_year(year=year, by=self.request.user, closed_days=closed, expected_version=expected)
        except Conflict:
            raise Refused(CHANGED_SINCE) from None


def _file(request: Request) -> tuple[bytes, str]:
    """The file's bytes and name. Raises ValidationError."""
    sent = request.FILES.get("file")
    # A file too large for memory was read past, and only its length is known.
    size = int(request.META.get("CONTENT_LENGTH") or 0) if sent is None else sent.size
    if size > calendarfile.MAX_BYTES:
        raise serializers.ValidationError({"file": [str(calendarfile.TOO_LARGE)]})
    if sent is None:
        raise serializers.ValidationError({"file": [_("Vælg en fil.")]})
    return sent.read(), sent.name or ""


def _shown(begins: int, row: SchoolYear | None, calendar: SchoolCalendar) -> dict[str, Any]:
    """A school year with the dates in force, and what is not set in it."""
    given = next((year for year in calendar.years if year.starts_in == begins), Year(begins))
    filled = calendar.year(begins)
    first, last = filled.first_day_on, filled.last_day_on
    stretches: list[tuple[Break | None, dt.date | None, dt.date | None]] = [
        (each, *days) for each, days in filled.breaks.items()
    ]
    return {
        "id": row.pk if row else None,
        "starts_in": begins,
        "name": year_name(begins),
        "first_day_on": first,
        "last_day_on": last,
        "breaks": [
            {"label": each.label if each else "", "from_on": start, "until_on": end, "is_set": each in given.breaks}
            for each, start, end in sorted(stretches, key=lambda found: str(found[1]))
        ],
        "closed_days": [{"name": name, "from_on": start, "until_on": end} for start, end, name in given.closed],
        "missing": schoolyears.missing(given),
        "school_days": len(meeting_days(first, last, calendar)) if first and last else 0,
    }
