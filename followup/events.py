"""The record each event on the timeline is about, and the page it leads to."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from children.models import CaseEvent

from .naming import Naming

Kind = CaseEvent.Kind


class About(NamedTuple):
    """The model of an event's record, its route, and whether the route takes the "case" or the "record"."""

    model: str
    route: str
    takes: str = "case"


MEETING = About("meetings.Meeting", "meeting", "record")
GOAL = About("goals.Goal", "case-goals")
AGREEMENT = About("goals.Agreement", "case-goals")
CASE = About("children.Case", "case")
ABOUT: dict[str, About] = {
    Kind.CASE_OPENED: CASE,
    Kind.CASE_CLOSED: CASE,
    Kind.CLOSING_ASKED: CASE,
    Kind.CLOSING_RETURNED: CASE,
    Kind.CASE_REOPENED: CASE,
    Kind.HANDOVER: About("children.Handover", "case"),
    Kind.PLACEMENT: About("children.Placement", "case-basics"),
    Kind.SCHOOLING: About("children.Schooling", "case-basics"),
    Kind.NETWORK: About("children.NetworkMember", "case-network"),
    Kind.OVERSIGHT: About("children.NetworkMember", "case-network"),
    Kind.ASSESSMENT_ORDERED: About("assessments.Assessment", "case-assessment"),
    Kind.ASSESSMENT_RECEIVED: About("assessments.AssessmentPart", "case-assessment"),
    Kind.ASSESSMENT_PASSED_ON: About("assessments.AssessmentReport", "case-assessment"),
    Kind.DREAM: About("goals.Dream", "case-goals"),
    Kind.GOAL_AGREED: GOAL,
    Kind.GOAL_ENDED: GOAL,
    Kind.AGREEMENT: AGREEMENT,
    Kind.AGREEMENT_ENDED: AGREEMENT,
    Kind.SPARRING: About("support.Sparring", "sparring", "record"),
    Kind.SPARRING_REMOVED: About("support.Sparring", "case-sparring"),
    Kind.CONTACT: About("support.Contact", "contact", "record"),
    Kind.MEETING_BOOKED: MEETING,
    Kind.MEETING_MOVED: MEETING,
    Kind.MEETING_HELD: MEETING,
    Kind.MEETING_CANCELLED: MEETING,
    Kind.POSTPONED: About("followup.Postponement", "case"),
}
# Kinds whose own word leaves open whose agreement, which goal or who of the network it was.
NAMED = {Kind.AGREEMENT, Kind.AGREEMENT_ENDED, Kind.GOAL_AGREED, Kind.GOAL_ENDED, Kind.NETWORK, Kind.SCHOOLING}


def which_records(events: Sequence[tuple[str, UUID]], user: Any) -> dict[UUID, str]:
    """The names of records by id, for kinds that need one, as far as ``user`` may know them.

    ``events``: each event's kind and record id.
    """
    wanted = [(ABOUT[kind].model, record_id) for kind, record_id in events if kind in NAMED]
    naming = Naming(wanted)
    return {record_id: naming.which(model, record_id, user) for model, record_id in wanted}
