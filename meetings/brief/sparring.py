"""Sparring at school and at home since the last meeting, and what it led to."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from core.danish import inside, listing
from goals.models import Agreement
from support.models import Sparring

from .audience import Audience
from .goals import readable_goals
from .items import agreement_item, sparring_item, sparring_url
from .promises import fate
from .since import Since
from .withheld import SPARRING

Row = dict[str, Any]


def sparrings(since: Since, audience: Audience) -> list[Row]:
    """Each sparring, the oldest first, with the agreements it led to and their fate."""
    changes: dict[Any, list[Agreement]] = defaultdict(list)
    for agreement in since.agreements:
        if audience.may_read(agreement_item(agreement, since)):
            changes[agreement.origin_id].append(agreement)
    titles = {goal.pk: goal.title for goal in readable_goals(since, audience)}
    return [
        _sparring(sparring, changes[sparring.pk], titles, since)
        for sparring in since.sparrings
        if audience.may_read(sparring_item(sparring, since), SPARRING[sparring.data_class])
    ]


def _sparring(sparring: Sparring, changes: list[Agreement], titles: dict[UUID, str], since: Since) -> Row:
    about = since.about.get(sparring.pk, [])
    return {
        "setting": sparring.setting,
        "setting_label": str(sparring.get_setting_display()),  # type: ignore[attr-defined]
        "held_on": sparring.held_on,
        "form_label": str(sparring.get_form_display()),  # type: ignore[attr-defined]
        "giver": since.givers.get(sparring.pk, ""),
        "with_whom": listing(since.name(pk) for pk in since.receivers.get(sparring.pk, [])),
        "about": listing(titles[pk] for pk in about if pk in titles),
        "question": sparring.question,
        "nothing_agreed": sparring.nothing_agreed,
        "tried": inside(sparring.get_tried_display()) if sparring.tried else "",  # type: ignore[attr-defined]
        "helped": inside(sparring.get_helped_display()) if sparring.helped else "",  # type: ignore[attr-defined]
        "changes": [
            {"who": since.name(each.owner_id), "what": each.what, **fate(each, since.today)} for each in changes
        ],
        "url": sparring_url(sparring),
    }
