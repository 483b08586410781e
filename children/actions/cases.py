"""Opening and handing over a case."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality, User
from children import parts
from children.models import Case, CaseEvent, Child, Handover, NetworkMember
from children.models.case import HAS_OPEN_CASE
from core.access import Role
from core.models import Conflict

from .network import end_part, follow_school, give_part


def next_number(municipality: Municipality, year: int) -> str:
    """The next case number of a year, ``2027-0042``. Locks the municipality, so that two cases never share one."""
    # No key lock: writers of records that belong to the municipality need not wait.
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    last = (
        Case.objects.filter(municipality=municipality, number__startswith=f"{year}-")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    serial = int(last.partition("-")[2]) + 1 if last else 1
    return f"{year}-{serial:04d}"


@transaction.atomic
def open_case(*, child: Child, by: User, opened_on: dt.date | None = None, coordinator: User | None = None) -> Case:
    """Open a child's case; the coordinator and the school's supervisors get their parts. Raises ValidationError."""
    on = opened_on or timezone.localdate()
    # Numbering locks the municipality, so the second of two users who open a case for one child is refused.
    number = next_number(child.municipality, on.year)
    refuse_second_case(child.pk)
    case = new_case(child=child, number=number, opened_on=on)
    case.full_clean(exclude=["child"])
    case.save(by=by)
    _appoint(case, coordinator or by, by=by)
    follow_school(child, by=by)
    CaseEvent.note(case, CaseEvent.Kind.CASE_OPENED, record_id=case.pk, on=on, by=by)
    return case


def has_open_case(child_id: UUID) -> bool:
    """Whether the child has an open case. Two users who open one at once wait here, and the second is refused."""
    Child.objects.select_for_update(no_key=True).get(pk=child_id)
    return Case.objects.open().filter(child=child_id).exists()


def refuse_second_case(child_id: UUID) -> None:
    """Raises ValidationError where the child has an open case."""
    if has_open_case(child_id):
        raise ValidationError({"child": HAS_OPEN_CASE})


def new_case(*, child: Child, number: str, opened_on: dt.date) -> Case:
    """An unsaved case, with the model its municipality works by."""
    return Case(
        child=child,
        municipality=child.municipality,
        model_version=child.municipality.model_version,
        number=number,
        opened_on=opened_on,
    )


def _appoint(case: Case, coordinator: User, *, by: User) -> None:
    at_home = coordinator.municipality_id == case.municipality_id
    if coordinator.role != Role.COORDINATOR or not at_home or not coordinator.is_active:
        raise ValidationError({"to_user": _("Vælg en læringskoordinator fra kommunen.")})
    current = NetworkMember.objects.filter(child=case.child, kind=NetworkMember.Kind.COORDINATOR, until_on=None)
    former = list(current.exclude(user=coordinator))
    for each in former:
        end_part(each, by=by)
    # The first coordinator's part starts at the opening; a later one's at the handover.
    first = None if former else case.opened_on
    part = give_part(child=case.child, user=coordinator, by=by, from_on=first)
    for each in former:
        parts.hand_on(each, part, by=by)


@transaction.atomic
def hand_over(*, case: Case, by: User, to_user: User, expected_version: int | None = None, **words: Any) -> Handover:
    """Give a case to another coordinator as of now, with what is promised, due and important.

    ``by`` is the coordinator, or a manager for a coordinator who is away. Only a manager hands over a closed case, so
    that it can be opened again when the child comes back after its coordinator has left.

    Raises ValidationError, Conflict.
    """
    # A manager hands over many open cases at once without a version, so a case closed meanwhile is refused.
    if case.is_open or by.role != Role.MANAGER:
        case.lock_open()
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not locked.is_open and has_open_case(case.child_id):
        # The part belongs to the child: it would take the open case along.
        raise ValidationError({"to_user": _("Barnet har et åbent forløb. Overdrag det i stedet.")})
    if expected_version is not None and locked.version != expected_version:
        raise Conflict(locked)
    # A new coordinator makes a new version of the case.
    locked.save(by=by, beside=True)
    current = NetworkMember.objects.filter(child=case.child, kind=NetworkMember.Kind.COORDINATOR, until_on=None).first()
    if current is not None and current.user_id == to_user.pk:
        raise ValidationError({"to_user": _("Forløbet ligger allerede hos den læringskoordinator.")})
    handover = Handover(
        case=case,
        child=case.child,
        municipality=case.municipality,
        from_user=current.user if current is not None and current.user is not None else by,
        to_user=to_user,
        written_by=by,
        **{"handed_over_on": timezone.localdate(), **words},
    )
    handover.full_clean()
    handover.save(by=by)
    _appoint(case, to_user, by=by)
    CaseEvent.note(case, CaseEvent.Kind.HANDOVER, record_id=handover.pk, on=handover.handed_over_on, by=by)
    return handover


def led_in_unit(coordinator: User, *, manager: User) -> QuerySet[Case]:
    """The open cases a coordinator leads, within the manager's unit."""
    leads = NetworkMember.objects.filter(kind=NetworkMember.Kind.COORDINATOR, until_on=None, user=coordinator)
    return Case.objects.of_unit(manager).open().filter(child__in=leads.values("child"))


@transaction.atomic
def hand_over_all(*, coordinator: User, by: User, to_user: User, **words: Any) -> list[Handover]:
    """Give every open case of a coordinator who is away to another: all of them, or none. ``by`` is a manager.

    Raises ValidationError.
    """
    cases = led_in_unit(coordinator, manager=by).select_related("child", "municipality").order_by("pk")
    return [hand_over(case=case, by=by, to_user=to_user, **words) for case in cases]
