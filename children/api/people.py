"""Whom the form Tilføj en voksen offers: people around the user's other children, and those who have left this one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from children import actions
from core import access
from core.collation import DanishSort
from core.danish import listing

from ..models import Child, NetworkMember, Placement, Schooling
from ..models.adult import SHARED
from ..models.person import person_id
from ..models.relation import active_on
from .base import PageView

Kind = NetworkMember.Kind
NOBODY: Final[dict[str, Any]] = {"people": [], "also_around": []}


def known_people(view: PageView, child: Child, record: NetworkMember | None) -> dict[str, Any]:
    """Of a new member, who is offered; of one there is, around which other children the same adult is."""
    if record is None:
        people, told = offered(child, view.request.user)
        view.saw(told, access.A + access.B)
        return NOBODY | {"people": people}
    others = actions.open_parts_of(record).visible_to(view.request.user).exclude(child=child)
    names = dict(others.order_by("child__first_name").values_list("child", "child__first_name"))
    view.saw(names, access.A + access.B)
    return NOBODY | {"also_around": list(names.values())}


def taken_over(view: PageView) -> dict[str, Any]:
    """What is known of the adult that is taken over from another network; 404 for one the user may not see."""
    asked = view.request.query_params.get("same_as")
    if not asked:
        return {}
    try:
        members = NetworkMember.objects.visible_to(view.request.user).filter(user=None)
        member = get_object_or_404(members, pk=UUID(asked))
    except ValueError:
        raise Http404 from None
    view.saw([member.child_id], access.A)
    return {name: getattr(member, name) for name in ("kind", "part", *SHARED)} | {"same_as": str(member.pk)}


def offered(child: Child, user: Any) -> tuple[list[dict[str, Any]], set[UUID]]:
    """Groups of adults to choose from, those of the same school or placement first, and the children they tell of."""
    members = list(_members(child, user))
    today = timezone.localdate()
    here = {person_id(each) for each in members if each.child_id == child.pk and not each.has_ended(today)}
    people: dict[UUID, list[NetworkMember]] = defaultdict(list)
    for member in members:
        if person_id(member) not in here:
            people[person_id(member)].append(member)
    near_by = _NearBy.of(child)
    near = [_option(parts) for parts in people.values() if any(map(near_by.holds, parts))]
    others = [_option(parts) for parts in people.values() if not any(map(near_by.holds, parts))]
    groups = [(_("Samme skole eller anbringelsessted"), near), (_("Omkring dine andre børn"), others)]
    told = {part.child_id for parts in people.values() for part in parts}
    return [{"label": label, "options": options} for label, options in groups if options], told


def _members(child: Child, user: Any) -> Any:
    """Adults without an account around children the user may see, and everybody who has been around this one."""
    now_or_here = active_on(timezone.localdate()) | Q(child=child)
    found = NetworkMember.objects.visible_to(user).filter(now_or_here, user=None)
    return found.exclude(kind__in=NetworkMember.WITH_ACCESS).select_related("child").order_by(DanishSort("name"), "pk")


@dataclass
class _NearBy:
    """The child, and the children at its school and in its placement now."""

    child: UUID
    at_school: set[UUID]
    in_placement: set[UUID]

    @classmethod
    def of(cls, child: Child) -> "_NearBy":
        now = active_on(timezone.localdate())
        schools = Schooling.objects.filter(now, child=child).values("school")
        places = Placement.objects.filter(now, child=child).values("place")
        near = {"municipality": child.municipality_id}
        at_school = Schooling.objects.filter(now, school__in=schools, **near).values_list("child", flat=True)
        in_placement = Placement.objects.filter(now, place__in=places, **near).values_list("child", flat=True)
        return cls(child.pk, set(at_school), set(in_placement))

    def holds(self, member: NetworkMember) -> bool:
        """Whether somebody of the same school or placement is most likely meant."""
        if member.kind in {Kind.SCHOOL_PROFESSIONAL, Kind.OTHER} and member.child_id in self.at_school:
            return True
        return member.child_id == self.child or (member.kind == Kind.CAREGIVER and member.child_id in self.in_placement)


def _option(parts: list[NetworkMember]) -> dict[str, str]:
    """`Tove Prøve, klasselærer, Aaskolen: Barn Et og Barn To`."""
    one = parts[0]
    told = [one.name, one.part or one.get_kind_display(), one.organisation]  # type: ignore[attr-defined]
    around = listing(sorted({part.child.first_name for part in parts}))
    return {"value": str(one.pk), "label": f"{', '.join(each for each in told if each)}: {around}"}
