"""Closing a case, and opening it again."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from children.models import Case, CaseEvent, NetworkMember
from children.models.relation import active_on
from core.access import Role

from .cases import has_open_case
from .network import end_part, follow_school, give_access


@transaction.atomic
def close_case(
    *,
    case: Case,
    by: User,
    reason: str,
    note: str,
    closed_on: dt.date | None = None,
    expected_version: int | None = None,
) -> Case:
    """Close a case with its reason. The coordinator keeps reading; supervisors' and psychologists' parts end.

    Raises ValidationError, Conflict.
    """
    if not case.is_open:
        raise ValidationError({"closed_on": _("Forløbet er allerede afsluttet.")})
    case.closed_on, case.close_reason, case.closing_note = closed_on or timezone.localdate(), reason, note
    case.full_clean(exclude=["child"])
    if case.closed_on > timezone.localdate():
        raise ValidationError({"closed_on": _("Datoen ligger ude i fremtiden. Afslut forløbet, når dagen er kommet.")})
    case.save(by=by, expected_version=expected_version)
    follow_school(case.child, by=by)
    psychologists = NetworkMember.objects.filter(child=case.child, kind=NetworkMember.Kind.PSYCHOLOGIST)
    for part in psychologists.filter(active_on(timezone.localdate())).exclude(user=None):
        end_part(part, by=by)
    CaseEvent.note(case, CaseEvent.Kind.CASE_CLOSED, record_id=case.pk, on=case.closed_on, by=by)
    return case


@transaction.atomic
def reopen_case(
    *, case: Case, by: User, psychologists: Sequence[User] = (), expected_version: int | None = None
) -> Case:
    """Open a closed case again; the closing note stays in its history. The psychologists named get their part again.

    Raises ValidationError where the child has another open case, Conflict.
    """
    if case.is_open:
        raise ValidationError({"closed_on": _("Forløbet er allerede åbent.")})
    if has_open_case(case.child_id):
        raise ValidationError({"child": _("Barnet har allerede et åbent forløb.")})
    case.closed_on, case.close_reason, case.closing_note = None, "", ""
    case.save(by=by, expected_version=expected_version)
    follow_school(case.child, by=by)
    for user in psychologists:
        give_access(child=case.child, user=user, by=by)
    CaseEvent.note(case, CaseEvent.Kind.CASE_REOPENED, record_id=case.pk, by=by)
    return case


def psychologists_at_closing(case: Case) -> list[User]:
    """The psychologists whose access ended with the case, and who still work there: offered when it opens again."""
    closings = CaseEvent.objects.filter(case=case, kind=CaseEvent.Kind.CASE_CLOSED)
    closing = closings.order_by("-recorded_at").first()
    if closing is None:
        return []
    last_day = timezone.localdate(closing.recorded_at) - dt.timedelta(days=1)
    parts = NetworkMember.objects.filter(child=case.child_id, kind=NetworkMember.Kind.PSYCHOLOGIST, until_on=last_day)
    return list(
        User.objects.filter(is_active=True, role=Role.PSYCHOLOGIST, parts__in=parts).distinct().order_by("name")
    )
