"""What each record is to access, and the page it is read on."""

from core import access
from core.addresses import address
from goals.models import Agreement, Dream, Goal
from support.models import Sparring

from ..models import Meeting
from .audience import Item
from .since import Since


def of_meeting(data_class: str) -> Item:
    """Something of the meeting itself: its people, its goals, how the child takes part."""
    return Item(data_class, is_of_meeting=True)


def dream_item(dream: Dream) -> Item:
    """A dream."""
    return Item(access.I, frozenset({dream.pk}))


def words_of(record: Meeting | Goal) -> Item:
    """The child's words at a meeting or about a goal."""
    return Item(access.I, frozenset({record.pk}))


def agreement_item(agreement: Agreement, since: Since) -> Item:
    """An agreement. At home it is its owner's, and theirs who were at the sparring it comes from."""
    is_at_home = agreement.data_class == access.E
    from_sparring = agreement.origin_id if agreement.origin == Agreement.Origin.SPARRING else None
    there = since.receivers.get(from_sparring, []) if from_sparring else []
    ids = {agreement.pk, from_sparring} - {None}
    people = since.persons([agreement.owner_id, *there])
    return Item(agreement.data_class, frozenset(ids), people, is_of_meeting=not is_at_home)  # type: ignore[arg-type]


def sparring_item(sparring: Sparring, since: Since) -> Item:
    """A sparring: its receivers' own."""
    people = since.persons(since.receivers.get(sparring.pk, []))
    return Item(sparring.data_class, frozenset({sparring.pk}), people)


def meeting_url(meeting: Meeting) -> str:
    """The meeting's page."""
    return address("meeting", meeting.pk)


def sparring_url(sparring: Sparring) -> str:
    """The sparring's page."""
    return address("sparring", sparring.pk)


def dream_url(since: Since) -> str:
    """The dreams on the case's page."""
    return f"{address('case-goals', since.case.pk)}#dream"


def goal_url(goal: Goal, since: Since) -> str:
    """The goal on the case's page."""
    return f"{address('case-goals', since.case.pk)}#goal-{goal.pk}"


def agreement_url(agreement: Agreement, since: Since) -> str:
    """The agreement on the case's page."""
    return f"{address('case-goals', since.case.pk)}#agreement-{agreement.pk}"
