"""The user's own account, as far as invitations depend on it."""

from typing import Any

from accounts.api import account

from ..invitations import tell_calendar_of


class AccountViewSet(account.AccountViewSet):
    """The signed-in user. Who switches mail off or on has it told to their calendar at once."""

    def change_record(self, record: Any, data: dict[str, Any], expected: int) -> Any:
        """Write the change, and tell the user's calendar."""
        changed = super().change_record(record, data, expected)
        if "wants_mail" in data:
            tell_calendar_of(changed)
        return changed
