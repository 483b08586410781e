"""Links in the API."""

from .link import GiveLinkSerializer, LinkSerializer
from .opening import Asked, CodeSerializer, Opened, OpeningSerializer

__all__ = ["Asked", "CodeSerializer", "GiveLinkSerializer", "LinkSerializer", "Opened", "OpeningSerializer"]
