"""Who has a part in a child's network, and so who may open the record."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SchoolPost, User
from children import parts
from children.models import Adult, Case, CaseEvent, Child, NetworkMember, Schooling
from children.models.case import CASE_CLOSED
from children.models.network import GIVEN_WITH_CASE_OR_SCHOOL, GIVES_ACCESS
from children.models.relation import active_on
from core.access import RELATION_FOR_ROLE, Role
from core.models import ReadOnlyRecord
from core.models.dates import last_day

from .adults import adult_behind, correct, lock_people, refuse_twice


@transaction.atomic
def add_member(
    *, child: Child, by: Any, same_as: NetworkMember | None = None, only_here: bool = False, **fields: Any
) -> NetworkMember:
    """Add an adult without access to the child's network: ``same_as`` a member of another one, or a former one of
    this.

    Name and contact are then the adult's; those in ``fields`` correct them everywhere. ``only_here``: it is another
    person after all. Raises ValidationError for kinds that give access, and for an adult who is in the network already.
    """
    if fields.get("kind") in NetworkMember.WITH_ACCESS:
        raise ValidationError({"kind": GIVES_ACCESS})
    member = NetworkMember(child=child, municipality=child.municipality, **fields)
    if same_as is None or only_here:
        member.full_clean()
        member.save(by=by)
    else:
        _add_known(member, adult_behind(same_as, by=by), said=fields, by=by)
    note_in_open_case(child, CaseEvent.Kind.NETWORK, member, by=by, detail=member.get_kind_display)
    return member


def _add_known(member: NetworkMember, adult: Adult, *, said: Mapping[str, Any], by: Any) -> None:
    """Save the part of a known adult. One who comes back gets back the duties nobody took over."""
    refuse_twice(adult, member.child)
    for name, value in adult.contact.items():
        setattr(member, name, said.get(name, value))
    member.adult = adult
    member.full_clean()
    correct(adult, said, by=by, but=member)
    member.save(by=by)
    for former in NetworkMember.objects.filter(child=member.child, adult=adult).exclude(pk=member.pk):
        parts.hand_on(former, member, by=by)


@transaction.atomic
def add_several(
    *,
    child: Child,
    by: Any,
    from_on: dt.date,
    known: Iterable[NetworkMember] = (),
    adults: Iterable[Mapping[str, Any]] = (),
) -> list[NetworkMember]:
    """Add adults without access to the child's network, all or none: ``known`` from other networks, and new ones.

    Raises ValidationError at ``known`` for those in the network already.
    """
    added: list[NetworkMember] = []
    wrong = []
    chosen = list(known)
    lock_people(chosen)
    for member in chosen:
        try:
            made = add_member(child=child, by=by, from_on=from_on, same_as=member, kind=member.kind, part=member.part)
            added.append(made)
        except ValidationError as error:
            wrong += [f"{member.name}: {message}" for message in error.messages]
    if wrong:
        raise ValidationError({"known": wrong})
    return [*added, *(add_member(child=child, by=by, from_on=from_on, **fields) for fields in adults)]


def note_in_open_case(child: Child, kind: str, record: Any, *, by: Any, detail: Callable[[], str] = str) -> None:
    """Add an event to the timeline of the child's open case, if there is one."""
    case = child.cases.filter(closed_on=None).first()
    if case is not None:
        CaseEvent.note(case, kind, record_id=record.pk, by=by, detail=detail)


@transaction.atomic
def give_part(*, child: Child, user: User, by: Any, from_on: dt.date | None = None) -> NetworkMember:
    """Give a user the part in the child's network that goes with their role. Gives the open part if there is one.

    A user who comes back gets back the duties nobody took over.
    """
    kind = RELATION_FOR_ROLE[user.role]
    held = list(NetworkMember.objects.filter(child=child, user=user, kind=kind))
    open_part: NetworkMember | None = next((part for part in held if part.until_on is None), None)
    if open_part is not None:
        return open_part
    member = new_part(child=child, user=user, kind=kind, from_on=from_on)
    member.full_clean(exclude=["user"])
    member.save(by=by)
    for former in held:
        parts.hand_on(former, member, by=by)
    return member


def new_part(*, child: Child, user: User, kind: str, from_on: dt.date | None = None) -> NetworkMember:
    """A user's unsaved part in a child's network, with the user's contact."""
    return NetworkMember(
        child=child,
        municipality=child.municipality,
        user=user,
        kind=kind,
        name=user.name,
        email=user.email,
        phone=user.phone,
        organisation=str(user.unit or ""),
        from_on=from_on or timezone.localdate(),
    )


def end_part(member: NetworkMember, *, by: Any, on: dt.date | None = None) -> None:
    """End a part as of ``on`` (by default today, and so at once): see ``last_day``."""
    member.until_on = last_day(member.from_on, ends_on=on or timezone.localdate())
    member.save(by=by)


@transaction.atomic
def end_member(
    *, member: NetworkMember, by: Any, until_on: dt.date | None = None, expected_version: int | None = None
) -> NetworkMember:
    """End an adult's part: at once, or after the given last day.

    Raises ValidationError for parts that follow the case or the school, and for an ended one; Conflict.
    """
    if member.gives_access and member.kind != NetworkMember.Kind.PSYCHOLOGIST:
        raise ValidationError({"until_on": GIVEN_WITH_CASE_OR_SCHOOL})
    today = timezone.localdate()
    if member.has_ended(today):
        raise ValidationError({"until_on": _("Rollen er allerede afsluttet.")})
    if until_on is None:
        member.until_on = last_day(member.from_on, ends_on=today)
    else:
        member.until_on = until_on
        member.full_clean(exclude=["user"])
    member.save(by=by, expected_version=expected_version)
    note_in_open_case(member.child, CaseEvent.Kind.NETWORK, member, by=by, detail=member.get_kind_display)
    return member


@transaction.atomic
def leave_networks(user: User, *, by: Any) -> None:
    """End the parts that a user's account no longer opens: it is switched off, or has another role.

    A coordinator's parts stay until the manager hands the cases over: each case has a coordinator.
    """
    still = RELATION_FOR_ROLE.get(user.role) if user.is_active else None
    kinds = set(NetworkMember.WITH_ACCESS) - {NetworkMember.Kind.COORDINATOR, still}
    held = NetworkMember.objects.filter(active_on(timezone.localdate()), user=user, kind__in=kinds)
    for part in held.select_related("child"):
        end_part(part, by=by)


@transaction.atomic
def give_access(*, child: Child, user: User, by: Any) -> NetworkMember:
    """Give a psychologist a part in the child's network, and so access. Raises ValidationError for other roles."""
    if user.role != Role.PSYCHOLOGIST or user.municipality_id != child.municipality_id:
        raise ValidationError({"user": _("Vælg en PPR-psykolog fra kommunen.")})
    case = child.cases.filter(closed_on=None).first()
    if case is None:
        raise ReadOnlyRecord(CASE_CLOSED)
    case.lock_open()
    member = give_part(child=child, user=user, by=by)
    note_in_open_case(child, CaseEvent.Kind.NETWORK, member, by=by, detail=member.get_kind_display)
    return member


@transaction.atomic
def follow_school(child: Child, *, by: Any) -> None:
    """Give the supervisors of the child's present school their part, and end those of other schools.

    The present supervisor takes over the duties of former ones; without one they wait for the coordinator. Called when
    the child's schooling changes and when a case opens or closes. ``follow_schools`` catches up on a schooling that
    begins later and on changed supervisor posts.
    """
    wanted = wanted_supervisors([child.pk]).get(child.pk, set())
    present = NetworkMember.objects.filter(child=child, kind=NetworkMember.Kind.SUPERVISOR, until_on=None)
    former = list(present.exclude(user=None).exclude(user_id__in=wanted))
    for part in former:
        end_part(part, by=by)
    users = User.objects.filter(pk__in=wanted).select_related("unit").order_by("name")
    given = [give_part(child=child, user=user, by=by) for user in users]
    for part in former if given else ():
        parts.hand_on(part, given[0], by=by)


def follow_schools(*, by: Any = None) -> int:
    """Match every child's supervisors to the present schools; gives the number of children changed.

    For the night before a new school year, and for a supervisor who has come, gone or changed school.
    """
    wanted = wanted_supervisors(None)
    present: dict[Any, set[Any]] = defaultdict(set)
    held = NetworkMember.objects.filter(kind=NetworkMember.Kind.SUPERVISOR, until_on=None, user__isnull=False)
    for child_id, user_id in held.values_list("child_id", "user_id"):
        present[child_id].add(user_id)
    differing = [
        child_id for child_id in {*wanted, *present} if wanted.get(child_id, set()) != present.get(child_id, set())
    ]
    for child in Child.objects.filter(pk__in=differing).select_related("municipality").order_by("pk"):
        follow_school(child, by=by)
    return len(differing)


def wanted_supervisors(children: list[Any] | None) -> dict[Any, set[Any]]:
    """By child id, for children with an open case (these, or all): the supervisors at their school today."""
    today = timezone.localdate()
    open_cases = Case.objects.open().filter(child=OuterRef("child"))
    schoolings = Schooling.objects.filter(Exists(open_cases), active_on(today))
    if children is not None:
        schoolings = schoolings.filter(child__in=children)
    at_school: dict[Any, set[Any]] = defaultdict(set)
    posts = SchoolPost.objects.active(today).filter(user__is_active=True, user__role=Role.SUPERVISOR)
    if children is not None:
        posts = posts.filter(school__in=schoolings.values("school"))
    for school_id, user_id in posts.values_list("school_id", "user_id"):
        at_school[school_id].add(user_id)
    rows = schoolings.values_list("child_id", "school_id")
    return {child_id: at_school[school_id] for child_id, school_id in rows if at_school[school_id]}
