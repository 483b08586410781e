"""The organisation: municipality, schools, units, institutions; users, their roles and programs' tokens."""

from .municipality import Institution, Municipality, School, Unit
from .ownership import OwnedRecord
from .token import ApiToken
from .user import SchoolPost, User

__all__ = [
    "ApiToken",
    "Institution",
    "Municipality",
    "OwnedRecord",
    "School",
    "SchoolPost",
    "Unit",
    "User",
]
