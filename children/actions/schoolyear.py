"""A new school year: many children move up a class on one day, and some leave school."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from children.models import Schooling
from core.danish import date_words

from .network import follow_school
from .periods import end_present, record_period

# Compulsory education lasts ten years (folkeskoleloven § 34): hardly anybody leaves earlier, and then by agreement.
LEAVES_FROM_AGE, LEAVES_FROM_GRADE = 15, 9
# A school year that began longer ago than this was not forgotten but is over in part: leaving it needs a confirmation.
LONG_PAST = dt.timedelta(days=60)


@dataclass(frozen=True)
class Move:
    """One child's move: the schooling it comes from, as it was read, and the next class, or None."""

    schooling: Schooling
    version: int
    grade: int | None
    class_name: str = ""
    # That an early leaver really leaves.
    is_sure: bool = False


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
            at_fields = refusal.message_dict if hasattr(refusal, "error_dict") else {"what": refusal.messages}
            errors[at] = {name: list(messages) for name, messages in at_fields.items()}
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
    is_as_read = last == present and present.version == move.version
    if not is_as_read and _is_done(last, wanted, leaves=move.grade is None):
        # The form was sent twice.
        return
    if not is_as_read:
        raise ValidationError(_("Skoleforholdet er rettet imens. Hent siden igen."))
    if present.until_on is not None and present.until_on < from_on:
        message = _("Barnet er gået ud af skolen %(day)s. En ny skole skrives under barnets stamdata.")
        raise ValidationError(message % {"day": date_words(present.until_on)})
    if present.from_on >= from_on:
        message = _("Barnet begyndte i klassen %(day)s. Vælg en senere dag øverst, eller lad klassen stå.")
        raise ValidationError(message % {"day": date_words(present.from_on)})
    if move.grade is None and not move.is_sure:
        _ask_early_leaver(present, from_on)
    end_present(Schooling, child=present.child, before=from_on, by=by)
    if move.grade is None:
        follow_school(present.child, by=by)
        return
    wanted.full_clean(exclude=["municipality"])
    record_period(wanted, by=by)


def _ask_early_leaver(present: Schooling, on: dt.date) -> None:
    """Raises ValidationError for a child who is young to leave school, and for a day long past."""
    age = present.child.age_on(on)
    is_past = timezone.localdate() - on > LONG_PAST
    if age >= LEAVES_FROM_AGE and present.grade >= LEAVES_FROM_GRADE and not is_past:
        return
    about = {"name": present.child.first_name, "age": age, "grade": present.grade, "day": date_words(on)}
    asked = _("%(name)s er %(age)s år og går i %(grade)s. klasse. Sæt kryds, hvis barnet går ud af skolen %(day)s.")
    raise ValidationError({"is_sure": asked % about})


def _is_done(last: Schooling | None, wanted: Schooling, *, leaves: bool) -> bool:
    if leaves:
        return last is not None and last.until_on == wanted.from_on - dt.timedelta(days=1)
    names = ("from_on", "school_id", "grade", "class_name")
    return last is not None and all(getattr(last, name) == getattr(wanted, name) for name in names)
