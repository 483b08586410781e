"""Writings that span a child's records. Each names who does it (``by``) and is one transaction."""

from .cases import close_case, hand_over, open_case, reopen_case
from .network import add_member, end_part, follow_school, give_part, oversee
from .releases import release, withdraw

__all__ = [
    "add_member",
    "close_case",
    "end_part",
    "follow_school",
    "give_part",
    "hand_over",
    "open_case",
    "oversee",
    "release",
    "reopen_case",
    "withdraw",
]
