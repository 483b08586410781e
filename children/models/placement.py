"""Where a child lives."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Institution
from core.models.dates import dates_in_order

from .period import Period, no_overlap

WHICH_PLACE = _("Plejefamiliens eller institutionens navn.")


class Placement(Period):
    """One placement: the child's home, and the legal ground."""

    class Kind(models.TextChoices):
        # The places of barnets lov § 43; children's homes are run as residential institutions or as opholdssteder.
        FOSTER = "foster", _("Almen plejefamilie")
        SPECIALISED = "specialised", _("Specialiseret plejefamilie")
        REINFORCED = "reinforced", _("Forstærket plejefamilie")
        NETWORK = "network", _("Netværksplejefamilie")
        RESIDENTIAL = "residential", _("Børne- og ungehjem (døgninstitution)")
        OPHOLDSSTED = "opholdssted", _("Børne- og ungehjem (opholdssted)")
        OWN_ROOM = "own_room", _("Eget værelse")
        BOARDING = "boarding", _("Efterskole eller kostskole")

    class Basis(models.TextChoices):
        VOLUNTARY = "voluntary", _("Med samtykke")
        WITHOUT_CONSENT = "without_consent", _("Uden samtykke")

    FOSTER_KINDS = (Kind.FOSTER, Kind.SPECIALISED, Kind.REINFORCED, Kind.NETWORK)

    kind = models.CharField(_("anbringelsesform"), max_length=12, choices=Kind)
    place = models.CharField(_("sted"), max_length=100, help_text=WHICH_PLACE)
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), null=True, blank=True, on_delete=models.PROTECT
    )
    placing_municipality = models.CharField(_("anbringende kommune"), max_length=60)
    basis = models.CharField(_("grundlag"), max_length=16, choices=Basis, blank=True)
    grounds = models.TextField(_("baggrund for anbringelsen"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            dates_in_order("placement_in_order"),
            no_overlap(
                "one_placement_at_a_time",
                _("Barnet har allerede en anbringelse i den periode. Afslut den først, eller ret datoerne."),
            ),
        ]
        indexes = [models.Index(fields=["child", "-from_on"], name="placement_child")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}"

    @property
    def is_foster(self) -> Any:
        """Whether it is a foster family of any kind."""
        return self.kind in self.FOSTER_KINDS


def placement_shifts(placements: Iterable[Placement]) -> int:
    """The number of moves to another place. New grounds for the same place are no move."""
    in_order = sorted(placements, key=lambda placement: placement.from_on)
    return sum(before.place.casefold() != after.place.casefold() for before, after in pairwise(in_order))
