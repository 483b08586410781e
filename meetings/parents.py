"""Biological parents at a meeting: invited only where the child and the placing authority were asked.

Nothing is refused: what is missing is said before a parent is chosen, and about a parent who is invited.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from children.models import NetworkMember
from core import access

from .models import Meeting

Wish = NetworkMember.Wish
# The child's wish, and the authority's advice: what is said before a parent is chosen.
CHILD = {
    "": gettext_lazy("Barnet er ikke spurgt."),
    Wish.SOMETIMES: gettext_lazy("Barnet ønsker det nogle gange: spørg til dette møde."),
    Wish.NO: gettext_lazy("Barnet ønsker det ikke."),
}
AUTHORITY = {
    "": gettext_lazy("Myndigheden er ikke spurgt."),
    Wish.SOMETIMES: gettext_lazy("Myndigheden tilråder det nogle gange: spørg til dette møde."),
    Wish.NO: gettext_lazy("Myndigheden fraråder det."),
}
# What is said about a parent who is invited all the same.
INVITED_CHILD = {
    "": gettext_lazy("%(name)s er inviteret, men barnet er ikke spurgt."),
    Wish.NO: gettext_lazy("%(name)s er inviteret, men barnet ønsker det ikke."),
}
INVITED_AUTHORITY = {
    "": gettext_lazy("%(name)s er inviteret, men myndigheden er ikke spurgt."),
    Wish.NO: gettext_lazy("%(name)s er inviteret, men myndigheden fraråder det."),
}


def is_parent(member: NetworkMember) -> bool:
    """Whether this adult is a biological parent."""
    return member.kind == NetworkMember.Kind.PARENT


def asked_about(member: NetworkMember, user: Any) -> str:
    """What is to be asked before a parent is invited, as far as this user may know it; "" about anybody else."""
    if not is_parent(member):
        return ""
    if not read_of_parents([member], user):
        return _("Spørg koordinatoren, før du inviterer.")
    words = (
        CHILD.get(member.child_wish, "") if access.may_read(user, access.I) else "",
        AUTHORITY.get(member.authority_advice, "") if access.may_read(user, access.F) else "",
    )
    return " ".join(str(word) for word in words if word)


def read_of_parents(members: Iterable[NetworkMember], user: Any) -> set[str]:
    """The data classes of what ``asked_about`` says of these adults to this user, for the look-up log."""
    if not any(is_parent(member) for member in members):
        return set()
    return {each for each in (access.I, access.F) if access.may_read(user, each)}


def about_invited_parents(meeting: Meeting, user: Any) -> list[tuple[str, str]]:
    """Warnings about invited parents where the child or the authority was not asked, or is against it.

    An answer for this meeting comes before what is noted in the network.
    """
    found = []
    for parent in filter(is_parent, meeting.invited):
        child = INVITED_CHILD.get(meeting.parents_child_asked or parent.child_wish)
        authority = INVITED_AUTHORITY.get(meeting.parents_authority_asked or parent.authority_advice)
        for words, data_class in ((child, access.I), (authority, access.F)):
            if words and access.may_read(user, data_class):
                found.append(("parent_invited", str(words) % {"name": parent.name}))
    return found
