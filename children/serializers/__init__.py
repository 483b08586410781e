"""The child, the case and further facts about them, in the API."""

from .around import DiagnosisSerializer, OtherMeasureSerializer, PlacementSerializer, SchoolingSerializer
from .base import (
    RECORD,
    ActionSerializer,
    InCaseSerializer,
    OfCaseSerializer,
    OfChildSerializer,
    OptionalDatesActionSerializer,
    own_fields,
)
from .beginning import BeginSerializer
from .case import CaseSerializer, HandOverSerializer, OverseeSerializer, ReassignSerializer
from .child import ChildSerializer, RevealSerializer
from .closing import CloseSerializer, ReopenSerializer, ReturnClosingSerializer
from .network import (
    AddSeveralSerializer,
    EndPartSerializer,
    GiveAccessSerializer,
    NetworkMemberSerializer,
    PsychologistField,
)
from .orphaned import MoveOnSerializer, SettleSerializer
from .release import PassOnSerializer, PassOnSeveralSerializer, ReleaseSerializer

__all__ = [
    "RECORD",
    "ActionSerializer",
    "AddSeveralSerializer",
    "BeginSerializer",
    "CaseSerializer",
    "ChildSerializer",
    "CloseSerializer",
    "DiagnosisSerializer",
    "EndPartSerializer",
    "GiveAccessSerializer",
    "HandOverSerializer",
    "InCaseSerializer",
    "MoveOnSerializer",
    "NetworkMemberSerializer",
    "OfCaseSerializer",
    "OfChildSerializer",
    "OptionalDatesActionSerializer",
    "OtherMeasureSerializer",
    "OverseeSerializer",
    "PassOnSerializer",
    "PassOnSeveralSerializer",
    "PlacementSerializer",
    "PsychologistField",
    "ReassignSerializer",
    "ReleaseSerializer",
    "ReopenSerializer",
    "ReturnClosingSerializer",
    "RevealSerializer",
    "SchoolingSerializer",
    "SettleSerializer",
    "own_fields",
]
