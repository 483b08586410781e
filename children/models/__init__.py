"""The child, placements and schooling, the network of adults, and the case."""

from .adult import Adult
from .case import Case
from .child import Child
from .closing import Closing
from .event import CaseEvent
from .handover import Handover
from .importing import ImportColumn, ImportJob
from .measures import Diagnosis, OtherMeasure
from .network import NetworkMember
from .placement import Placement
from .records import CaseRecord, ChildRecord
from .release import Release
from .schooling import Schooling

__all__ = [
    "Adult",
    "Case",
    "CaseEvent",
    "CaseRecord",
    "Child",
    "ChildRecord",
    "Closing",
    "Diagnosis",
    "Handover",
    "ImportColumn",
    "ImportJob",
    "NetworkMember",
    "OtherMeasure",
    "Placement",
    "Release",
    "Schooling",
]
