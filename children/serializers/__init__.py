"""The child, the case and what is known around them, in the API."""

from .around import DiagnosisSerializer, OtherMeasureSerializer, PlacementSerializer, SchoolingSerializer
from .base import RECORD, Asked, InCaseSerializer, OfCaseSerializer, OfChildSerializer, UndatedAsked
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
    "AddSeveralSerializer",
    "Asked",
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
    "UndatedAsked",
]
