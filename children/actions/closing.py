"""Closing a case, and opening it again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from children import openends
from children.models import Case, CaseEvent, Closing, NetworkMember
from children.models.memberkey import refuse_outside_network
from children.models.relation import active_on
from core.access import Role
from core.danish import date_words
from core.models.dates import refuse_future

from .cases import refuse_second_case
from .network import end_part, follow_school, give_access

CLOSED_ALREADY = gettext_lazy("Forløbet er allerede afsluttet.")


@transaction.atomic
def close_case(*, case: Case, by: User, expected_version: int | None = None, **asked: Any) -> Case:
    """Close a case with its reason; what is open in it ends in the same write. ``asked`` is as in ``_asked``.

    The coordinator can still read it; supervisors' and psychologists' parts end. Raises ValidationError, Conflict.
    """
    closing = _asked(case, by=by, **asked)
    _close(case, closing, by=by, expected_version=expected_version)
    closing.told.set(asked.get("told", ()))
    return case


@transaction.atomic
def ask_to_close(*, case: Case, by: User, expected_version: int | None = None, **asked: Any) -> Case:
    """Close a case, or ask the manager to approve the closing where the municipality wants that.

    A new request replaces one that waits or was sent back. Raises ValidationError, Conflict.
    """
    if not case.municipality.closing_needs_approval:
        return close_case(case=case, by=by, expected_version=expected_version, **asked)
    closing = _asked(case, by=by, **asked)
    closing.state = Closing.State.ASKED
    # A waiting closing makes a new version of the case.
    case.save(by=by, expected_version=expected_version, beside=True)
    closing.save(by=by)
    closing.told.set(asked.get("told", ()))
    CaseEvent.note(case, CaseEvent.Kind.CLOSING_ASKED, record_id=closing.pk, by=by)
    return case


@transaction.atomic
def approve_closing(*, case: Case, by: User, expected_version: int | None = None) -> Case:
    """Approve a closing as a manager; the case is closed. Raises ValidationError, Conflict."""
    closing = waiting(case, Closing.State.ASKED)
    closing.decided_by = by
    return _close(case, closing, by=by, expected_version=expected_version)


@transaction.atomic
def return_closing(*, case: Case, by: User, word: str, expected_version: int | None = None) -> Case:
    """Send a closing back with a note of what is missing. Raises ValidationError, Conflict."""
    closing = waiting(case, Closing.State.ASKED)
    case.save(by=by, expected_version=expected_version, beside=True)
    closing.state, closing.decided_by, closing.word = Closing.State.RETURNED, by, word
    closing.save(by=by)
    CaseEvent.note(case, CaseEvent.Kind.CLOSING_RETURNED, record_id=closing.pk, by=by)
    return case


def waiting(case: Case, *states: str) -> Closing:
    """The case's closing in one of these states. Raises ValidationError where there is none."""
    found: Closing | None = Closing.objects.filter(case=case, state__in=states).first()
    if found is None:
        raise ValidationError({"closed_on": _("Der er ingen afslutning, der venter på godkendelse.")})
    return found


def _asked(
    case: Case,
    *,
    by: User,
    reason: str,
    note: str = "",
    closed_on: dt.date | None = None,
    told: Sequence[NetworkMember] = (),
    chosen: Mapping[str, Mapping[str, str]] | None = None,
) -> Closing:
    """The requested closing, unsaved: the day, the reason, who is notified, and how open work ends.

    Raises ValidationError.
    """
    if not case.is_open:
        raise ValidationError({"closed_on": CLOSED_ALREADY})
    refuse_outside_network(told, case.child_id, field="told")
    closing = Closing.objects.filter(case=case).exclude(state=Closing.State.DONE).first() or Closing(case=case)
    closing.closed_on, closing.reason, closing.note = closed_on or timezone.localdate(), reason, note
    closing.chosen, closing.asked_by, closing.word = dict(chosen or {}), by, ""
    _check_day(case, closing)
    return closing


def _check_day(case: Case, closing: Closing) -> None:
    """Raises ValidationError for a day on which the case cannot close."""
    probe = Case.objects.select_related("child").get(pk=case.pk)
    probe.closed_on, probe.close_reason = closing.closed_on, closing.reason
    probe.full_clean(exclude=["child"])
    refuse_future(_("Afslut forløbet, når dagen er kommet."), closed_on=closing.closed_on)
    last_on = openends.last_held_on(case)
    if last_on is not None and closing.closed_on < last_on:
        message = _("Der er holdt et møde %(day)s. Vælg den dag eller en senere.") % {"day": date_words(last_on)}
        raise ValidationError({"closed_on": message})


def _close(case: Case, closing: Closing, *, by: User, expected_version: int | None) -> Case:
    # A user who books a meeting or closes the case at the same moment waits here, and is then refused.
    if not Case.objects.select_for_update().get(pk=case.pk).is_open:
        raise ValidationError({"closed_on": CLOSED_ALREADY})
    _check_day(case, closing)
    openends.end_all(case, chosen=closing.chosen, by=by)
    case.closed_on, case.close_reason, case.closing_note = closing.closed_on, closing.reason, closing.note
    case.save(by=by, expected_version=expected_version)
    closing.state = Closing.State.DONE
    closing.save(by=by)
    _end_parts(case, by=by)
    CaseEvent.note(case, CaseEvent.Kind.CASE_CLOSED, record_id=case.pk, on=case.closed_on, by=by)
    return case


def _end_parts(case: Case, *, by: User) -> None:
    """End the parts that came with the open case: supervisors' and psychologists'."""
    follow_school(case.child, by=by)
    psychologists = NetworkMember.objects.filter(child=case.child, kind=NetworkMember.Kind.PSYCHOLOGIST)
    for part in psychologists.filter(active_on(timezone.localdate())).exclude(user=None):
        end_part(part, by=by)


@transaction.atomic
def reopen_case(
    *, case: Case, by: User, psychologists: Sequence[User] = (), expected_version: int | None = None
) -> Case:
    """Open a closed case again; the closing note stays in its history. These psychologists get their parts again.

    Raises ValidationError where the child has another open case, Conflict.
    """
    if case.is_open:
        raise ValidationError({"closed_on": _("Forløbet er allerede åbent.")})
    refuse_second_case(case.child_id)
    case.closed_on, case.close_reason, case.closing_note = None, "", ""
    case.reopened_on = timezone.localdate()
    case.save(by=by, expected_version=expected_version)
    follow_school(case.child, by=by)
    for user in psychologists:
        give_access(child=case.child, user=user, by=by)
    CaseEvent.note(case, CaseEvent.Kind.CASE_REOPENED, record_id=case.pk, by=by)
    return case


def psychologists_at_closing(case: Case) -> list[User]:
    """The psychologists whose access ended with the case and who still work there: offered when it opens again."""
    closings = CaseEvent.objects.filter(case=case, kind=CaseEvent.Kind.CASE_CLOSED)
    closing = closings.order_by("-recorded_at").first()
    if closing is None:
        return []
    last_day = timezone.localdate(closing.recorded_at) - dt.timedelta(days=1)
    parts = NetworkMember.objects.filter(child=case.child_id, kind=NetworkMember.Kind.PSYCHOLOGIST, until_on=last_day)
    return list(
        User.objects.filter(is_active=True, role=Role.PSYCHOLOGIST, parts__in=parts).distinct().order_by("name")
    )
