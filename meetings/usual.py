"""Whom a new meeting is with: those of the last one, those who have come since, and what has changed among them."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from children.models import NetworkMember
from children.models.person import person_id

from .models import Meeting

Wish = NetworkMember.Wish


@dataclass(frozen=True)
class LastTime:
    """The last meeting held: its day, its people, and the answers about the parents at it.

    The people are those invited, too, who could not come: one missed meeting is no reason to leave anybody out.
    """

    held_on: dt.date
    people: frozenset[UUID] = frozenset()
    child_wants_parents: str = ""
    authority_advises_parents: str = ""

    @classmethod
    def of(cls, meeting: Meeting | None) -> "LastTime | None":
        """The last time, from the meeting with its attendances; None where none was held."""
        if meeting is None or meeting.held_on is None:
            return None
        people = frozenset(person_id(row.member) for row in meeting.attendances.all())
        return cls(meeting.held_on, people, meeting.parents_child_asked, meeting.parents_authority_asked)


def is_usual(member: Any, last: LastTime | None) -> bool:
    """Whether this adult is chosen beforehand: was there last time, or has come since.

    A parent is chosen only where the child and the authority were asked and both want it.
    """
    if member.kind == NetworkMember.Kind.PARENT:
        return last is not None and person_id(member) in last.people and _both_want(member, last)
    return last is None or person_id(member) in last.people or is_new_since(member, last)


def is_new_since(member: Any, last: LastTime | None) -> bool:
    """Whether this adult has come after the last meeting, and was not there under another part."""
    return last is not None and person_id(member) not in last.people and member.from_on > last.held_on


def _both_want(parent: Any, last: LastTime) -> bool:
    child = {parent.child_wish, last.child_wants_parents} - {""}
    authority = {parent.authority_advice, last.authority_advises_parents} - {""}
    return child == {Wish.YES.value} and authority == {Wish.YES.value}


def gone_since(meeting: Meeting | None, present: Iterable[NetworkMember]) -> list[NetworkMember]:
    """Those of the last meeting who are no longer in the network, by name."""
    if meeting is None:
        return []
    here: Collection[UUID] = {person_id(member) for member in present}
    gone = {person_id(row.member): row.member for row in meeting.attendances.all()}
    return sorted((member for pk, member in gone.items() if pk not in here), key=lambda member: member.name)
