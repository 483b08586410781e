"""One child of a file, with what would be added to it."""

from dataclasses import dataclass, field
from typing import Any

from children.importing.known import Known, plain
from children.importing.timeline import Timeline
from children.models import Case, Child, NetworkMember, Placement, Schooling


@dataclass(slots=True)
class Wanted:
    """A period a row asks for. `is_dated` and `is_said` tell whether its first day and its provision were given."""

    row: int
    period: Any
    is_dated: bool = True
    is_said: bool = True


@dataclass(slots=True)
class PlannedChild:
    """A new or known child, and the records to add."""

    child: Child
    is_new: bool
    number: str | None
    placements: Timeline
    schoolings: Timeline
    case: Case | None = None
    rows: list[int] = field(default_factory=list)
    members: list[NetworkMember] = field(default_factory=list)
    adults: set[tuple[str, str]] = field(default_factory=set)
    wanted_placements: list[Wanted] = field(default_factory=list)
    wanted_schoolings: list[Wanted] = field(default_factory=list)


def planned(child: Child, *, number: str | None, is_new: bool, known: Known | None = None) -> PlannedChild:
    """A child before anything is added; `known` for one in the database."""
    made = PlannedChild(child, is_new, number, Timeline(same_placement), Timeline(same_schooling))
    if known is not None:
        made.case = known.cases.get(child.pk)
        made.placements.there = list(known.placements[child.pk])
        made.schoolings.there = list(known.schoolings[child.pk])
        made.adults = known.adults[child.pk]
    return made


def same_placement(there: Placement, wanted: Placement) -> bool:
    """Whether two placements are the same stay: same kind, same place."""
    return (there.kind, plain(there.place)) == (wanted.kind, plain(wanted.place))


def same_schooling(there: Schooling, wanted: Schooling) -> bool:
    """Whether two schoolings are the same: another grade or provision makes a new one."""
    return all(getattr(there, name) == getattr(wanted, name) for name in ("school_id", "grade", "provision"))
