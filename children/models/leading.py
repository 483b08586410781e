"""Which cases a unit leads: the one rule for everything a manager sees and does, masked until a case is opened.

- Every unit leads the cases whose coordinator is based in it, most often PPR.
- A school leads the cases of the children who go there now; an area those of its schools.
- The authority leads those of the children its own municipality has placed.
- The school administration leads those of all children who go to school, the whole administration all cases.

The query itself looks the unit's kind up: the rule needs only the unit's id.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Unit, User
from core.access import Role

from .relation import active_on


def led_by(unit_id: Any) -> Q:
    """Condition on cases: this unit of the same municipality leads them. None leads no case."""
    if unit_id is None:
        return Q(pk__in=[])
    member, schooling, placement = (
        apps.get_model("children", name)._base_manager for name in ("NetworkMember", "Schooling", "Placement")
    )
    coordinator = member.filter(child_id=OuterRef("child_id"), kind="coordinator", until_on=None, user__unit_id=unit_id)
    today = timezone.localdate()
    # Stated for the database, which would otherwise read the placements and schoolings of the whole country.
    at_home = {"municipality": Subquery(Unit._base_manager.filter(pk=unit_id).values("municipality")[:1])}
    goes_to = schooling.filter(active_on(today), child_id=OuterRef("child_id"), **at_home)
    # A child placed here by another municipality has its caseworkers there.
    placed = placement.filter(
        active_on(today), child_id=OuterRef("child_id"), placing_municipality=F("municipality__name"), **at_home
    )
    at_its_schools = goes_to.filter(Q(school__led_as=unit_id) | Q(school__area_id=unit_id))
    return (
        Q(Exists(coordinator))
        | Q(Exists(at_its_schools))
        | Q(Exists(_is(unit_id, Unit.Kind.AUTHORITY))) & Q(Exists(placed))
        | Q(Exists(_is(unit_id, Unit.Kind.SCHOOLS))) & Q(Exists(goes_to))
        | Q(Exists(_is(unit_id, Unit.Kind.WHOLE)))
    )


def coordinators_led_by(manager: Any) -> models.QuerySet[User]:
    """The coordinators of a manager: those based in the unit, and those with an open case the unit leads."""
    member, case = (apps.get_model("children", name) for name in ("NetworkMember", "Case"))
    led = case.objects.of_unit(manager).open()
    parts = member._base_manager.filter(kind="coordinator", until_on=None, child__cases__in=led)
    return coordinators_with(manager, parts.values("user"))


def coordinators_with(manager: Any, leading: Any) -> models.QuerySet[User]:
    """The same where the coordinators of the open cases the unit leads are known: their ids, or a query of them."""
    based = Q(unit_id=manager.unit_id, unit__isnull=False)
    return User.objects.filter(based | Q(pk__in=leading), role=Role.COORDINATOR, municipality=manager.municipality_id)


def _is(unit_id: Any, kind: str) -> Any:
    return Unit._base_manager.filter(pk=unit_id, kind=kind)
