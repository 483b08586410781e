"""The base of phase 2's records: they belong to a case."""

from children.api.base import ChildRecordViewSet
from core.api import Changed, Created, Listed, Shown


class PhaseViewSet(Listed, Shown, Created, Changed, ChildRecordViewSet):
    """Records of phase 2."""
