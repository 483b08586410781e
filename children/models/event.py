"""The timeline: what happened in a case, in the order it happened."""

from collections.abc import Callable
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .records import CaseRecord

# Details are stored as they were worded. Former wordings, and the present ones shown for them.
PRESENT_WORDS = {
    "Social og trivsel": "Social trivsel",
    "Tilsyn": "Ledelsestilsyn",
    "Logget på det forkerte barn": "Skrevet på det forkerte barn",
    "Logget to gange": "Skrevet to gange",
    "Hold mødet": "Skriv referat",
    "Flyttet": "Møde flyttet",
}


class CaseEvent(CaseRecord):
    """An event: what and when; its content stays with the record it points to."""

    class Kind(models.TextChoices):
        CASE_OPENED = "case_opened", _("Forløb åbnet")
        CASE_CLOSED = "case_closed", _("Forløb afsluttet")
        CLOSING_ASKED = "closing_asked", _("Afslutning sendt til godkendelse")
        CLOSING_RETURNED = "closing_returned", _("Afslutning sendt tilbage")
        CASE_REOPENED = "case_reopened", _("Forløb genåbnet")
        HANDOVER = "handover", _("Ny læringskoordinator")
        PLACEMENT = "placement", _("Ny anbringelse")
        SCHOOLING = "schooling", _("Nyt skoleforhold")
        NETWORK = "network", _("Netværket ændret")
        OVERSIGHT = "oversight", _("Åbnet til ledelsestilsyn")
        ASSESSMENT_ORDERED = "assessment_ordered", _("Afdækning bestilt")
        ASSESSMENT_RECEIVED = "assessment_received", _("Del af afdækningen modtaget")
        ASSESSMENT_PASSED_ON = "assessment_passed_on", _("Afdækning delt")
        DREAM = "dream", _("Barnets drøm fortalt")
        GOAL_AGREED = "goal_agreed", _("Mål aftalt")
        GOAL_ENDED = "goal_ended", _("Mål afsluttet")
        AGREEMENT = "agreement", _("Aftale indgået")
        AGREEMENT_ENDED = "agreement_ended", _("Aftale fulgt op")
        SPARRING = "sparring", _("Sparring")
        SPARRING_REMOVED = "sparring_removed", _("Sparring slettet")
        CONTACT = "contact", _("Kontakt")
        MEETING_BOOKED = "meeting_booked", _("Møde booket")
        MEETING_MOVED = "meeting_moved", _("Møde flyttet")
        MEETING_HELD = "meeting_held", _("Møde holdt")
        MEETING_CANCELLED = "meeting_cancelled", _("Møde aflyst")
        POSTPONED = "postponed", _("Udskudt")

    kind = models.CharField(max_length=24, choices=Kind)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    record_id = models.UUIDField()
    # A word that says which, and reveals nothing confidential: "opfølgningsmøde", "hjemmebesøg".
    detail = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-happened_on", "-recorded_at"], name="event_case"),
            # The sweep looks for the news of the last days among all events.
            BrinIndex(fields=["recorded_at"], name="event_recorded", autosummarize=True),
        ]

    @property
    def needs_open_case(self) -> bool:
        """False: the timeline also holds the closing, handovers and managers' access afterwards."""
        return False

    def __str__(self) -> str:
        return f"{self.happened_on} {self.get_kind_display()}"

    @classmethod
    def note(cls, case: Any, kind: str, **fields: Any) -> None:
        """Write an event of a case, with the arguments of ``of``."""
        # An event never changes, so it has no history; its cause has marked the case as changed already.
        models.Model.save(cls.of(case, kind, **fields))

    @classmethod
    def of(
        cls,
        case: Any,
        kind: str,
        *,
        record_id: UUID,
        on: Any = None,
        by: Any = None,
        detail: Callable[[], str] = str,
    ) -> Self:
        """An unsaved event of a case. ``detail`` is called in Danish, whoever writes."""
        with override(settings.LANGUAGE_CODE):
            text = detail()
        return cls(
            municipality_id=case.municipality_id,
            child_id=case.child_id,
            case=case,
            kind=kind,
            record_id=record_id,
            by=by,
            happened_on=on or timezone.localdate(),
            detail=text,
        )
