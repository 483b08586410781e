"""Whom a brief is for, and what they may read of it: every line of a brief is asked of one function."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from children.models import Case, NetworkMember, Release
from children.models.person import person_at, person_id
from core import access
from core.access import GuestKind, Role
from core.danish import listing

Kind = NetworkMember.Kind
ONESELF, EVERYBODY = "", "everybody"
# The groups a brief can be for, by key: their words, and the parts that belong to them.
GROUPS: dict[str, tuple[Any, frozenset[str]]] = {
    EVERYBODY: (_("Alle på mødet"), frozenset(Kind.values)),
    "school": (_("Fagpersoner i skolen"), frozenset({Kind.SCHOOL_PROFESSIONAL.value})),
    "home": (_("Plejeforældre eller personale"), frozenset({Kind.CAREGIVER.value})),
    "authority": (_("Rådgiver i kommunen"), frozenset({Kind.CASEWORKER.value})),
}


class Item(NamedTuple):
    """One item of a brief, as access sees it."""

    data_class: str
    # The ids under which it may have been passed on, and the people whose own it is.
    ids: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()
    # What the meeting itself goes through: everybody's own who is to be there.
    is_of_meeting: bool = False


class Reader(NamedTuple):
    """Somebody a brief is for: their column in the table of access, and what was passed on to them."""

    column: str
    person: UUID
    released: frozenset[UUID] = frozenset()

    def may_read(self, item: Item, case: Case) -> bool:
        """Whether this person may read an item."""
        is_guest = self.column in GuestKind.values
        return access.may_read_item(
            self.column,
            item.data_class,
            case,
            is_own=is_guest and (item.is_of_meeting or self.person in item.people),
            is_passed_on=not self.released.isdisjoint(item.ids),
        )


class Audience:
    """The people a brief is for. An item is shown where each of them may read it, the user who makes it included."""

    def __init__(self, case: Case, readers: Sequence[Reader], key: str = ONESELF, names: Sequence[str] = ()) -> None:
        self.case, self.readers, self.key, self.names = case, readers, key, names
        self.shown: set[str] = set()
        self.withheld: Counter[str] = Counter()

    def may_read(self, item: Item, held_back: str = "") -> bool:
        """Whether everybody may read an item; else it is counted as ``held_back``, a kind of ``withheld.KINDS``."""
        if all(reader.may_read(item, self.case) for reader in self.readers):
            self.shown.add(item.data_class)
            return True
        if held_back:
            self.withheld[held_back] += 1
        return False


def audience_for(
    key: str, case: Case, user: Any, released: frozenset[UUID], there: Iterable[NetworkMember]
) -> Audience | None:
    """The audience of a key, among the people who are to be there; None where there is none of it for this user.

    Only the coordinator makes a brief for others. One query, and none for a brief of one's own.
    """
    oneself = Reader(user.role, user.pk, released)
    if key == ONESELF:
        return Audience(case, [oneself])
    members = chosen(key, there) if user.role == Role.COORDINATOR else []
    if not members:
        return None
    given = _passed_on(case)
    readers = [Reader(member.kind, person_id(member), given[person_id(member)]) for member in members]
    return Audience(case, [oneself, *readers], key, [member.name for member in members])


def chosen(key: str, there: Iterable[NetworkMember]) -> list[NetworkMember]:
    """The people a key names: one of them by the id of the part, or a group."""
    kinds = GROUPS[key][1] if key in GROUPS else frozenset()
    return [member for member in there if member.kind in kinds or str(member.pk) == key]


def choices(audience: Audience, user: Any, there: Sequence[NetworkMember]) -> list[dict[str, Any]]:
    """Whom this user may make the brief for: oneself, a group, one person."""
    pairs = [(ONESELF, str(_("Mig selv")))]
    if user.role == Role.COORDINATOR:
        pairs += [(key, str(words)) for key, (words, _kinds) in GROUPS.items() if chosen(key, there)]
        pairs += [(str(member.pk), str(member)) for member in there if member.user_id != user.pk]
    return [{"value": value, "label": label, "chosen": value == audience.key} for value, label in pairs]


def words_for(audience: Audience) -> str:
    """Whom the brief is for, in words; empty for a brief of one's own."""
    if audience.key == ONESELF:
        return ""
    names = listing(audience.names)
    return f"{GROUPS[audience.key][0]}: {names}" if audience.key in GROUPS else names


def _passed_on(case: Case) -> defaultdict[UUID, frozenset[UUID]]:
    """The items passed on around the child, by person."""
    found: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    rows = Release.objects.standing().filter(child=case.child_id).annotate(person=person_at("to_member"))
    for person, item_id in rows.values_list("person", "item_id"):
        found[person] |= {item_id}
    return found
