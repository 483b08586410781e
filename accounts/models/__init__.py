"""The organisation: municipality, schools, units, institutions; users, their roles and programs' tokens."""

from .intervention import INTERVENTIONS, Element, Intervention, Principle
from .municipality import Institution, Municipality, School, Unit
from .ownership import OwnedRecord
from .token import ApiToken
from .user import SchoolPost, User

__all__ = [
    "INTERVENTIONS",
    "ApiToken",
    "Element",
    "Institution",
    "Intervention",
    "Municipality",
    "OwnedRecord",
    "Principle",
    "School",
    "SchoolPost",
    "Unit",
    "User",
]
