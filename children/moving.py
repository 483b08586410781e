"""A change of school or placement: the people of the former place, and what goes on at the new one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

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
    before: Schooling | Placement

    @property
    def place(self) -> str:
        """Which place has changed: "school" or "home"."""
        return SCHOOL if isinstance(self.period, Schooling) else HOME

    @property
    def name_now(self) -> str:
        """The name of the new place."""
        return place_name(self.period)

    def people(self) -> list[NetworkMember]:
        """The people around the child today who came before the move, and may leave."""
        around = NetworkMember.objects.active(timezone.localdate()).filter(child=self.period.child_id)
        asked = around.filter(kind__in=ASKED_ABOUT[self.place], from_on__lt=self.period.from_on)
        return list(asked.order_by("name"))

    def leaves(self, member: NetworkMember) -> bool:
        """Whether somebody is assumed to leave, until the coordinator says otherwise."""
        is_there = member.organisation.strip().casefold() == self.name_now.strip().casefold()
        return member.kind == OF_THE_PLACE[self.place] and not is_there

    def duties(self) -> list[parts.OpenDuty]:
        """The open duties of these people."""
        return parts.open_duties_of(self.people())

    def touched(self, case: Case) -> list[tuple[openends.OpenEnd, Any]]:
        """The open work of the case that was made for the former place, whoever has it."""
        return [(kind, row) for kind in openends.kinds() for row in kind.at_place(case, self.place)]


def place_name(period: Schooling | Placement) -> str:
    """The school's name, or where the child lives."""
    return period.school.name if isinstance(period, Schooling) else period.place


def find_move(child: Child, period_id: UUID) -> Move | None:
    """The move that a new schooling or placement makes; None where it makes none: a new class at the same school."""
    for model in (Schooling, Placement):
        rows: Any = model._default_manager.filter(child=child).order_by("-from_on")
        latest = list(rows.select_related("school")[:2] if model is Schooling else rows[:2])
        if len(latest) == 2 and latest[0].pk == period_id:
            move = Move(*latest)
            is_elsewhere = place_name(move.before).casefold() != move.name_now.casefold()
            return move if is_elsewhere else None
    return None
