"""What tells a record from others of its kind, where one field does not: in words, and by who reads them."""

from collections.abc import Callable, Collection
from textwrap import shorten
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from core import access
from core.danish import date_words, inside, listing

LONGEST = 90


class Reader(NamedTuple):
    """A reader, and the ids of the items passed on to them."""

    user: Any
    released: Collection[UUID] = frozenset()

    def reads(self, data_class: str, record: Any) -> bool:
        """Whether a record of this class may be read: by the role, or because it was passed on."""
        level = access.level(self.user.role, data_class, record)
        return level >= access.Level.READ or (level == access.Level.RELEASED and record.pk in self.released)


class Name(NamedTuple):
    """The words that tell a record from others of its kind, and their data class."""

    words: str
    data_class: str = access.A


def _agreement(agreement: Any, reader: Reader) -> Name:
    """What is to be done, for users who may read it; for others, its owner."""
    if agreement.is_readable_by(reader.user, reader.released):
        return Name(shorten(agreement.what, LONGEST, placeholder="…"), agreement.data_class)
    return Name(agreement.owner.name)


def _reviewed(review: Any, reader: Reader) -> Name:
    return _agreement(review.agreement, reader)


def _sparring(sparring: Any, reader: Reader) -> Name:
    """Where it was, and for users who may read it with whom."""
    place = _("i hjemmet") if sparring.setting == sparring.Setting.HOME else _("i skolen")
    names = listing(sparring.people)
    if not names or not reader.reads(sparring.data_class, sparring):
        return Name(place)
    return Name(_("%(place)s med %(names)s") % {"place": place, "names": names}, sparring.data_class)


def _contact(contact: Any, reader: Reader) -> Name:
    return Name(listing(contact.people))


def _meeting(meeting: Any, reader: Reader) -> Name:
    """Its kind, and the day where that is not the day of the event itself."""
    kind = inside(meeting.get_kind_display())
    return Name(kind if meeting.held_on else f"{kind} {date_words(meeting.starts_at)}")


NAMED_BY_RULE: dict[str, Callable[[Any, Reader], Name]] = {
    "goals.Agreement": _agreement,
    "meetings.AgreementReview": _reviewed,
    "meetings.Meeting": _meeting,
    "support.Contact": _contact,
    "support.Sparring": _sparring,
}
# The related records these names need: references, and the people who took part, as ``people``.
JOINED_WITH: dict[str, tuple[str, ...]] = {
    "goals.Agreement": ("owner", "case"),
    "meetings.AgreementReview": ("agreement__owner", "agreement__case"),
    "support.Contact": ("case",),
    "support.Sparring": ("case",),
}
PEOPLE = {"support.Contact": "members", "support.Sparring": "receivers"}
