"""Phase 4: where each case is, what is due, who was told."""

from .notice import Notice
from .postponement import Postponement
from .status import CaseStatus

__all__ = ["CaseStatus", "Notice", "Postponement"]
