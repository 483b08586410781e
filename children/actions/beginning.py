"""Creates a child with everything known of it from the start."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from children.models import Child, Placement, Schooling

from .cases import open_case
from .network import give_part
from .periods import record_period


@transaction.atomic
def begin(
    *,
    by: User,
    schooling: Mapping[str, Any] | None = None,
    placement: Mapping[str, Any] | None = None,
    case: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Child:
    """Create a child, which gives the coordinator's part, with its school and placement, and open its case.

    Parts that are None are not created. The first school and placement are no events of the case.
    """
    child = Child(municipality=by.municipality, **fields)
    child.save(by=by)
    give_part(child=child, user=by, by=by)
    if schooling is not None:
        record_period(Schooling(child=child, **schooling), by=by)
    if placement is not None:
        record_period(Placement(child=child, **placement), by=by)
    if case is not None:
        open_case(child=child, by=by, **case)
    return child
