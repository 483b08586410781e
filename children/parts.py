"""What depends on an adult's part around a child, and what happens to it when the part ends.

Each app declares for every field of its own that points at a network member either that it stays (``Stands``: it
records the past), or that it names who is to do or attend something (``Duty``). A duty needs somebody with a part: when
another coordinator or supervisor follows, it is handed on; otherwise it is orphaned until somebody decides. A query
finds orphaned duties; nothing stores that. The site lists the declarations (``PARTS_REGISTER``).
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.prepared import CompiledLookup

from .models import Case, NetworkMember
from .models.memberkey import refuse_outside_network


@dataclass(frozen=True)
class Stands:
    """A field that stays unchanged when the part ends, and why."""

    field: str
    why: str


def _today(record: Any) -> None:
    """The default ``needed_on``: no particular day."""


@dataclass(frozen=True)
class Duty:
    """A field that names who is to do or attend something that is still ahead."""

    # "goals.Agreement.owner"
    field: str
    key: str
    # What the person is to do, in words: "Står for aftalen".
    label: Any
    # The records of open cases that need somebody.
    ahead: Callable[[], QuerySet[Any]]
    # The record's description in words, and its page.
    describe: Callable[[Any], str]
    url: Callable[[Any], str]
    # Drop the duty: ``let_go(record, by=)``.
    let_go: Callable[..., None]
    # Give it to somebody else: ``give(record, member, by=)``.
    give: Callable[..., None]
    # The day somebody is needed, as a query expression and as a function of a record; by default today.
    needed_at: Callable[[], Any] = timezone.localdate
    needed_on: Callable[[Any], dt.date | None] = _today

    @property
    def name(self) -> str:
        """The field's own name."""
        return self.field.rpartition(".")[2]

    def of(self, members: Iterable[NetworkMember]) -> QuerySet[Any]:
        """The records ahead that name one of these members."""
        return self.ahead().filter(**{f"{self.name}__in": [member.pk for member in members]})

    def orphaned(self, cases: Sequence[UUID]) -> QuerySet[Any]:
        """The records ahead in these cases that name somebody who has left by then."""
        return self.ahead().filter(Q(**{f"{self.name}__until_on__lt": self.needed_at()}), case__in=cases)


@dataclass(frozen=True)
class OpenDuty:
    """One duty of one person."""

    duty: Duty
    record: Any

    @property
    def id(self) -> str:
        """Its name in a form."""
        return f"{self.duty.key}.{self.record.pk}"

    @property
    def member(self) -> NetworkMember:
        """The member who has the duty."""
        found: NetworkMember = getattr(self.record, self.duty.name)
        return found

    def pass_to(self, member: NetworkMember, *, by: Any) -> None:
        """Give it to somebody around the child. Raises ValidationError."""
        refuse_outside_network([member], self.record.child_id, on=self.duty.needed_on(self.record))
        self.duty.give(self.record, member, by=by)

    def let_go(self, *, by: Any) -> None:
        """Drop it, so that nobody has it. Raises ValidationError."""
        self.duty.let_go(self.record, by=by)


@cache
def register() -> tuple[Stands | Duty, ...]:
    """Every app's declarations about its fields that point at a network member."""
    return tuple(import_string(settings.PARTS_REGISTER))


def duties() -> list[Duty]:
    """The declarations of duties."""
    return [answer for answer in register() if isinstance(answer, Duty)]


def open_duties_of(members: Iterable[NetworkMember]) -> list[OpenDuty]:
    """All open duties of these members."""
    chosen = list(members)
    return [OpenDuty(duty, row) for duty in duties() for row in duty.of(chosen).select_related(duty.name)]


def orphaned(case: Case) -> list[OpenDuty]:
    """All open duties in a case whose person has left."""
    return [OpenDuty(duty, row) for duty in duties() for row in duty.orphaned([case.pk]).select_related(duty.name)]


def count_orphaned(case: Case) -> int:
    """The number of open duties in a case whose person has left. One query."""
    return len(orphaned_in([case.pk]))


def orphaned_by_case(cases: Sequence[UUID]) -> Counter[UUID]:
    """The same for each of these cases, in one query."""
    return Counter(case for (case,) in orphaned_in(cases))


# 0.2 ms of the process, and 3.7 as a queryset.
@CompiledLookup
def orphaned_in(cases: Sequence[UUID]) -> Any:
    """The case of each orphaned duty in these cases."""
    found = [duty.orphaned(cases).order_by().values_list("case_id") for duty in duties()]
    return reduce(lambda one, other: one.union(other, all=True), found)


def hand_on(former: NetworkMember, to: NetworkMember, *, by: Any) -> None:
    """Hand every open duty of a member whose part has ended to the one who follows.

    Each duty is read after the previous one is written: one record may hold several duties of a person, and a record
    read earlier would be saved with the others' old values.
    """
    for duty in duties():
        for record in duty.of([former]):
            duty.give(record, to, by=by)


def find(case: Case, asked: str) -> OpenDuty:
    """The duty named by ``OpenDuty.id`` in a form, if it is open in this case. Raises ValidationError."""
    key, _dot, pk = asked.partition(".")
    duty = next((duty for duty in duties() if duty.key == key), None)
    try:
        record = duty and duty.ahead().filter(case=case, pk=UUID(pk)).first()
    except ValueError:
        record = None
    if duty is None or record is None:
        raise ValidationError(_("Det er ordnet i mellemtiden, eller det findes ikke. Hent siden igen."))
    return OpenDuty(duty, record)


def model_of(answer: Stands | Duty) -> Any:
    """The model of a declared field."""
    return apps.get_model(answer.field.rpartition(".")[0])


OWN = (
    Stands("children.Release.to_member", "What was given to a person follows the person, not the part."),
    Stands("children.Closing.told", "A record of who was told of the closing."),
)
