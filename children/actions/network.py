"""Who has a part in a child's network, and so who may open the record."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SchoolPost, User
from children.models import Case, CaseEvent, Child, NetworkMember, Schooling
from children.models.relation import PART_FOR_ROLE, active_on
from core.access import Role

OVERSIGHT_DAYS = 14


@transaction.atomic
def add_member(*, child: Child, by: Any, **fields: Any) -> NetworkMember:
    """Add an adult without access to the child's network. Raises ValidationError for kinds that give access."""
    if fields.get("kind") in NetworkMember.WITH_ACCESS:
        raise ValidationError({"kind": _("Den rolle gives, når forløbet åbnes eller overdrages. Vælg en anden.")})
    member = NetworkMember(child=child, municipality=child.municipality, **fields)
    member.full_clean()
    member.save(by=by)
    note_in_open_case(child, CaseEvent.Kind.NETWORK, member, by=by, detail=str(member.get_kind_display()))
    return member


def note_in_open_case(child: Child, kind: str, record: Any, *, by: Any, on: Any = None, detail: str = "") -> None:
    """Put something on the timeline of the child's open case, if there is one."""
    case = child.cases.filter(closed_on=None).first()
    if case is not None:
        CaseEvent.note(case, kind, record_id=record.pk, by=by, on=on, detail=detail)


@transaction.atomic
def give_part(*, child: Child, user: User, by: Any, from_on: dt.date | None = None) -> NetworkMember:
    """Give a user the part in the child's network that goes with their role. Gives the open part if there is one."""
    kind = PART_FOR_ROLE[Role(user.role)]
    today = timezone.localdate()
    open_part = NetworkMember.objects.filter(child=child, user=user, kind=kind, until_on=None).first()
    if open_part is not None:
        return open_part
    member = NetworkMember(
        child=child,
        municipality=child.municipality,
        user=user,
        kind=kind,
        name=user.name,
        email=user.email,
        phone=user.phone,
        organisation=str(user.unit or ""),
        from_on=from_on or today,
    )
    member.full_clean(exclude=["user"])
    member.save(by=by)
    return member


def end_part(member: NetworkMember, *, by: Any, on: dt.date | None = None) -> None:
    """End a part yesterday (it gives no access from today), or on the day it began."""
    last = (on or timezone.localdate()) - dt.timedelta(days=1)
    if last < member.from_on:
        # A part of no full day: it never was, but the history keeps it.
        last = member.from_on
        member.from_on = last = min(last, timezone.localdate() - dt.timedelta(days=1))
    member.until_on = last
    member.save(by=by)


@transaction.atomic
def follow_school(child: Child, *, by: Any) -> None:
    """Give the supervisors of the child's present school their part, and end those of other schools.

    Called when the child changes school, a case opens or closes, or a supervisor's post changes.
    """
    today = timezone.localdate()
    wanted: set[Any] = set()
    if child.cases.filter(closed_on=None).exists():
        schools = Schooling.objects.filter(active_on(today), child=child).values("school")
        posts = SchoolPost.objects.active(today).filter(school__in=schools, user__is_active=True)
        wanted = set(posts.values_list("user_id", flat=True))
    parts = NetworkMember.objects.filter(child=child, kind=NetworkMember.Kind.SUPERVISOR, until_on=None)
    for part in parts.exclude(user=None).exclude(user_id__in=wanted):
        end_part(part, by=by)
    for user in User.objects.filter(pk__in=wanted):
        member = give_part(child=child, user=user, by=by)
        if not member.part:
            member.part = str(Role.SUPERVISOR.label)
            member.save(by=by)


@transaction.atomic
def oversee(*, case: Case, manager: User, reason: str) -> NetworkMember:
    """A manager opens one child's record for a fortnight, with a reason that stays. Raises ValidationError."""
    reason = reason.strip()
    if len(reason) < 10:
        raise ValidationError({"reason": _("Skriv, hvorfor du har brug for at åbne forløbet.")})
    today = timezone.localdate()
    member = NetworkMember(
        child=case.child,
        municipality=case.municipality,
        user=manager,
        kind=NetworkMember.Kind.OVERSIGHT,
        name=manager.name,
        from_on=today,
        until_on=today + dt.timedelta(days=OVERSIGHT_DAYS),
        reason=reason,
    )
    member.save(by=manager)
    return member
