"""The people around a child an item can be passed on to, and who has it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from children.models import NetworkMember, Release
from children.models.person import person_id

Kind = NetworkMember.Kind
# People around the child by place, in the order they are shown. The coordinator has everything already.
GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (gettext_lazy("I skolen"), (Kind.SUPERVISOR, Kind.SCHOOL_PROFESSIONAL)),
    (gettext_lazy("Hjemme"), (Kind.CAREGIVER, Kind.PARENT)),
    (gettext_lazy("I kommunen"), (Kind.PSYCHOLOGIST, Kind.CASEWORKER, Kind.FOSTER_CONSULTANT)),
    (gettext_lazy("Andre"), (Kind.OTHER,)),
]


def standing_releases(item: Any) -> dict[UUID, Release]:
    """The releases of an item that are not withdrawn, by person."""
    rows = Release.objects.standing().filter(item_id=item.pk).select_related("to_member")
    return {person_id(row.to_member): row for row in rows.order_by("-released_at")}


def read_by(item: Any) -> list[Release]:
    """The releases by which somebody may read the item today."""
    rows = Release.objects.in_force(timezone.localdate()).filter(item_id=item.pk).select_related("to_member")
    return list(rows.order_by("released_at"))


def people_to_share_with(item: Any) -> list[dict[str, Any]]:
    """The people in the child's network today in groups, each with the account and the item they have or lack."""
    given = standing_releases(item)
    active = (
        NetworkMember.objects.active(timezone.localdate()).filter(child=item.child_id).exclude(kind=Kind.COORDINATOR)
    )
    members = list(active.order_by("name"))
    people = [_person(member, given.get(person_id(member))) for member in members]
    # A person whose part has ended cannot read it now, but can again after coming back, until it is withdrawn.
    here = {person_id(member) for member in members}
    people += [_person(row.to_member, row, has_left=True) for person, row in given.items() if person not in here]
    groups = [(label, [person for person in people if person["kind"] in kinds]) for label, kinds in GROUPS]
    return [
        {"label": str(label), "people": people, "is_lacking": any(not person["release"] for person in people)}
        for label, people in groups
        if people
    ]


def _person(member: NetworkMember, release: Release | None, *, has_left: bool = False) -> dict[str, Any]:
    return {
        "id": str(member.pk),
        "kind": member.kind,
        "name": member.name,
        "part": member.part or member.get_kind_display(),  # type: ignore[attr-defined]
        "has_account": member.user_id is not None,
        "hint": ""
        if member.user_id
        else _("Har ikke adgang til Rød Tråd. Du giver den selv videre, for eksempel på papir."),
        "released_on": timezone.localdate(release.released_at) if release else None,
        "release": str(release.pk) if release else "",
        "has_left": has_left,
    }
