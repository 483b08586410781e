"""The common base of all factories: validity, and traits in the domain's proportions."""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from factory import Sequence
from factory.django import DjangoModelFactory

from core.models import Record

# Far enough back for every rhythm to have run.
BEGAN = dt.date(2026, 8, 17)
LATER = BEGAN + dt.timedelta(days=30)
MEETING_STARTS_AT = dt.datetime(2026, 9, 1, 10, tzinfo=dt.UTC)


def dealt(shares: Mapping[Any, float], *, along: int) -> Any:
    """The values one after the other, each as often as its share says, at any count.

    Steps of an irrational number spread evenly; each trait uses the root of a number of its own, so that no trait
    follows another.
    """

    def deal(nth: int) -> Any:
        left = nth * math.sqrt(along) % 1 * sum(shares.values())
        for value, share in shares.items():
            left -= share
            if left < 0:
                return value
        return value

    return Sequence(deal)


class ValidFactory(DjangoModelFactory):
    """Never makes a record that the model's own rules refuse. Raises ValidationError.

    ``by=`` is the user who writes the record, as in its history.
    """

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> Any:
        # Some models have a field of that name.
        is_written_by = issubclass(model_class, Record) and not hasattr(model_class, "by")
        written = {"by": values.pop("by", None)} if is_written_by else {}
        made = model_class(*args, **values)
        # The rows derived from a case exist with the case.
        made._state.adding = not model_class._base_manager.filter(pk=made.pk).exists()
        validate(made)
        made.save(**written)
        return made


def validate(record: Any) -> None:
    """As ``full_clean``, without fields that hold the column's own default, which no form fills in."""
    untouched = {field.name for field in record._meta.concrete_fields if _is_untouched(record, field)}
    record.clean_fields(exclude=untouched)
    record.clean()
    record.validate_unique()
    record.validate_constraints()


def _is_untouched(record: Any, field: Any) -> bool:
    may_be_empty = field.null or field.has_default()
    return may_be_empty and not field.blank and getattr(record, field.attname) == field.get_default()
