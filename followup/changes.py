"""The immediate effects of a change in a case, in the transaction that made it."""

from collections.abc import Sequence
from uuid import UUID

from . import news, notifying, outdated, status


def case_changed(case_ids: Sequence[UUID]) -> None:
    """Bring the cases' status up to date and notify users who were handed something. No worker is needed."""
    status.refresh(case_ids)
    notifying.send_notices(news.new_notices(case_ids))
    outdated.clear(case_ids)
