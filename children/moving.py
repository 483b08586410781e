"""A change of school or placement: who was there because of the place before, and what goes on at the new one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from . import openends, parts
from .models import Case, Child, NetworkMember, Placement, Schooling

Kind = NetworkMember.Kind
SCHOOL, HOME = "school", "home"
# Who is around the child because of the place, and who may be.
OF_THE_PLACE = {SCHOOL: Kind.SCHOOL_PROFESSIONAL, HOME: Kind.CAREGIVER}
ASKED_ABOUT = {SCHOOL: (Kind.SCHOOL_PROFESSIONAL,), HOME: (Kind.CAREGIVER, Kind.FOSTER_CONSULTANT)}


@dataclass(frozen=True)
class Move:
    """The last schooling or placement of a child, at another place than the one before."""

    period: Schooling | Placement
    before: Schooling | Placement

    @property
    def place(self) -> str:
        """Which side of the child's life has moved."""
        return SCHOOL if isinstance(self.period, Schooling) else HOME

    @property
    def name_now(self) -> str:
        return place_name(self.period)

    def people(self) -> list[NetworkMember]:
        """Those around the child today who came before the move, and may stay behind."""
        around = NetworkMember.objects.active(timezone.localdate()).filter(child=self.period.child_id)
        asked = around.filter(kind__in=ASKED_ABOUT[self.place], from_on__lt=self.period.from_on)
        return list(asked.order_by("name"))

    def leaves(self, member: NetworkMember) -> bool:
        """Whether somebody is taken to stay behind, until the coordinator says otherwise."""
        is_there = member.organisation.strip().casefold() == self.name_now.strip().casefold()
        return member.kind == OF_THE_PLACE[self.place] and not is_there

    def duties(self) -> list[parts.OpenDuty]:
        """What is ahead and hangs on these people."""
        return parts.open_duties_of(self.people())

    def touched(self, case: Case) -> list[tuple[openends.OpenEnd, Any]]:
        """What is open in the case and was made for the place before, whoever it lies with."""
        return [(kind, row) for kind in openends.kinds() for row in kind.at_place(case, self.place)]


def place_name(period: Schooling | Placement) -> str:
    """The school's name, or where the child lives."""
    return period.school.name if isinstance(period, Schooling) else period.place


def find_move(child: Child, period_id: UUID) -> Move | None:
    """The move a new schooling or placement is; None where it is none, as a new class at the same school."""
    for model in (Schooling, Placement):
        rows: Any = model._default_manager.filter(child=child).order_by("-from_on")
        latest = list(rows.select_related("school")[:2] if model is Schooling else rows[:2])
        if len(latest) == 2 and latest[0].pk == period_id:
            move = Move(*latest)
            is_elsewhere = place_name(move.before).casefold() != move.name_now.casefold()
            return move if is_elsewhere else None
    return None
