"""Phase 4: where each case is, what is due, who was told; and the school calendar all of it rests on."""

from .notice import Notice
from .postponement import Postponement
from .schoolyear import ClosedDays, SchoolYear
from .status import CaseStatus
from .step import CaseStep

__all__ = ["CaseStatus", "CaseStep", "ClosedDays", "Notice", "Postponement", "SchoolYear"]
