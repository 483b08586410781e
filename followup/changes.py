"""The immediate effects of a change in a case, in the transaction that made it."""

from collections.abc import Sequence
from uuid import UUID

from meetings.invitations import tell_calendars

from . import news, notifying, outdated, status


def case_changed(case_ids: Sequence[UUID]) -> None:
    """Bring the cases' status up to date, notify users who were handed something, and queue messages to the calendars
    of invited adults. No worker is needed.
    """
    status.refresh(case_ids)
    notifying.send_notices(news.new_notices(case_ids))
    outdated.clear(case_ids)
    # After the status: when two users change one case at once, the second waits there.
    tell_calendars(case_ids)
