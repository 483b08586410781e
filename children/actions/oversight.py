"""A manager's access to one child: begun with a reason, ended after a fortnight or by the manager."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from children.models import Case, CaseEvent, NetworkMember
from children.models.relation import active_on

from .network import end_part

OVERSIGHT_DAYS = 14


@transaction.atomic
def oversee(*, case: Case, manager: User, reason: str) -> NetworkMember:
    """Give a manager access to one child's record for a fortnight, with a reason that stays; a timeline event tells
    of it.

    Raises ValidationError.
    """
    reason = reason.strip()
    if len(reason) < 10:
        raise ValidationError({"reason": _("Skriv, hvorfor du har brug for at åbne forløbet.")})
    today = timezone.localdate()
    standing: NetworkMember | None = NetworkMember.objects.filter(
        active_on(today), child=case.child, user=manager, kind=NetworkMember.Kind.OVERSIGHT
    ).first()
    if standing is not None:
        return standing
    member = NetworkMember(
        child=case.child,
        municipality=case.municipality,
        user=manager,
        kind=NetworkMember.Kind.OVERSIGHT,
        name=manager.name,
        from_on=today,
        until_on=today + dt.timedelta(days=OVERSIGHT_DAYS - 1),
        reason=reason,
    )
    member.save(by=manager)
    CaseEvent.note(case, CaseEvent.Kind.OVERSIGHT, record_id=member.pk, by=manager)
    return member


@transaction.atomic
def end_oversight(*, case: Case, manager: User) -> None:
    """End a manager's access as of now. That it existed, and why, stays.

    Raises ValidationError where the manager has none.
    """
    standing = NetworkMember.objects.filter(
        active_on(timezone.localdate()), child=case.child, user=manager, kind=NetworkMember.Kind.OVERSIGHT
    )
    if not standing:
        raise ValidationError({"case": _("Forløbet er ikke åbent for dig.")})
    for member in standing:
        end_part(member, by=manager)
