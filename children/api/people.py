"""The people the form Tilføj en voksen offers: those around the user's other children, and former members here."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from children import actions
from core import access
from core.collation import DanishSort
from core.danish import inside, listing

from ..models import Child, NetworkMember, Placement, Schooling
from ..models.person import person_id
from ..models.relation import active_on
from .base import PageView

Kind = NetworkMember.Kind
NOBODY: Final[dict[str, Any]] = {"people": [], "also_around": []}


def known_people(view: PageView, child: Child, record: NetworkMember | None) -> dict[str, Any]:
    """For a new member, the people offered; for a known one, the other children the same adult is around."""
    people: list[dict[str, Any]] = []
    if record is None:
        people, child_ids = offered(child, view.request.user)
        view.saw(child_ids, access.A + access.B)
    known = record or same_as(view)
    return {"people": people, "also_around": _also_around(view, child, known) if known else []}


def _also_around(view: PageView, child: Child, member: NetworkMember) -> list[str]:
    """First names of the other children the adult is around now, among those the user may see."""
    others = actions.open_parts_of(member).visible_to(view.request.user).exclude(child=child)
    names = dict(others.order_by("child__first_name").values_list("child", "child__first_name"))
    view.saw(names, access.A + access.B)
    return list(names.values())


def taken_over(view: PageView) -> dict[str, Any]:
    """The data of the adult taken over from another network. Raises Http404 for one the user may not see."""
    member = same_as(view)
    if member is None:
        return {}
    view.saw([member.child_id], access.A)
    return {"kind": member.kind, "part": member.part, **member.contact, "same_as": str(member.pk)}


def same_as(view: PageView) -> NetworkMember | None:
    """The member of another network whose person is taken over. Raises Http404 for one the user may not see."""
    asked = view.request.query_params.get("same_as")
    if not asked:
        return None
    try:
        members = NetworkMember.objects.visible_to(view.request.user).filter(user=None).select_related("adult")
        return get_object_or_404(members, pk=UUID(asked))
    except ValueError:
        raise Http404 from None


def offered(child: Child, user: Any) -> tuple[list[dict[str, Any]], set[UUID]]:
    """Groups of adults to choose from, those of the same school or placement first, and the children they reveal."""
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
    groups = [(_("Samme skole eller anbringelsessted"), near), (_("I dine andre børns netværk"), others)]
    child_ids = {part.child_id for parts in people.values() for part in parts}
    return [{"label": label, "options": options} for label, options in groups if options], child_ids


def _members(child: Child, user: Any) -> Any:
    """Adults without an account around children the user may see, and all former and present ones of this child."""
    now_or_here = active_on(timezone.localdate()) | Q(child=child)
    found = NetworkMember.objects.visible_to(user).filter(now_or_here, user=None)
    chosen = found.exclude(kind__in=NetworkMember.WITH_ACCESS).select_related("child", "adult")
    return chosen.order_by(DanishSort(Coalesce("adult__name", "name")), "pk")


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
        """Whether the member is of the same school or placement, and so most likely meant."""
        if member.kind in {Kind.SCHOOL_PROFESSIONAL, Kind.OTHER} and member.child_id in self.at_school:
            return True
        return member.child_id == self.child or (member.kind == Kind.CAREGIVER and member.child_id in self.in_placement)


def _option(parts: list[NetworkMember]) -> dict[str, str]:
    """An option like `Tove Prøve (klasselærer, Aaskolen): Barn Et og Barn To`. The part is the newest one's."""
    one = max(parts, key=lambda part: (part.until_on is None, part.from_on, part.pk))
    contact, part = one.contact, inside(one.part or one.get_kind_display())  # type: ignore[attr-defined]
    details = ", ".join(filter(None, [part, contact["organisation"]]))
    around = listing(sorted({each.child.first_name for each in parts}))
    return {"value": str(one.pk), "label": f"{contact['name']} ({details}): {around}"}
