"""What is still open before the meeting: nobody needs to look for it anywhere else."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address
from core.danish import due_distance, near_date

from ..missing import missing_parts
from .audience import Audience
from .goals import readable_goals
from .items import agreement_item, agreement_url, goal_url, meeting_url, sparring_item, sparring_url
from .promises import is_followed_up
from .since import Since

Row = dict[str, Any]


def still_open(since: Since, audience: Audience, user: Any) -> list[Row]:
    """One line for each thing nobody has answered, decided or written yet."""
    return [
        *_agreements(since, audience),
        *_sparrings(since, audience),
        *_goals(since, audience),
        *_meeting(since, audience, user),
    ]


def _agreements(since: Since, audience: Audience) -> list[Row]:
    """Those over time by name. How many others have not been followed up is one line: each stands under its owner."""
    mine = [each for each in since.agreements if each.is_open and audience.may_read(agreement_item(each, since))]
    rows = [
        {
            "text": f"{since.name(agreement.owner_id)}: {agreement.what}",
            "why": due_distance(agreement.due_on),
            "url": agreement_url(agreement, since),
        }
        for agreement in mine
        if agreement.is_overdue(since.today)
    ]
    waiting = sum(not each.is_overdue(since.today) and not is_followed_up(each, since) for each in mine)
    if waiting:
        text = ngettext("%(count)s aftale i gang", "%(count)s aftaler i gang", waiting) % {"count": waiting}
        url = address("case-agreements", since.case.pk)
        rows.append({"text": text, "why": _("ikke fulgt op siden sidst"), "url": url})
    return rows


def _sparrings(since: Since, audience: Audience) -> list[Row]:
    return [
        {
            "text": _("Sparring %(day)s") % {"day": near_date(sparring.held_on)},
            "why": _("er det prøvet?"),
            "url": sparring_url(sparring),
        }
        for sparring in since.sparrings
        if not sparring.nothing_agreed
        and not sparring.tried
        and sparring.held_on < since.today
        and audience.may_read(sparring_item(sparring, since))
    ]


def _goals(since: Since, audience: Audience) -> list[Row]:
    return [
        {"text": goal.title, "why": goal.missing_label(name), "url": goal_url(goal, since)}
        for goal in readable_goals(since, audience)
        if goal.is_open
        for name in goal.missing
    ]


def _meeting(since: Since, audience: Audience, user: Any) -> list[Row]:
    """What is missing in the booked meeting is for its owner's eyes."""
    if since.coming is None or audience.key:
        return []
    return [
        {"text": each["text"], "why": "", "url": meeting_url(since.coming)}
        for each in missing_parts(since.coming, user)
    ]
