"""An adult around several children: the same person in each of their networks, with the same contact."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedRecord

# The person's own fields. The relation to a child belongs to the part.
SHARED = ("name", "organisation", "email", "phone")


class Adult(OwnedRecord):
    """The person behind several parts. Each part holds a copy, so that it is shown and stored like any other.

    Created when a person is taken from one network into another; a single part needs none.
    """

    name = models.CharField(_("navn"), max_length=100)
    organisation = models.CharField(_("arbejdssted"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def contact(self) -> dict[str, str]:
        """Name, place of work, e-mail and telephone, by field."""
        return {name: getattr(self, name) for name in SHARED}
