"""What is missing in a booked meeting: shown, never required."""

from typing import Any

from django.utils.translation import gettext as _

from children.models import NetworkMember
from core import access

from .models import Meeting
from .parents import about_invited_parents


def missing_parts(meeting: Meeting, user: Any) -> list[dict[str, str]]:
    """Warnings about what is missing in a booked meeting, as far as the user may know it.

    Reads ``meeting.attendances`` with their members: prefetch them for a list.
    """
    if not meeting.is_planned:
        return []
    return [{"key": key, "text": text} for key, text in _found(meeting, user)]


def _found(meeting: Meeting, user: Any) -> list[tuple[str, str]]:
    found = []
    if not meeting.child_part:
        found.append(("no_child_part", _("Det er ikke aftalt med barnet, hvordan barnet er med.")))
    elif meeting.child_part != Meeting.ChildPart.NOT and meeting.prepared_by_id is None:
        found.append(("not_prepared", _("Der mangler en, som forbereder barnet på mødet.")))
    found += about_invited_parents(meeting, user)
    if not meeting.is_of_the_cycle:
        return found
    if not any(member.kind == NetworkMember.Kind.CASEWORKER for member in meeting.invited):
        found.append(("no_caseworker", _("Rådgiveren er ikke inviteret.")))
    if not meeting.parents_child_asked and access.may_read(user, access.I):
        found.append(("child_not_asked", _("Barnet er ikke spurgt, om forældrene skal være med.")))
    if not meeting.parents_authority_asked and access.may_read(user, access.F):
        found.append(("authority_not_asked", _("Myndigheden er ikke spurgt om forældrenes deltagelse i mødet.")))
    return found
