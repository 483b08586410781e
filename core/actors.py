"""Who acts: a user, or a guest who came by a link. A guest is never a user."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Guest:
    """A member of one child's network, or the child, who is in by a link and its code."""

    link_id: UUID
    # None for the child itself.
    member_id: UUID | None
    # A kind of core.access.GuestKind: it stands where a user's role stands.
    role: str
    child_id: UUID
    case_id: UUID
    task: str
    # The link as it was found for this request, and the session's key.
    link: Any
    session_key: str = ""

    is_authenticated = True
    # Where only users are let in, a guest is nobody.
    is_active = False

    @property
    def pk(self) -> UUID:
        """What tells this guest from others: the link."""
        return self.link_id


def columns_of(by: Any, field: str) -> dict[str, UUID | None]:
    """Who acted, as the columns of the look-up log (``user_id``) and of the history (``by_id``)."""
    if isinstance(by, Guest):
        return {field: None, "link_id": by.link_id, "member_id": by.member_id}
    return {field: by.pk if by is not None else None, "link_id": None, "member_id": None}
