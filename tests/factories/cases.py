"""The case, and records about the whole of it."""

from typing import Any

from factory import LazyFunction, SelfAttribute, Sequence, SubFactory

from children.models import (
    Case,
    CaseEvent,
    Closing,
    Handover,
    ImportColumn,
    ImportJob,
)
from core.models import uuid7

from .base import BEGAN, LATER, ValidFactory
from .children import NetworkMemberFactory, OfChild
from .organisation import OfMunicipality, UserFactory


class CaseFactory(OfChild):
    class Meta:
        model = Case

    number = Sequence("2025-{:04d}".format)
    model_version = SelfAttribute("municipality.model_version")
    opened_on = BEGAN


class OfCase(ValidFactory):
    class Meta:
        abstract = True

    case = SubFactory(CaseFactory)
    child = SelfAttribute("case.child")
    municipality = SelfAttribute("case.municipality")


def somebody() -> Any:
    """A user of the record's own municipality."""
    return SubFactory(UserFactory, municipality=SelfAttribute("..municipality"))


def member() -> Any:
    """An adult around the record's child."""
    return SubFactory(NetworkMemberFactory, child=SelfAttribute("..child"))


def of_case(made_by: Any) -> Any:
    """Another record of the record's own case."""
    return SubFactory(made_by, case=SelfAttribute("..case"))


class CaseEventFactory(OfCase):
    class Meta:
        model = CaseEvent

    kind = CaseEvent.Kind.CONTACT
    happened_on = LATER
    record_id = LazyFunction(uuid7)


class HandoverFactory(OfCase):
    class Meta:
        model = Handover

    from_user = somebody()
    to_user = somebody()
    handed_over_on = LATER


class ClosingFactory(OfCase):
    class Meta:
        model = Closing

    closed_on = LATER
    reason = Case.CloseReason.MOVED


class ImportColumnFactory(OfMunicipality):
    class Meta:
        model = ImportColumn

    header = Sequence("kolonne {}".format)
    key = "first_name"


class ImportJobFactory(OfMunicipality):
    class Meta:
        model = ImportJob

    uploaded_by = somebody()
    kind = ImportJob.Kind.CSV
    size = 100
