"""A contact: a call, a mail or a talk with somebody around the child, neither sparring nor a meeting."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from children.models import CaseRecord, NetworkMember
from children.models.records import ChildRecordQuerySet, before_birth
from core.access import DataClass
from core.models.dates import in_future

Kind = NetworkMember.Kind
AT_SCHOOL = {Kind.COORDINATOR, Kind.SUPERVISOR, Kind.PSYCHOLOGIST, Kind.SCHOOL_PROFESSIONAL}


class ContactQuerySet(ChildRecordQuerySet):
    """Queries over contacts."""

    def whole(self) -> Self:
        """With everything a reader is shown, in a fixed number of queries."""
        return self.select_related("child", "municipality", "author", "case__child").prefetch_related("members")

    def newest_first(self) -> Self:
        """Sorted by day, newest first."""
        return self.order_by("-held_on", "-pk")


class Contact(CaseRecord):
    """A talk between sparrings, in two lines. It counts as the last contact but not as sparring."""

    class Way(models.TextChoices):
        PHONE = "phone", _("Telefon")
        MAIL = "mail", _("E-mail eller besked")
        TALK = "talk", _("Samtale")

    held_on = models.DateField(_("hvornår?"))
    way = models.CharField(_("hvordan?"), max_length=6, choices=Way, default=Way.PHONE)
    members = models.ManyToManyField(NetworkMember, verbose_name=_("med hvem?"), related_name="+")
    note = models.TextField(_("hvad talte I om?"), max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("skrevet af"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["case", "-held_on"], name="contact_case")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.held_on}"

    def clean(self) -> None:
        """Raises ValidationError for a day before the child's birth, or in the future."""
        problems = before_birth(self.child, held_on=self.held_on) if self.child_id else {}
        problems |= in_future(_("Skriv, hvornår I talte sammen."), held_on=self.held_on)
        if problems:
            raise ValidationError(problems)

    @property
    def data_class(self) -> str:
        """The class of the text, which depends on the people in the contact."""
        return contact_class(self.members.all())


def contact_class(members: Iterable[NetworkMember]) -> str:
    """The data class of words with these adults: the most protected one of their fields.

    Schooling with the school, home with a caregiver, social with the authority, a parent or anybody else.
    """
    kinds = {member.kind for member in members}
    if kinds <= AT_SCHOOL:
        return DataClass.SCHOOLING.value
    return (DataClass.HOME if kinds <= {*AT_SCHOOL, Kind.CAREGIVER} else DataClass.SOCIAL).value
