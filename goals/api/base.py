"""What the records of phase 2 share: they are found by their case."""

from children.api.base import ChildRecordViewSet
from core.api import Changed, Created, Listed, Shown


class PhaseViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Records of phase 2."""
