"""A new school year: all of a coordinator's children with their class and the next one, moved up together."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from children.actions.schoolyear import LEAVES_FROM_GRADE, Move, MovesRefused, begin_school_year
from children.api.base import PageView
from children.models import Case, Schooling
from children.serializers import ActionSerializer
from core.access import A, B, Role
from core.answers import Answer
from core.collation import DanishSort
from core.schema import for_page
from core.serializers import VisibleRelated

from ..schoolcalendars import calendar_of
from ..schoolyear import year_name

# Classes are moved up around the holidays. Before and after these months the page is about the coming school year.
AROUND_HOLIDAYS = range(6, 10)
FARTHEST = dt.timedelta(days=366)
NEXT, LEAVES, STAYS = "next", "leaves", "stays"


class MoveSerializer(ActionSerializer):
    """The choice for one child."""

    schooling = VisibleRelated(queryset=Schooling.objects.all())
    version = serializers.IntegerField(min_value=1)
    what = serializers.ChoiceField(
        label=gettext_lazy("Hvad sker der?"),
        choices=[
            (NEXT, gettext_lazy("Ny klasse")),
            (LEAVES, gettext_lazy("Går ud af skolen")),
            (STAYS, gettext_lazy("Ændres ikke")),
        ],
    )
    grade = serializers.ChoiceField(
        label=gettext_lazy("Klassetrin"), choices=[(grade, f"{grade}.") for grade in range(11)], required=False
    )
    class_name = serializers.CharField(
        label=gettext_lazy("Klasse"), max_length=20, required=False, allow_blank=True, default=""
    )

    # Asked for only where a child is young to leave school, or would have left it long ago.
    is_sure = serializers.BooleanField(label=gettext_lazy("Barnet går ud af skolen"), required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raises ValidationError for a next class without its grade."""
        if attrs["what"] == NEXT and "grade" not in attrs:
            raise serializers.ValidationError({"grade": _("Vælg klassetrinnet.")})
        return attrs


class NewSchoolYearSerializer(ActionSerializer):
    """The first school day, and the choice for each child."""

    from_on = serializers.DateField(label=gettext_lazy("Første skoledag"))
    children = MoveSerializer(many=True, label=gettext_lazy("Barn"))

    def validate_from_on(self, day: dt.date) -> dt.date:
        """Raises ValidationError for a day more than a year away."""
        if abs(day - timezone.localdate()) > FARTHEST:
            raise serializers.ValidationError(_("Dagen ligger mere end et år væk. Ret den."))
        return day


class Pupil(Answer):
    """One child with the proposed choice."""

    child = serializers.UUIDField()
    name = serializers.CharField()
    present = serializers.CharField()
    schooling = serializers.UUIDField()
    version = serializers.IntegerField()
    what = serializers.ChoiceField(choices=[NEXT, LEAVES, STAYS])
    grade = serializers.IntegerField()
    class_name = serializers.CharField(allow_blank=True)


class NewSchoolYear(Answer):
    """The initial data of the page Nyt skoleår."""

    from_on = serializers.DateField()
    # The coming school year's name, where the present one has begun long ago or is not about to end.
    coming = serializers.CharField(allow_blank=True)
    children = Pupil(many=True)


class Leaver(Answer):
    """A child who leaves school, and its open case."""

    name = serializers.CharField()
    case_id = serializers.UUIDField()


class Moved(Answer):
    """How many children got a new class, and who leaves school."""

    moved = serializers.IntegerField()
    left = serializers.IntegerField()
    leavers = Leaver(many=True)


class NewSchoolYearView(PageView):
    """Moves all of a coordinator's children to their next class, or none."""

    roles = frozenset({Role.COORDINATOR})

    def get_serializer(self, *args: Any, **kwargs: Any) -> NewSchoolYearSerializer:
        """The serializer; the page that draws the form asks for it too."""
        return NewSchoolYearSerializer(*args, context={"request": self.request, "view": self}, **kwargs)

    @for_page(NewSchoolYear)
    def get(self, request: Request) -> Response:
        """Every child with an open case and a school: its class, and the proposal for the first school day."""
        today = timezone.localdate()
        starts_in = today.year + (today.month > AROUND_HOLIDAYS[-1])
        first_day: Any = calendar_of(request.user.municipality).year(starts_in).first_day_on
        latest = [each for each in _latest(request.user) if each.until_on is None or each.until_on >= first_day]
        self.saw([schooling.child_id for schooling in latest], A + B)
        coming = "" if today.month in AROUND_HOLIDAYS else year_name(starts_in)
        rows = [_proposed(each, first_day) for each in latest]
        return Response({"from_on": first_day, "coming": coming, "children": rows})

    @extend_schema(request=NewSchoolYearSerializer, responses=Moved)
    def post(self, request: Request) -> Response:
        """Write the new classes. If one of them is refused, none is written."""
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        rows, from_on = asked.validated_data["children"], asked.validated_data["from_on"]
        places = [at for at, row in enumerate(rows) if row["what"] != STAYS]
        moves = [_move(rows[at]) for at in places]
        try:
            begin_school_year(moves, from_on=from_on, by=request.user)
        except MovesRefused as refused:
            errors = {places[at]: fields for at, fields in refused.errors.items()}
            raise serializers.ValidationError({"children": [errors.get(at, {}) for at in range(len(rows))]}) from None
        self.saw([move.schooling.child_id for move in moves], B)
        leavers = _leavers([move.schooling.child_id for move in moves if move.grade is None])
        return Response({"moved": len(moves) - len(leavers), "left": len(leavers), "leavers": leavers})


def _latest(user: Any) -> list[Schooling]:
    """The latest schooling of each child with an open case, in Danish order of the names."""
    children = Case.objects.visible_to(user).open().values("child")
    last = Schooling.objects.filter(child__in=children).order_by("child", "-from_on").distinct("child").values("pk")
    order = (DanishSort("child__first_name"), DanishSort("child__last_name"), "pk")
    return list(Schooling.objects.filter(pk__in=last).select_related("child", "school").order_by(*order))


def _leavers(children: list[UUID]) -> list[dict[str, Any]]:
    """Those who leave school, with the case that there is now something to decide about."""
    cases = Case.objects.open().filter(child__in=children).select_related("child")
    return [{"name": case.child.first_name, "case_id": case.pk} for case in cases.order_by("child__first_name", "pk")]


def _proposed(schooling: Schooling, first_day: dt.date) -> dict[str, Any]:
    grade, class_name = schooling.next_class()
    what = NEXT if schooling.grade < LEAVES_FROM_GRADE else LEAVES
    return {
        "child": schooling.child_id,
        "name": schooling.child.full_name,
        "present": str(schooling),
        "schooling": schooling.pk,
        "version": schooling.version,
        # A child whose class began in this school year has moved up already, whichever day of August was written.
        "what": STAYS if schooling.from_on >= first_day.replace(day=1) else what,
        "grade": grade,
        "class_name": class_name,
    }


def _move(row: dict[str, Any]) -> Move:
    leaves = row["what"] == LEAVES
    return Move(row["schooling"], row["version"], None if leaves else row["grade"], row["class_name"], row["is_sure"])
