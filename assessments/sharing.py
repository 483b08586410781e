"""Who around a child an item can be passed on to, and who has it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from children.models import NetworkMember, Release

Kind = NetworkMember.Kind
# Where people are around the child, in the order they are shown. The coordinator has everything already.
GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (gettext_lazy("I skolen"), (Kind.SUPERVISOR, Kind.SCHOOL_PROFESSIONAL)),
    (gettext_lazy("Hjemme"), (Kind.CAREGIVER, Kind.PARENT)),
    (gettext_lazy("I kommunen"), (Kind.PSYCHOLOGIST, Kind.CASEWORKER, Kind.FOSTER_CONSULTANT)),
    (gettext_lazy("Andre"), (Kind.OTHER,)),
]


def standing_releases(item: Any) -> dict[UUID, Release]:
    """Who has the item now: member id to the passing on."""
    rows = Release.objects.filter(item_id=item.pk, withdrawn_at=None).select_related("to_member")
    return {row.to_member_id: row for row in rows.order_by("released_at")}


def people_to_share_with(item: Any) -> list[dict[str, Any]]:
    """The people in the child's network today in groups, each with the account and the item they have or lack."""
    given = standing_releases(item)
    active = (
        NetworkMember.objects.active(timezone.localdate()).filter(child=item.child_id).exclude(kind=Kind.COORDINATOR)
    )
    members = list(active.order_by("name"))
    # Somebody whose part has ended since keeps what was passed on, until it is taken back.
    gone = [row.to_member for pk, row in given.items() if pk not in {member.pk for member in members}]
    groups = [
        (label, [_person(member, given.get(member.pk)) for member in [*members, *gone] if member.kind in kinds])
        for label, kinds in GROUPS
    ]
    return [
        {"label": str(label), "people": people, "is_lacking": any(not person["release"] for person in people)}
        for label, people in groups
        if people
    ]


def _person(member: NetworkMember, release: Release | None) -> dict[str, Any]:
    return {
        "id": str(member.pk),
        "name": member.name,
        "part": member.part or member.get_kind_display(),  # type: ignore[attr-defined]
        "has_account": member.user_id is not None,
        "hint": ""
        if member.user_id
        else _("Har ikke adgang til Rød Tråd. Du giver den selv videre, for eksempel på papir."),
        "released_on": timezone.localdate(release.released_at) if release else None,
        "release": str(release.pk) if release else "",
    }
