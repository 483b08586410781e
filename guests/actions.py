"""Giving a link, opening it, a new code, ending it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from children.models import Case, NetworkMember
from core.models import LookUp, ReadOnlyRecord

from . import codes
from .models import TRIES, Link
from .registry import GuestTask, tasks
from .sending import queue_code, queue_link


@transaction.atomic
def give_link(
    *,
    case: Case,
    member: NetworkMember | None,
    task: GuestTask,
    record_id: UUID,
    way: str,
    code_way: str = Link.CodeWay.TOLD,
    by: Any,
) -> Link:
    """Give a member of the child's network, or the child, a link for a task. A former one for the same is ended.

    Raises ValidationError, ReadOnlyRecord.
    """
    case.lock_open()
    for former in Link.objects.live().filter(case=case, member=member, task=task.key, record_id=record_id):
        end_link(link=former, by=by)
    link = Link(case=case, child=case.child, member=member, task=task.key, record_id=record_id, way=way)
    link.municipality, link.code_way = case.municipality, code_way
    record = task.record_of(link)
    if record is None:
        raise ValidationError({"purpose": _("Vælg, hvad linket skal bruges til.")})
    link.expires_at = task.expiry(record)
    link.seal()
    link.full_clean()
    link.save(by=by)
    queue_link(link)
    return link


def end_link(*, link: Link, by: Any, expected_version: int | None = None) -> Link:
    """End a link at once, and the session of whoever is in by it.

    Raises ReadOnlyRecord for one that has ended, Conflict.
    """
    if not link.is_live:
        raise ReadOnlyRecord(_("Linket er lukket."))
    link.revoked_at, link.revoked_by = timezone.now(), by
    link.save(by=by, expected_version=expected_version)
    return link


@transaction.atomic
def renew_code(*, link: Link, by: Any, expected_version: int | None = None) -> Link:
    """Give a link a new code, with all its tries: for a code that was lost, or tried by others. The link stays.

    Raises ReadOnlyRecord for a link that is ended, Conflict.
    """
    if not link.is_live:
        raise ReadOnlyRecord(_("Linket er lukket. Giv et nyt."))
    link.code_number += 1
    link.tries_left = TRIES
    link.seal()
    link.save(by=by, expected_version=expected_version)
    queue_code(link)
    return link


def find_link(token: str, *, lock: bool = False) -> tuple[Link, GuestTask] | None:
    """The link of a token and its task, if a code would open it now.

    A used, old, withdrawn, foreign or unknown link takes the same query.
    """
    links = Link.objects.openable().select_related("case__child", "case__municipality", "member__adult")
    if lock:
        links = links.select_for_update(of=("self",))
    link = links.filter(token_digest=codes.digest(token)).first()
    return (link, tasks()[link.task]) if link is not None else None


@transaction.atomic
def open_link(*, token: str, code: str, route: str) -> tuple[Link | None, bool]:
    """Try a code: gives the link, if there is one, and whether the code opens it. A wrong code costs a try."""
    found = find_link(token, lock=True)
    link = found[0] if found else None
    is_right = codes.is_code(code, link.code_digest if link else codes.NO_CODE)
    if link is None:
        return None, False
    if not is_right:
        link.tries_left -= 1
        # A try is no change of the record: the look-up log has it.
        Link.objects.filter(pk=link.pk).update(tries_left=link.tries_left)
        _log_refused(link, route)
    else:
        # Who has the code has not guessed it: the tries begin anew.
        opened_at = link.opened_at or timezone.now()
        Link.objects.filter(pk=link.pk).update(opened_at=opened_at, tries_left=TRIES)
    return link, is_right


def _log_refused(link: Link, route: str) -> None:
    LookUp.note(
        user=link.guest(),
        relation="",
        action=LookUp.Action.READ,
        result=LookUp.Result.DENIED,
        route=route,
        child_ids=(),
        classes=(),
        reason="",
    )
