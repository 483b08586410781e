"""Phase 4: the status of each case, what is due, notices; and the school calendar they rest on."""

from .notice import Notice
from .postponement import Postponement
from .schoolyear import ClosedDays, SchoolYear
from .status import CaseStatus
from .step import CaseStep

__all__ = ["CaseStatus", "CaseStep", "ClosedDays", "Notice", "Postponement", "SchoolYear"]
