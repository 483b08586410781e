"""The last meeting, the one to come, who has come and gone between them, and how the child takes part."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from children.models import NetworkMember
from children.models.person import person_id
from core import access
from core.danish import date_words, inside

from ..models import Meeting
from ..usual import is_new_since
from . import withheld
from .audience import Audience, Item
from .items import meeting_url, of_meeting
from .since import Since

Row = dict[str, Any]


def last_meeting(since: Since, audience: Audience) -> Row | None:
    """The last meeting held, who came and who did not."""
    if since.last is None or not audience.may_read(of_meeting(access.A)):
        return None
    there = since.attendances.get(since.last.pk, [])
    return {
        "kind_label": str(since.last.get_kind_display()),
        "held_on": since.last.held_on,
        "came": _names(since, (row.member_id for row in there if row.attended)),
        "absent": _names(since, (row.member_id for row in there if row.invited and row.attended is False)),
        "url": meeting_url(since.last),
    }


def coming_meeting(since: Since, audience: Audience) -> Row | None:
    """The booked meeting, who is invited, and how the child takes part."""
    if since.coming is None or not audience.may_read(of_meeting(access.A)):
        return None
    return {
        "id": str(since.coming.pk),
        "kind_label": str(since.coming.get_kind_display()),
        "starts_at": since.coming.starts_at,
        "place": since.coming.place,
        # The same people as the readers of a brief for everybody.
        "invited": sorted({member.name for member in since.there}),
        "child_part": _child_part(since, since.coming, audience),
        "url": meeting_url(since.coming),
    }


def changed_faces(since: Since, audience: Audience) -> dict[str, list[str]]:
    """Who is new among those to be there, and who of the last meeting has left the network."""
    if since.last is None or not audience.may_read(of_meeting(access.A)):
        return {"new": [], "gone": []}
    last_time = since.last_time
    then = {row.member_id for row in since.attendances.get(since.last.pk, [])}
    here = {person_id(member) for member in since.present}
    new = [member for member in since.there if is_new_since(member, last_time)]
    gone = [member for pk, member in since.members.items() if pk in then and person_id(member) not in here]
    return {"new": [str(member) for member in new], "gone": [str(member) for member in gone]}


def _names(since: Since, member_ids: Iterable[Any]) -> list[str]:
    return sorted(filter(None, (since.name(pk) for pk in member_ids)))


def _child_part(since: Since, meeting: Meeting, audience: Audience) -> list[str]:
    """What has been agreed about the child's part, in sentences."""
    lines = [_("Barnets deltagelse: %(part)s.") % {"part": inside(meeting.get_child_part_display())}]
    for words, member_id in (
        (_("%(name)s taler for barnet."), meeting.represented_by_id),
        (_("%(name)s forbereder barnet."), meeting.prepared_by_id),
        (_("Barnet sidder ved siden af %(name)s."), meeting.sits_next_to_id),
    ):
        if name := since.name(member_id):
            lines.append(words % {"name": name})
    private = (
        (access.I, meeting.child_part_note, "%(said)s"),
        (access.I, meeting.parents_child_asked, _("Barnet ønsker forældrene med: %(said)s.")),
        (access.F, meeting.parents_authority_asked, _("Myndigheden tilråder, at forældrene er med: %(said)s.")),
    )
    answers = dict(Meeting.Answer.choices)
    for data_class, said, words in private:
        if said and audience.may_read(Item(data_class, frozenset({meeting.pk})), withheld.WISHES):
            lines.append(words % {"said": inside(answers.get(said, "")) or said})
    return lines


def since_words(since: Since) -> str:
    """From when the brief counts, in words."""
    if since.last is None:
        return _("Siden forløbet begyndte %(day)s") % {"day": date_words(since.case.opened_on)}
    is_first = since.last.kind == Meeting.Kind.START_UP
    words = _("Siden opstartsmødet %(day)s") if is_first else _("Siden opfølgningsmødet %(day)s")
    return words % {"day": date_words(since.last.held_on)}


def part_words(member: NetworkMember) -> str:
    """A member's part around the child, in words."""
    return str(member.part or member.get_kind_display())
