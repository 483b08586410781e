"""A new school year: many children move up a class on one day, and some leave school."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from children.models import Schooling
from core.danish import date_words

from .network import follow_school
from .periods import end_present, record_period


@dataclass(frozen=True)
class Move:
    """One child's move: the schooling it comes from, as it was read, and the next class, or None."""

    schooling: Schooling
    version: int
    grade: int | None
    class_name: str = ""


class MovesRefused(Exception):
    """Some moves are impossible, so none is made. ``errors`` are by the move's index, and by field."""

    def __init__(self, errors: dict[int, dict[str, list[str]]]) -> None:
        super().__init__(f"{len(errors)} refused")
        self.errors = errors


@transaction.atomic
def begin_school_year(moves: Sequence[Move], *, from_on: dt.date, by: Any) -> None:
    """Begin a new class for every child from the first school day, at its present school. Raises MovesRefused."""
    errors: dict[int, dict[str, list[str]]] = {}
    # In a fixed order, so that two users who do the same at once wait for each other.
    for at, move in sorted(enumerate(moves), key=lambda each: each[1].schooling.pk):
        try:
            _make(move, from_on, by)
        except ValidationError as refusal:
            errors[at] = {"what": list(refusal.messages)}
    if errors:
        raise MovesRefused(errors)


def _make(move: Move, from_on: dt.date, by: Any) -> None:
    """Raises ValidationError."""
    rows = Schooling.objects.select_for_update(of=("self",)).select_related("child__municipality", "school")
    present = rows.get(pk=move.schooling.pk)
    last = present.child.schoolings.order_by("-from_on").first()
    wanted = Schooling(
        child=present.child,
        school=present.school,
        grade=move.grade if move.grade is not None else present.grade,
        class_name=move.class_name,
        provision=present.provision,
        from_on=from_on,
    )
    if last != present and _is_same(last, wanted):
        # The form was sent twice.
        return
    if last != present or present.version != move.version:
        raise ValidationError(_("Skoleforholdet er rettet imens. Hent siden igen."))
    if present.from_on >= from_on:
        message = _("Barnet begyndte i klassen %(day)s. Vælg en senere dag øverst, eller lad klassen stå.")
        raise ValidationError(message % {"day": date_words(present.from_on)})
    end_present(Schooling, child=present.child, before=from_on, by=by)
    if move.grade is None:
        follow_school(present.child, by=by)
        return
    wanted.full_clean(exclude=["municipality"])
    record_period(wanted, by=by)


def _is_same(there: Any, wanted: Schooling) -> bool:
    names = ("from_on", "school_id", "grade", "class_name")
    return all(getattr(there, name) == getattr(wanted, name) for name in names)
