"""The meetings' resources."""

from .cases import CaseHeldForm, CaseMeetingForm, CaseMeetings
from .meetings import MeetingViewSet

__all__ = ["CaseHeldForm", "CaseMeetingForm", "CaseMeetings", "MeetingViewSet"]
