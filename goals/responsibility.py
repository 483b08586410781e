"""Who stands for a case's agreements: responsibility lies with the adults around the child, not with the coordinator.

Cooperation that only goes through the coordinator is a known failure of the intervention (DOMAIN, section 5).
"""

from typing import Final

from django.db.models import Count, Q

from accounts.models import User
from children.models import Case, NetworkMember
from core.access import Role

from .models import Agreement

# With one or two agreements a share says nothing.
FEWEST: Final = 3


def coordinator_stands_for(case: Case, user: User) -> dict[str, int] | None:
    """How many of the case's open agreements the coordinator stands for: ``owned`` of ``open``.

    None where that is within the municipality's share, where there are too few to say, and for anybody but a
    coordinator.
    """
    if user.role != Role.COORDINATOR:
        return None
    hers = Count("pk", filter=Q(owner__kind=NetworkMember.Kind.COORDINATOR))
    found = Agreement.objects.filter(case=case).open().aggregate(open=Count("pk"), owned=hers)
    limit = user.municipality.coordinator_share_percent
    # In whole percent, so that one of three is no more than a third.
    is_much = found["open"] >= FEWEST and found["owned"] * 100 // found["open"] > limit
    return found if is_much else None
