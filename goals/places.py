"""The places of a case's agreements, and those at which a user writes them."""

from typing import Any

from children.models import Case
from core import access

from .models import Agreement, data_class_of


def places_of(case: Case, user: Any) -> list[str]:
    """The places this user writes agreements for in a case: home only for users who write about the home."""
    return [place for place in Agreement.Place.values if access.may_write(user, data_class_of(place), case)]


def place_options(case: Case, user: Any) -> list[dict[str, str]]:
    """These places as options of a form."""
    return [{"value": place, "label": str(Agreement.Place(place).label)} for place in places_of(case, user)]
