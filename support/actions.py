"""Writes of phase 3 that also make agreements and timeline events. Each takes the acting user (``by``)."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from accounts.models import User
from children.actions import withdraw
from children.models import Case, CaseEvent, NetworkMember, Release
from children.models.memberkey import NOT_IN_NETWORK, not_in_network
from core import access
from core.access import Role
from core.casechanges import case_changed
from core.drafts import forget
from core.models import Change
from core.related import known_related
from core.whole import whole
from goals.actions import agree
from goals.models import Agreement, Goal

from .deadline import next_due_on
from .models import Sparring

Row = Mapping[str, Any]


def problems_in(
    case: Case,
    *,
    receivers: Iterable[NetworkMember],
    goals: Iterable[Goal],
    has_changes: bool,
    nothing_agreed: bool,
    held_on: dt.date | None = None,
    but: Collection[UUID] = (),
) -> dict[str, str]:
    """Why these cannot be one sparring of a case: messages by field. Empty where they can.

    ``but``: ids of those present at the stored sparring.
    """
    problems = {}
    receivers = list(receivers)
    if not receivers:
        problems["receivers"] = _("Vælg mindst én person, du har givet sparring.")
    elif not_in_network(receivers, case.child_id, on=held_on, but=but):
        problems["receivers"] = str(NOT_IN_NETWORK)
    if any(goal.case_id != case.pk for goal in goals):
        problems["goals"] = _("Vælg blandt målene i forløbet.")
    if not has_changes and not nothing_agreed:
        problems["changes.0.what"] = _("Skriv, hvad I gør anderledes, eller vælg Intet aftalt.")
    if has_changes and nothing_agreed:
        problems["nothing_agreed"] = _("I har aftalt noget. Fjern krydset ved Intet aftalt, eller fjern aftalen.")
    return problems


@whole()
def log_sparring(
    *,
    case: Case,
    by: User,
    receivers: Sequence[NetworkMember],
    goals: Sequence[Goal] = (),
    changes: Sequence[Row] = (),
    **fields: Any,
) -> Sparring:
    """Save a sparring given by ``by``, with the changes agreed in it, or that nothing was agreed.

    ``changes``: each as ``goals.actions.agree`` takes it. If one is wrong, nothing is saved. Raises ValidationError.
    """
    sparring = Sparring(case=case, child=case.child, municipality=case.municipality, giver=by, **fields)
    sparring.full_clean()
    _refuse(sparring, receivers=receivers, goals=goals, has_changes=bool(changes))
    sparring.save(by=by)
    for name, chosen in (("receivers", receivers), ("goals", goals)):
        getattr(sparring, name).add(*chosen)
        known_related(sparring, name, chosen)
    # The receivers decide whether it counts.
    case_changed(case.pk)
    sparring.just_agreed = _agree_on(sparring, changes, by=by)
    _note_event(sparring, by=by, on=sparring.held_on, detail=sparring.get_form_display)
    return sparring


@whole()
def change_sparring(
    *,
    sparring: Sparring,
    by: User,
    changes: Sequence[Row] = (),
    expected_version: int | None = None,
    **fields: Any,
) -> Sparring:
    """Correct a sparring; ``changes`` are added to those agreed already. Raises ValidationError, Conflict."""
    people = {name: list(fields.pop(name, getattr(sparring, name).all())) for name in ("receivers", "goals")}
    for name, value in fields.items():
        setattr(sparring, name, value)
    if changes and "nothing_agreed" not in fields:
        sparring.nothing_agreed = False
    sparring.full_clean()
    _refuse(sparring, has_changes=bool(changes) or sparring.changes().exists(), **people)
    beside = bool(changes) or any(set(getattr(sparring, name).all()) != set(people[name]) for name in people)
    sparring.save(by=by, expected_version=expected_version, beside=beside)
    for name, chosen in people.items():
        _choose(sparring, name, chosen, by=by)
    case_changed(sparring.case_id)
    _agree_on(sparring, changes, by=by)
    return sparring


def may_remove(user: User, sparring: Sparring) -> bool:
    """Whether a user may delete a sparring: its giver, or the coordinator."""
    leads = user.role == Role.COORDINATOR
    return access.may_write(user, sparring.data_class, sparring) and (leads or sparring.giver_id == user.pk)


def keeps_from_removal(agreements: Sequence[Agreement]) -> str:
    """Why a sparring with these agreements can no longer be deleted, in words; "" where it can."""
    if any(agreement.status != Agreement.Status.OPEN or agreement.followed_up_on for agreement in agreements):
        return _("En aftale fra sparringen er fulgt op, så sparringen kan ikke slettes. Ret den i stedet.")
    if _others_rest_on(agreements):
        return _("En aftale fra sparringen er gennemgået på et møde, så sparringen kan ikke slettes. Ret den i stedet.")
    return ""


def _others_rest_on(agreements: Sequence[Agreement]) -> bool:
    """Whether a record of an app above refers to them, such as a meeting's review. Found as a deletion finds it."""
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect(agreements)
    except ProtectedError:
        return True
    return False


@whole()
def remove_sparring(*, sparring: Sparring, by: User, reason: str, expected_version: int | None = None) -> None:
    """Delete a sparring that was logged by mistake, and the agreements made in it.

    Nothing of its content stays: not on the timeline, in the history, in a draft, or with those it was passed on to.
    What stays is that it existed, who deleted it and why (one of ``Sparring.Removal``).

    Raises ValidationError where something came of it, Conflict.
    """
    # Lock the case before its agreements, as every writer does, so that no two deadlock.
    sparring.case.lock_open()
    # Wait for anybody who is following one up right now, then judge what they wrote.
    agreements = list(sparring.changes().select_for_update().order_by("pk"))
    refused = keeps_from_removal(agreements)
    if refused:
        raise ValidationError(refused)
    case, sparring_id = sparring.case, sparring.pk
    ids = [sparring_id, *(agreement.pk for agreement in agreements)]
    for released in Release.objects.standing().filter(item_id__in=ids):
        withdraw(released=released, by=by)
    CaseEvent.objects.filter(case=case, record_id__in=ids).delete()
    for agreement in agreements:
        agreement.remove(by=by)
    sparring.remove(by=by, expected_version=expected_version)
    forget(ids)
    Change.forget_content(ids)
    label = Sparring.Removal(reason).label
    CaseEvent.note(case, CaseEvent.Kind.SPARRING_REMOVED, record_id=sparring_id, by=by, detail=lambda: str(label))


@whole()
def follow_up_sparring(
    *,
    sparring: Sparring,
    by: User,
    tried: str,
    helped: str = "",
    afterthought: str = "",
    expected_version: int | None = None,
) -> Sparring:
    """Record whether the agreed change was tried, and whether it helped. Raises ValidationError, Conflict."""
    sparring.tried, sparring.helped, sparring.afterthought = tried, helped, afterthought
    sparring.full_clean()
    sparring.save(by=by, expected_version=expected_version)
    _note_event(sparring, by=by, detail=lambda: _("Fulgt op"))
    return sparring


def there_at(sparring: Sparring) -> set[UUID]:
    """Ids of the receivers of a stored sparring; empty for a new one."""
    return set() if sparring._state.adding else {member.pk for member in sparring.receivers.all()}


def _refuse(
    sparring: Sparring, *, receivers: Iterable[NetworkMember], goals: Iterable[Goal], has_changes: bool
) -> None:
    problems = problems_in(
        sparring.case,
        receivers=receivers,
        goals=goals,
        has_changes=has_changes,
        nothing_agreed=sparring.nothing_agreed,
        held_on=sparring.held_on,
        but=there_at(sparring),
    )
    if problems:
        raise ValidationError(problems)


def place_at(setting: str) -> Agreement.Place:
    """Where the changes agreed in a sparring are carried out, unless another place is given."""
    return Agreement.Place.HOME if setting == Sparring.Setting.HOME else Agreement.Place.SCHOOL


def _agree_on(sparring: Sparring, changes: Sequence[Row], *, by: User) -> list[Agreement]:
    """Make the agreements. One without a date of its own is followed up at the next sparring."""
    place = place_at(sparring.setting)
    undated = any(change.get("due_on") is None for change in changes)
    next_on = next_due_on(sparring.case, sparring.setting, after=sparring.held_on) if undated else None
    agreed = []
    for change in changes:
        from_on = change.get("from_on") or sparring.held_on
        due_on = change.get("due_on") or max(next_on or from_on, from_on)
        agreement = agree(
            **{"place": place, **change, "due_on": due_on},
            case=sparring.case,
            by=by,
            origin=Agreement.Origin.SPARRING,
            origin_id=sparring.pk,
            on=sparring.held_on,
        )
        agreed.append(agreement)
    return agreed


def _choose(sparring: Sparring, name: str, chosen: Sequence[Any], *, by: User) -> None:
    """Set the receivers or the goals; the record's history itself covers only its own columns."""
    related = getattr(sparring, name)
    Change.note_chosen(sparring, name, before=related.all(), after=chosen, by=by)
    related.set(chosen)


def _note_event(sparring: Sparring, *, by: User, detail: Callable[[], str], on: Any = None) -> None:
    CaseEvent.note(sparring.case, CaseEvent.Kind.SPARRING, record_id=sparring.pk, on=on, by=by, detail=detail)
