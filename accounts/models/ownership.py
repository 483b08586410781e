"""The base of every row that belongs to a municipality, so that data can be separated by municipality."""

from django.db import models

from core.models import Record


class OwnedRecord(Record):
    """A record that carries its municipality."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True
