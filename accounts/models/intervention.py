"""The two versions of the intervention: the principles and core elements of each.

Named after the final evaluation (2019) and the revision of 2023. Code that differs between cases asks these, not the
year.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Principle(models.TextChoices):
    """A principle that all work in a case follows."""

    PERSPECTIVE = "perspective", _("Inddragelse af barnets perspektiv")
    EXPECTATIONS = "expectations", _("Positive forventninger til, hvad barnet kan nå")
    SUITABLE_EXPECTATIONS = "suitable_expectations", _("Positive og passende forventninger til barnet")
    BALANCE = "balance", _("Lige og samtidigt fokus på faglig udvikling og social trivsel")
    COHERENCE = "coherence", _("Sammenhæng mellem læringsmiljøerne i skole og hjem")


class Element(models.TextChoices):
    """A core element of the work in a case."""

    FOLLOW_UP = "follow_up", _("Systematisk afdækning og hyppig opfølgning")
    FOLLOW_UP_WITH_SPECIALISTS = "follow_up_with_specialists", _("Afdækning og opfølgning, også med specialister")
    COOPERATION = "cooperation", _("Tæt samarbejde mellem nære voksne og fagpersoner")
    SCHOOL_SPARRING = "school_sparring", _("Sparring til fagpersoner i skolen")
    HOME_SPARRING = "home_sparring", _("Sparring til omsorgspersoner")
    HOME_SUPPORT = "home_support", _("Fast faglig støtte i hjemmet")
    SPARRING_ON_SUPPORT = (
        "sparring_on_support",
        _("Sparring til omsorgspersoner om det, der støtter skolen, også den faste støtte i hjemmet"),
    )
    SPECIALISTS = "specialists", _("Specialiserede ressourcer, for eksempel fra PPR")


@dataclass(frozen=True)
class Intervention:
    """One version of the intervention."""

    principles: tuple[Principle, ...]
    elements: tuple[Element, ...]

    @property
    def has_perspective(self) -> bool:
        """Whether the child's perspective is a principle of its own."""
        return Principle.PERSPECTIVE in self.principles

    @property
    def has_support_in_sparring(self) -> bool:
        """Whether support at home is part of sparring with the home, and no element of its own."""
        return Element.SPARRING_ON_SUPPORT in self.elements


INTERVENTIONS: dict[int, Intervention] = {
    2019: Intervention(
        principles=(Principle.EXPECTATIONS, Principle.BALANCE, Principle.COHERENCE),
        elements=(
            Element.FOLLOW_UP,
            Element.COOPERATION,
            Element.SCHOOL_SPARRING,
            Element.HOME_SPARRING,
            Element.HOME_SUPPORT,
            Element.SPECIALISTS,
        ),
    ),
    2023: Intervention(
        principles=(
            Principle.PERSPECTIVE,
            Principle.SUITABLE_EXPECTATIONS,
            Principle.BALANCE,
            Principle.COHERENCE,
        ),
        elements=(
            Element.FOLLOW_UP_WITH_SPECIALISTS,
            Element.COOPERATION,
            Element.SCHOOL_SPARRING,
            Element.SPARRING_ON_SUPPORT,
        ),
    ),
}
