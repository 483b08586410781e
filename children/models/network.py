"""The adults around a child. A row with a user is also that user's relation to the child, and opens the record."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import danish
from core.models.dates import dates_in_order, refuse_turned

from .adult import SHARED, Adult
from .records import ChildRecord, ChildRecordQuerySet
from .relation import active_on

GIVES_ACCESS = _("Den rolle gives, når forløbet åbnes eller overdrages. Vælg en anden.")
GIVEN_WITH_CASE_OR_SCHOOL = _("Den rolle ændres ved at overdrage forløbet eller skifte skole.")


class NetworkQuerySet(ChildRecordQuerySet):
    """Queries over members."""

    def active(self, on: dt.date) -> Self:
        """Members with a part on a day, without oversight, which is a relation but no part in the child's network."""
        return self.filter(active_on(on)).exclude(kind=NetworkMember.Kind.OVERSIGHT)

    def not_ended(self, on: dt.date) -> Self:
        """Members whose last day does not lie before ``on``, future ones included."""
        return self.filter(models.Q(until_on=None) | models.Q(until_on__gte=on))


class NetworkMember(ChildRecord):
    """One adult's part in one child's case, from-to."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("Læringskoordinator")
        SUPERVISOR = "supervisor", _("Læringsvejleder")
        PSYCHOLOGIST = "psychologist", _("PPR-psykolog")
        SCHOOL_PROFESSIONAL = "school_professional", _("Fagperson i skolen")
        CAREGIVER = "caregiver", _("Plejeforælder eller personale")
        PARENT = "parent", _("Biologisk forælder")
        CASEWORKER = "caseworker", _("Rådgiver i kommunen")
        FOSTER_CONSULTANT = "foster_consultant", _("Familieplejekonsulent")
        OTHER = "other", _("Anden voksen")
        # A manager's dated access to one child, with its reason.
        OVERSIGHT = "oversight", _("Ledelsestilsyn")

    # These open the record to their user, and only actions create them, never an edit of the network.
    WITH_ACCESS = (Kind.COORDINATOR, Kind.SUPERVISOR, Kind.PSYCHOLOGIST, Kind.OVERSIGHT)

    class Wish(models.TextChoices):
        NOT_ASKED = "", _("Ikke spurgt endnu")
        YES = "yes", _("Ja")
        SOMETIMES = "sometimes", _("Nogle gange")
        NO = "no", _("Nej")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="parts", editable=False
    )
    # The person behind this part and others around other children; the columns below hold a copy.
    adult = models.ForeignKey(
        Adult,
        verbose_name=_("den voksne"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        editable=False,
    )
    kind = models.CharField(_("rolle"), max_length=20, choices=Kind)
    name = models.CharField(_("navn"), max_length=100)
    part = models.CharField(
        _("rolle i barnets netværk"),
        max_length=100,
        blank=True,
        help_text=_("For eksempel klasselærer eller plejemor."),
    )
    organisation = models.CharField(_("arbejdssted"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    from_on = models.DateField(_("fra"))
    until_on = models.DateField(_("til og med"), null=True, blank=True)
    # For biological parents: the child's wish, decided again for each meeting, and the placing authority's advice.
    child_wish = models.CharField(
        _("barnet ønsker, at den voksne er med"), max_length=10, choices=Wish, blank=True, default=""
    )
    child_wish_words = models.CharField(_("med barnets egne ord"), max_length=300, blank=True)
    authority_advice = models.CharField(
        _("myndigheden tilråder det"), max_length=10, choices=Wish, blank=True, default=""
    )
    reason = models.CharField(max_length=300, blank=True, editable=False)

    objects: ClassVar[Any] = NetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("member_in_order", may_be_empty=True),
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(kind="coordinator", until_on=None),
                name="one_coordinator_a_child",
                violation_error_message=_("Barnet har netop fået en koordinator. Hent siden igen."),
            ),
            models.UniqueConstraint(
                fields=["child", "user", "kind"],
                condition=models.Q(until_on=None, user__isnull=False),
                name="one_open_part_a_user",
                violation_error_message=_("Personen er allerede i barnets netværk. Hent siden igen."),
            ),
        ]
        indexes = [
            # The access condition of every query: this user's children.
            models.Index(fields=["user", "kind", "child"], name="member_access"),
            models.Index(fields=["child", "kind"], name="member_child"),
        ]

    def __str__(self) -> str:
        return danish.person(self.name, self.part or self.get_kind_display())

    def clean(self) -> None:
        """Raises ValidationError where the last day is before the first."""
        refuse_turned(self.from_on, self.until_on)

    @property
    def contact(self) -> dict[str, str]:
        """Name, place of work, e-mail and telephone as they are now: an ended part holds older ones."""
        return {name: getattr(self.adult or self, name) for name in SHARED}

    @property
    def is_advised_against(self) -> bool:
        """Whether the authority advises against having this parent at meetings: never chosen beforehand."""
        return self.authority_advice == self.Wish.NO

    @property
    def gives_access(self) -> bool:
        """Whether this kind of part opens the record to its user."""
        return self.user_id is not None and self.kind in self.WITH_ACCESS

    @property
    def was_empty(self) -> bool:
        """Whether the part ended on the day it began, and so holds on no day."""
        return self.until_on is not None and self.until_on < self.from_on

    def has_ended(self, on: dt.date) -> bool:
        """Whether the part's last day lies before ``on``."""
        return self.until_on is not None and self.until_on < on
