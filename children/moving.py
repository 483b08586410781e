"""A change of school or placement: the people of the former place, and what goes on at the new one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import School
from core.collation import fold
from core.models import Change

from . import openends, parts
from .models import Case, Child, NetworkMember, Placement, Schooling

Kind = NetworkMember.Kind
SCHOOL, HOME = "school", "home"
# The kind of member that belongs to each place.
OF_THE_PLACE = {SCHOOL: Kind.SCHOOL_PROFESSIONAL, HOME: Kind.CAREGIVER}
ASKED_ABOUT = {SCHOOL: (Kind.SCHOOL_PROFESSIONAL,), HOME: (Kind.CAREGIVER, Kind.FOSTER_CONSULTANT)}


@dataclass(frozen=True)
class Move:
    """The last schooling or placement of a child, at another place than the one before."""

    period: Schooling | Placement
    name_before: str
    # When the child's new place was recorded: as a new period, or as a correction of one.
    recorded_at: dt.datetime
    # A corrected place may be the same one in another spelling, so nobody is assumed to leave it.
    may_be_spelling: bool = False

    @property
    def place(self) -> str:
        """Which place has changed: "school" or "home"."""
        return SCHOOL if isinstance(self.period, Schooling) else HOME

    @property
    def name_now(self) -> str:
        """The name of the new place."""
        return place_name(self.period)

    def people(self) -> list[NetworkMember]:
        """The people around the child today who may leave: those who do not belong to the new place."""
        around = NetworkMember.objects.active(timezone.localdate()).filter(child=self.period.child_id)
        asked = around.filter(kind__in=ASKED_ABOUT[self.place]).order_by("name")
        return [member for member in asked if not is_same(member.organisation, self.name_now)]

    def leaves(self, member: NetworkMember) -> bool:
        """Whether somebody is assumed to leave, until the coordinator says otherwise."""
        was_there = member.created_at < self.recorded_at and not self.may_be_spelling
        return member.kind == OF_THE_PLACE[self.place] and was_there

    def duties(self) -> list[parts.OpenDuty]:
        """The open duties of these people."""
        return parts.open_duties_of(self.people())

    def touched(self, case: Case) -> list[tuple[openends.OpenEnd, Any]]:
        """The open work of the case that was made for the former place, whoever has it."""
        return [(kind, row) for kind in openends.kinds() for row in kind.at_place(case, self.place)]

    def asks_something(self, case: Case) -> bool:
        """Whether there is anything to decide."""
        return bool(self.people() or self.touched(case))


def is_same(place: str, other: str) -> bool:
    """Whether two names mean the same place, in whatever spelling."""
    return fold(place).split() == fold(other).split()


def place_name(period: Schooling | Placement) -> str:
    """The school's name, or where the child lives."""
    return period.school.name if isinstance(period, Schooling) else period.place


def find_move(child: Child, period_id: UUID) -> Move | None:
    """The move that a new or corrected schooling or placement makes; None where it makes none, as a new class."""
    for model in (Schooling, Placement):
        rows: Any = model._default_manager.filter(child=child).order_by("-from_on")
        latest = list(rows.select_related("school")[:2] if model is Schooling else rows[:2])
        if latest and latest[0].pk == period_id:
            move = _corrected(latest[0]) or _began(*latest)
            return move if move and not is_same(move.name_before, move.name_now) else None
    return None


def _began(period: Any, before: Any = None) -> Move | None:
    """The move recorded as a new period after another one."""
    return Move(period, place_name(before), period.created_at) if before else None


def _corrected(period: Schooling | Placement) -> Move | None:
    """The move recorded by a correction of a period's school or place."""
    field = "school" if isinstance(period, Schooling) else "place"
    changes = Change.objects.filter(record_id=period.pk, kind=Change.Kind.CHANGED, fields__has_key=field)
    last = changes.order_by("-at").first()
    if last is None:
        return None
    before = last.fields[field][0]
    if field == "school":
        before = School.objects.filter(pk=before).values_list("name", flat=True).first() or ""
    return Move(period, before, last.at, may_be_spelling=field == "place")
