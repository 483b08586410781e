"""The record each event on the timeline is about, and the page it leads to."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from children.models import CaseEvent

from .naming import Naming
from .recordnames import Reader

Kind = CaseEvent.Kind


class About(NamedTuple):
    """The model of an event's record, the route it leads to, and whether that takes the "case" or the "record".

    ``row``: what the record's own row on that page is called, before its id; "" where the page has no such row.
    """

    model: str
    route: str
    takes: str = "case"
    row: str = ""


MEETING = About("meetings.Meeting", "meeting", "record")
GOAL = About("goals.Goal", "case-goals", row="goal")
AGREEMENT = About("goals.Agreement", "case-goals", row="agreement")
CASE = About("children.Case", "case")
ABOUT: dict[str, About] = {
    Kind.CASE_OPENED: CASE,
    Kind.CASE_CLOSED: CASE,
    Kind.CLOSING_ASKED: CASE,
    Kind.CLOSING_RETURNED: CASE,
    Kind.CASE_REOPENED: CASE,
    Kind.HANDOVER: About("children.Handover", "case"),
    Kind.PLACEMENT: About("children.Placement", "case-basics", row="placement"),
    Kind.SCHOOLING: About("children.Schooling", "case-basics", row="schooling"),
    Kind.NETWORK: About("children.NetworkMember", "case-network", row="member"),
    Kind.OVERSIGHT: About("children.NetworkMember", "case-network", row="member"),
    Kind.ASSESSMENT_ORDERED: About("assessments.Assessment", "case-assessment"),
    Kind.ASSESSMENT_RECEIVED: About("assessments.AssessmentPart", "case-assessment", row="part"),
    Kind.ASSESSMENT_PASSED_ON: About("assessments.AssessmentReport", "case-assessment"),
    Kind.DREAM: About("goals.Dream", "case-goals", row="dream"),
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
# Kinds whose own word and detail tell which record it was.
NAMED_BY_KIND = {
    Kind.CASE_OPENED,
    Kind.CASE_CLOSED,
    Kind.CLOSING_ASKED,
    Kind.CLOSING_RETURNED,
    Kind.CASE_REOPENED,
    Kind.ASSESSMENT_ORDERED,
    Kind.ASSESSMENT_RECEIVED,
    Kind.ASSESSMENT_PASSED_ON,
    Kind.DREAM,
    Kind.SPARRING_REMOVED,
    Kind.POSTPONED,
}


def name_events(events: Sequence[dict[str, Any]], reader: Reader) -> set[str]:
    """Give each event its ``which``: the record it is about, as far as the reader may know.

    Gives the data classes that this reveals.
    """
    records = [(ABOUT[each["kind"]].model, each["record"]) for each in events if each["kind"] not in NAMED_BY_KIND]
    naming = Naming(records, reader)
    for event in events:
        known = event["kind"] not in NAMED_BY_KIND
        event["which"] = naming.which(ABOUT[event["kind"]].model, event["record"]) if known else ""
    return naming.classes
