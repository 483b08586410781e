"""What each person around the child promised, and what became of it."""

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.sharing import GROUPS
from children.models import NetworkMember
from children.models.person import person_id
from core.danish import due_distance, inside, near_date
from goals.models import Agreement

from .audience import Audience
from .faces import part_words
from .items import agreement_item, agreement_url
from .since import Since
from .withheld import AGREEMENT

Row = dict[str, Any]
Status = Agreement.Status
# The coordinator stands with the municipality's others: a brief also shows what she has promised herself.
ALSO: dict[str, str] = {NetworkMember.Kind.COORDINATOR: NetworkMember.Kind.CASEWORKER}


def promises(since: Since, audience: Audience) -> list[Row]:
    """Place by place (school, home, municipality), person by person: what was promised and done.

    A place where nothing was promised is named too, unless something there is held back.
    """
    readable: dict[UUID, list[Agreement]] = defaultdict(list)
    hidden = set()
    for agreement in since.agreements:
        owner = since.members[agreement.owner_id]
        if audience.may_read(agreement_item(agreement, since), AGREEMENT[agreement.data_class]):
            readable[person_id(owner)].append(agreement)
        else:
            hidden.add(ALSO.get(owner.kind, owner.kind))
    owners = {person_id(member): member for member in since.members.values() if person_id(member) in readable}
    rows = []
    for label, kinds in GROUPS:
        people = [member for member in owners.values() if ALSO.get(member.kind, member.kind) in kinds]
        is_expected = any(member.kind in kinds for member in since.there) and hidden.isdisjoint(kinds)
        if people or is_expected:
            rows.append({"label": str(label), "people": [_person(each, readable, since) for each in people]})
    return rows


def _person(member: NetworkMember, readable: dict[UUID, list[Agreement]], since: Since) -> Row:
    return {
        "name": member.name,
        "part": part_words(member),
        "has_left": member.has_ended(since.today),
        "promises": [_promise(agreement, since) for agreement in readable[person_id(member)]],
    }


def _promise(agreement: Agreement, since: Since) -> Row:
    return {
        "what": agreement.what,
        "terms": terms(agreement),
        "source": source(agreement, since),
        **fate(agreement, since.today),
        "outcome": outcome(agreement),
        "url": agreement_url(agreement, since),
    }


def terms(agreement: Agreement) -> str:
    """Where, how often, from and until when."""
    place = str(agreement.get_place_display())  # type: ignore[attr-defined]
    rhythm = inside(agreement.get_rhythm_display())  # type: ignore[attr-defined]
    days = _("fra %(day)s") % {"day": near_date(agreement.from_on)}
    if agreement.due_on:
        days += " " + _("til %(day)s") % {"day": near_date(agreement.due_on)}
    return ", ".join(filter(None, [place, rhythm, agreement.when, days]))


def source(agreement: Agreement, since: Since) -> str:
    """Where it was agreed, in words."""
    places = ((_("Aftalt på mødet %(day)s"), since.held), (_("Aftalt i sparring %(day)s"), since.sparrings))
    for words, records in places:
        for record in records:
            if record.pk == agreement.origin_id:
                return words % {"day": near_date(record.held_on)}
    return str(agreement.get_origin_display())  # type: ignore[attr-defined]


def fate(agreement: Agreement, today: dt.date) -> dict[str, str]:
    """What became of an agreement: a state, and its words."""
    if agreement.status == Status.DONE:
        return {"state": "ok", "state_text": _("Gjort %(day)s") % {"day": near_date(agreement.ended_on)}}
    if agreement.status == Status.STOPPED:
        return {"state": "info", "state_text": _("Stoppet %(day)s") % {"day": near_date(agreement.ended_on)}}
    if agreement.is_overdue(today):
        return {"state": "overdue", "state_text": due_distance(agreement.due_on)}
    return {"state": "waiting", "state_text": str(Status.OPEN.label)}


def outcome(agreement: Agreement) -> str:
    """What was answered when it was last followed up."""
    if agreement.followed_up_on is None:
        return "" if not agreement.is_open else _("Ikke fulgt op endnu")
    parts = [_("Fulgt op %(day)s") % {"day": near_date(agreement.followed_up_on)}]
    if agreement.tried:
        parts.append(_("prøvet: %(said)s") % {"said": inside(agreement.get_tried_display())})  # type: ignore[attr-defined]
    if agreement.helped:
        parts.append(_("hjalp: %(said)s") % {"said": inside(agreement.get_helped_display())})  # type: ignore[attr-defined]
    return ". ".join(filter(None, [", ".join(parts), agreement.outcome]))


def is_followed_up(agreement: Agreement, since: Since) -> bool:
    """Whether somebody has followed it up since the last meeting."""
    on = agreement.followed_up_on
    return on is not None and on > since.last_on
