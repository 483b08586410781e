"""Where a case is in the cycle, and what is next."""

from collections.abc import Iterable
from uuid import UUID


def refresh(case_ids: Iterable[UUID]) -> None:
    """Compute and keep the status of cases."""
