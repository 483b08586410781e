"""Existing records of the municipality that a file may name: schools, institutions, and children."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import Institution, Municipality, School, User
from children.models import Case, Child, NetworkMember, Placement, Schooling
from children.models.relation import children_of
from core.collation import fold
from core.encryption import fingerprint

# A child's name for comparison, and the birth date.
NameAndDay = tuple[str, dt.date]
# With the CPR number, where a row has one.
Identity = tuple[str | None, NameAndDay]


@dataclass(slots=True)
class Found:
    """A child of the municipality, the coordinator's own or not."""

    id: UUID
    first_name: str
    last_name: str
    cpr_digest: str
    is_own: bool


class Known:
    """One municipality's records, as one coordinator may compare them with a file. A fixed number of queries."""

    def __init__(self, *, municipality: Municipality, user: User, identities: Iterable[Identity]) -> None:
        self.municipality = municipality
        self.schools = {fold(each.name): each for each in School.objects.filter(municipality=municipality)}
        institutions = Institution.objects.filter(municipality=municipality)
        self.institutions = {(each.kind, fold(each.name)): each for each in institutions}
        identities = list(identities)
        self._find_children(user, identities)
        recognised = {found.id: found for each in identities if (found := self.child(*each))}
        own = [found.id for found in recognised.values() if found.is_own]
        self.own = Child.objects.filter(pk__in=own).select_related("municipality").defer("cpr").in_bulk()
        self.cases = {case.child_id: case for case in Case.objects.open().filter(child__in=own)}
        self.placements = _by_child(Placement, own)
        self.schoolings = _by_child(Schooling, own)
        self.adults: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
        members = NetworkMember.objects.filter(child__in=own).values_list("child_id", "kind", "name")
        for child_id, kind, name in members:
            self.adults[child_id].add((kind, plain(name)))

    def _find_children(self, user: User, identities: list[Identity]) -> None:
        digests = {fingerprint(number) for number, _name in identities if number}
        days = {born_on for _number, (_name, born_on) in identities}
        children = Child.objects.filter(
            Q(cpr_digest__in=digests) | Q(born_on__in=days), municipality=self.municipality
        ).annotate(is_own=children_of(user, "pk"))
        self._by_digest: dict[str, Found] = {}
        self._by_name: dict[NameAndDay, list[Found]] = defaultdict(list)
        rows = children.order_by("pk").values_list("pk", "first_name", "last_name", "cpr_digest", "is_own", "born_on")
        for *columns, born_on in rows:
            found = Found(*columns)
            self._by_name[name_key(found.first_name, found.last_name), born_on].append(found)
            if found.cpr_digest:
                self._by_digest[found.cpr_digest] = found

    def numbered(self, number: str) -> Found | None:
        """The child with the CPR number, or None."""
        return self._by_digest.get(fingerprint(number))

    def child(self, number: str | None, name: NameAndDay) -> Found | None:
        """The child with the same CPR number; else with the same name and birth date, unless both have numbers and
        these differ.
        """
        if number and (found := self.numbered(number)):
            return found
        same_name = self._by_name.get(name, [])
        possible = [found for found in same_name if not (number and found.cpr_digest)]
        # Of two with the same name and birth date, the coordinator's own is meant.
        return next((found for found in possible if found.is_own), possible[0] if possible else None)


def plain(text: str) -> str:
    """A text for comparison: Danish letters normalised, runs of spaces as one."""
    return " ".join(fold(text).split())


def name_key(first_name: str, last_name: str) -> str:
    """A child's whole name for comparison."""
    return plain(f"{first_name} {last_name}")


def same_first_name(one: str, other: str) -> bool:
    """Whether two first names can be the same child's: `Ida` and `Ida Marie`, but not `Ida` and `Bo`.

    The last name says nothing: brothers and sisters share it, and it changes with an adoption.
    """
    names, others = _words(one), _words(other)
    return names <= others or others <= names


def _words(name: str) -> set[str]:
    return set(fold(name).replace("-", " ").split())


def _by_child(model: Any, children: list[UUID]) -> dict[UUID, list[Any]]:
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in model.objects.filter(child__in=children).order_by("pk"):
        rows[row.child_id].append(row)
    return rows
