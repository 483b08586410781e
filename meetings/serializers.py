"""Meetings in the API."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from children.models import NetworkMember
from children.models.memberkey import refuse_outside_network
from children.serializers import RECORD, OfCaseSerializer, own_fields
from core import access
from core.danish import listing
from core.problems import from_model
from core.serializers import RecordSerializer, VisibleRelated

from .actions.answering import may_answer
from .missing import missing_parts
from .models import AgreementReview, Attendance, Meeting
from .rows import AgreementReviewed, AnswerCounts, AttendanceRow, GoalReviewed, MissingPart

CHOOSE_AN_ANSWER = gettext_lazy("Vælg et svar.")
# ISO comes last: it reads "14.30" as fourteen hours and three tenths of a second.
HOUR_FORMATS = ["%H:%M", "%H.%M", "%H", "iso-8601"]
# The hour is typed with the day.
MOMENT = ["kind", "state", "starts_at", "on", "other_on", "at"]


def members(**options: Any) -> Any:
    """A field for adults of the child's network."""
    queryset = NetworkMember.objects.exclude(kind=NetworkMember.Kind.OVERSIGHT)
    return VisibleRelated(queryset=queryset, many=True, required=False, **options)


def check_members(chosen: list[NetworkMember], meeting: Meeting, field: str) -> None:
    """Raises ValidationError where one of them is neither around the child on the meeting's day nor on it already."""
    there = [] if meeting._state.adding else meeting.attendances.values_list("member", flat=True)
    refuse_outside_network(chosen, meeting.child_id, field=field, on=meeting.members_on, but=set(there))


class MeetingSerializer(OfCaseSerializer):
    """A meeting. Its moment is sent as ``starts_at``, or as a day (``on`` or ``other_on``) and an hour (``at``)."""

    invited = members(label=gettext_lazy("Hvem inviteres?"))
    on = serializers.DateField(write_only=True, required=False, label=gettext_lazy("Dag"))
    other_on = serializers.DateField(
        write_only=True, required=False, label=gettext_lazy("Hvilken dag?"), style={"day": "ahead"}
    )
    at = serializers.TimeField(
        write_only=True, required=False, label=gettext_lazy("Klokkeslæt"), input_formats=HOUR_FORMATS
    )
    attendances = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    answers_label = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()
    is_empty = serializers.BooleanField(read_only=True)
    has_brief = serializers.BooleanField(read_only=True)
    people = serializers.SerializerMethodField()
    goal_reviews = serializers.SerializerMethodField()
    agreement_reviews = serializers.SerializerMethodField()

    class Meta:
        model = Meeting
        passed_on = {access.I}
        route = "meeting-detail"
        record_class = access.A
        fixed = {"case"}
        classes = {
            **dict.fromkeys(
                [
                    *["invited", "on", "other_on", "at", "attendances", "answers", "warnings", "people", "is_empty"],
                    "has_brief",
                ],
                access.A,
            ),
            "goal_reviews": access.D,
            "agreement_reviews": access.A,
        }
        extra_kwargs = {"starts_at": {"required": False}, "minutes": {"read_only": True}}
        fields = [
            *[*RECORD, "case", *MOMENT, *(name for name in own_fields(Meeting) if name not in MOMENT)],
            *["invited", "attendances", "answers", "answers_label", "people", "warnings", "is_empty", "has_brief"],
            *["goal_reviews", "agreement_reviews"],
        ]

    def abilities_of(self, meeting: Meeting) -> dict[str, bool]:
        books = access.may_write(self.user, access.A)
        records = access.may_write(self.user, access.D)
        held = meeting.state == Meeting.State.HELD
        return {
            "change": books and meeting.is_planned,
            "remove": False,
            "cancel": books and meeting.is_planned,
            "hold": records and meeting.is_planned,
            "minutes": records and held,
            "share": access.may_write(self.user, access.I) and bool(meeting.child_words),
        }

    @extend_schema_field(MissingPart(many=True))
    def get_warnings(self, meeting: Meeting) -> list[dict[str, str]]:
        return missing_parts(meeting, self.user)

    @extend_schema_field(AttendanceRow(many=True))
    def get_attendances(self, meeting: Meeting) -> list[dict[str, Any]]:
        asks = meeting.is_planned and not meeting.is_read_only
        rows = [self._attendance(row, asks=asks) for row in meeting.attendances.all()]
        return sorted(rows, key=lambda row: row["name"])

    def _attendance(self, row: Attendance, *, asks: bool) -> dict[str, Any]:
        return {
            "member": str(row.member_id),
            "name": row.member.name,
            "part": row.member.part or row.member.get_kind_display(),
            "kind": row.member.kind,
            "invited": row.invited,
            "attended": row.attended,
            "answer": row.answer,
            "answer_label": row.get_answer_display(),
            "stand_in": row.stand_in,
            "answered_at": row.answered_at,
            "answered_by": row.answered_by.name if row.answered_by else "",
            "is_own": row.member.user_id == self.user.pk,
            "abilities": {"answer": asks and row.invited and may_answer(self.user, row.member)},
        }

    @extend_schema_field(AnswerCounts)
    def get_answers(self, meeting: Meeting) -> dict[str, int]:
        counts = meeting.answers
        return {answer.value or "none": counts[answer] for answer in Attendance.Answer}

    def get_answers_label(self, meeting: Meeting) -> str:
        """How many come, in words."""
        counts, words = meeting.answers, _answers_in_words()
        return listing(words[answer] % {"count": counts[answer]} for answer in words if counts[answer])

    def get_people(self, meeting: Meeting) -> dict[str, str]:
        """Who speaks for the child, prepares it and sits next to it, in words."""
        parts = {name: getattr(meeting, name) for name in ("represented_by", "prepared_by", "sits_next_to")}
        return {name: str(member) for name, member in parts.items() if member}

    @extend_schema_field(GoalReviewed(many=True))
    def get_goal_reviews(self, meeting: Meeting) -> list[dict[str, Any]]:
        return [
            {
                "goal": str(row.goal_id),
                "title": row.goal.title,
                "verdict": row.verdict,
                "verdict_label": row.get_verdict_display(),
                "done": row.done,
                "happened": row.happened,
                "reason": row.reason,
            }
            for row in meeting.goal_reviews.all()
        ]

    @extend_schema_field(AgreementReviewed(many=True))
    def get_agreement_reviews(self, meeting: Meeting) -> list[dict[str, Any]]:
        return [self._agreement_review(row) for row in meeting.agreement_reviews.all()]

    def _agreement_review(self, row: AgreementReview) -> dict[str, Any]:
        released = self.context.get("released")
        readable = row.agreement.is_readable_by(self.user, released() if released else frozenset())
        if readable:
            self.context.setdefault("classes", set()).add(row.agreement.data_class)  # type: ignore[attr-defined]
        return {
            "agreement": str(row.agreement_id),
            "restricted": not readable,
            "what": row.agreement.what if readable else None,
            "verdict": row.verdict,
            "verdict_label": row.get_verdict_display(),
            "note": row.note if readable else None,
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Sets ``starts_at``. Raises ValidationError for a missing or past moment, and people outside the network."""
        field = self._set_starts_at(attrs)
        attrs = super().validate(attrs)
        check_members(attrs.get("invited", []), self._probe(attrs), "invited")
        self._refuse_the_past(attrs, field)
        return attrs

    def _refuse_the_past(self, attrs: dict[str, Any], field: str) -> None:
        """Raises ValidationError for a past day: such a meeting is recorded as held, not booked."""
        starts_at = attrs.get("starts_at")
        if starts_at is None or (self.instance is not None and starts_at == self.instance.starts_at):
            return
        if timezone.localdate(starts_at) < timezone.localdate():
            raise serializers.ValidationError(
                {field: [_("Dagen er gået. Vælg en senere dag, eller skriv mødet ned som holdt under Møder.")]}
            )

    def _set_starts_at(self, attrs: dict[str, Any]) -> str:
        """Turn day and hour into ``starts_at``; gives the name of the field with the day.

        Raises ValidationError where one of them is missing.
        """
        day, hour = [attrs.pop(name, None) for name in ("on", "other_on")], attrs.pop("at", None)
        on = day[0] or day[1]
        if on and hour:
            attrs["starts_at"] = timezone.make_aware(dt.datetime.combine(on, hour))
            return "on" if day[0] else "other_on"
        # A row of a form always has its day.
        if not {"on", "other_on", "at"} & set(getattr(self, "initial_data", {"on"})):
            if self.instance is None and "starts_at" not in attrs:
                raise serializers.ValidationError({"starts_at": [_("Skriv, hvornår mødet er.")]})
            return "starts_at"
        problems = {} if on else {"other_on": [_("Vælg en dag.")]}
        if not hour:
            problems["at"] = [_("Skriv et klokkeslæt, for eksempel 14.30.")]
        raise serializers.ValidationError(problems)


def _answers_in_words() -> dict[str, str]:
    return {
        Attendance.Answer.COMES: _("%(count)s kommer"),
        Attendance.Answer.SENDS_OTHER: _("%(count)s sender en anden"),
        Attendance.Answer.COMES_NOT: _("%(count)s kommer ikke"),
        Attendance.Answer.NONE: _("%(count)s har ikke svaret"),
    }


class AnswerSerializer(RecordSerializer):
    """An invited adult's answer to the invitation."""

    member = VisibleRelated(queryset=NetworkMember.objects.all())
    # The time that is answered about, as it was read.
    starts_at = serializers.DateTimeField(required=False)

    class Meta:
        model = Attendance
        route = "meeting-detail"
        record_class = access.A
        classes = {"starts_at": access.A}
        fields = ["member", "answer", "stand_in", "starts_at"]
        extra_kwargs = {
            "answer": {
                "required": True,
                "allow_blank": False,
                "choices": [each for each in Attendance.Answer.choices if each[0]],
                "error_messages": {"blank": CHOOSE_AN_ANSWER},
            }
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError where somebody else is sent and not named."""
        try:
            self._probe(attrs).clean()
        except ModelValidationError as error:
            raise serializers.ValidationError(from_model(error)) from None
        return attrs

    def _probe(self, attrs: dict[str, Any]) -> Any:
        # The record of this verb is the meeting; the answer is checked on a row of its own.
        return Attendance(answer=attrs.get("answer", ""), stand_in=attrs.get("stand_in", ""))


class CancelSerializer(RecordSerializer):
    """Why a meeting is cancelled."""

    cancelled_reason = serializers.CharField(
        max_length=300,
        label=gettext_lazy("Hvorfor aflyses mødet?"),
        error_messages={"blank": gettext_lazy("Skriv kort, hvorfor mødet aflyses.")},
    )

    class Meta:
        model = Meeting
        route = "meeting-detail"
        record_class = access.A
        fields = ["cancelled_reason"]


class MinutesSerializer(RecordSerializer):
    """The minutes, the child's words and the attendance of a held meeting."""

    attended = members(label=gettext_lazy("Hvem var med?"), write_only=True)

    class Meta:
        model = Meeting
        route = "meeting-detail"
        record_class = access.D
        classes = {"attended": access.A}
        fields = ["attended", "minutes", "child_words"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for people outside the network."""
        if self.instance is not None:
            check_members(attrs.get("attended", []), self.instance, "attended")
        return super().validate(attrs)
