"""Kinds of news: what one person is notified of at once when somebody else acts."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentPart
from children.models import NetworkMember, Release
from core.danish import inside
from meetings.models import Meeting

from .steps.kind import Place

Item = Release.Item
CASE = Place("case")
# The page that shows an item passed on.
READ_AT = {
    Item.PART: Place("assessment-part", "record"),
    Item.REPORT: Place("assessment-report", "record"),
    Item.DREAM: Place("case-goals"),
    Item.GOAL: Place("case-goals"),
    Item.AGREEMENT: Place("case-goals"),
    Item.SPARRING: Place("sparring", "record"),
    Item.MEETING: Place("meeting", "record"),
    Item.DIAGNOSIS: Place("case-basics"),
    Item.OTHER_MEASURE: Place("case-basics"),
}


@dataclass(frozen=True)
class NewsKind:
    """One kind of news, with its words and its page."""

    rule: str
    label: Any
    # May use ``%(day)s``, and ``%(what)s`` for what a notice is ``about``: one of ``kinds``.
    text: Any
    kinds: Any = None
    leads_to: Place = CASE
    # The page, where it depends on what the notice is about.
    leads_by: dict[Any, Place] = field(default_factory=dict)

    def place(self, about: str) -> Place:
        """The page it leads to."""
        return self.leads_by.get(about, self.leads_to)

    def what(self, about: str) -> str:
        """What the notice is about, as words inside a sentence."""
        return inside(self.kinds(about).label) if self.kinds and about else ""


ITEM_SHARED = NewsKind(
    "item_shared",
    _("Noget er delt med dig"),
    _("Delt med dig: %(what)s."),
    kinds=Item,
    # A notice of several shared items is about none of them alone.
    leads_to=Place("case-given"),
    leads_by=READ_AT,
)
CASE_HANDED_OVER = NewsKind(
    "case_handed_over",
    _("Et forløb er overdraget til dig"),
    _("Du er nu læringskoordinator for forløbet. Læs overdragelsen."),
)
CHILD_GIVEN = NewsKind(
    "child_given", _("Du er kommet med i et forløb"), _("Du er nu med som %(what)s."), kinds=NetworkMember.Kind
)
PART_ORDERED = NewsKind(
    "part_ordered",
    _("En del af afdækningen er bestilt hos dig"),
    _("Bestilt hos dig: %(what)s. Se, hvad der er brug for at vide."),
    kinds=AssessmentPart.Kind,
    leads_to=Place("assessment-part", "record"),
)
PART_HANDED_IN = NewsKind(
    "part_handed_in",
    _("En del af afdækningen er modtaget"),
    _("Delen er klar til, at du læser den."),
    leads_to=Place("assessment-part", "record"),
)
MEETING_BOOKED = NewsKind(
    "meeting_booked",
    _("Du er inviteret til et møde"),
    _("Du er inviteret til %(what)s %(day)s."),
    kinds=Meeting.Kind,
    leads_to=Place("meeting", "record"),
)
MEETING_MOVED = NewsKind(
    "meeting_moved",
    _("Et møde er flyttet"),
    _("Nyt tidspunkt for %(what)s: %(day)s."),
    kinds=Meeting.Kind,
    leads_to=Place("meeting", "record"),
)
MEETING_CANCELLED = NewsKind(
    "meeting_cancelled",
    _("Et møde er aflyst"),
    _("Aflyst: %(what)s %(day)s."),
    kinds=Meeting.Kind,
    leads_to=Place("meeting", "record"),
)
MEETING_UNINVITED = NewsKind(
    "meeting_uninvited",
    _("Du er ikke længere inviteret til et møde"),
    _("Du er ikke længere inviteret til %(what)s %(day)s."),
    kinds=Meeting.Kind,
)
PART_TAKEN = NewsKind(
    "part_taken",
    _("En bestilling er trukket tilbage"),
    _("Du skal ikke længere lave: %(what)s."),
    kinds=AssessmentPart.Kind,
)
CLOSING_ASKED = NewsKind(
    "closing_asked",
    _("En afslutning venter på godkendelse"),
    _("Læringskoordinatoren vil afslutte forløbet. Læs, hvorfor, og godkend eller send tilbage."),
    leads_to=Place("case-closing"),
)
CLOSING_RETURNED = NewsKind(
    "closing_returned",
    _("En afslutning er sendt tilbage"),
    _("Lederen har skrevet, hvad der mangler, før forløbet kan afsluttes."),
    leads_to=Place("case-close"),
)
CLOSING_APPROVED = NewsKind(
    "closing_approved", _("En afslutning er godkendt"), _("Lederen har godkendt, og forløbet er afsluttet.")
)
CASE_CLOSED = NewsKind(
    "case_closed",
    _("Et forløb er afsluttet"),
    _("Forløbet er afsluttet, og der kommer ikke flere påmindelser om det."),
)
NEWS = {
    kind.rule: kind
    for kind in (
        *(ITEM_SHARED, CASE_HANDED_OVER, CHILD_GIVEN, PART_ORDERED, PART_HANDED_IN),
        *(MEETING_BOOKED, MEETING_MOVED, MEETING_CANCELLED, MEETING_UNINVITED, PART_TAKEN),
        *(CLOSING_ASKED, CLOSING_RETURNED, CLOSING_APPROVED, CASE_CLOSED),
    )
}
