"""Links in the API."""

from .link import GiveLinkSerializer, LinkSerializer
from .opening import Asked, CodeSerializer, Opened, TokenSerializer

__all__ = ["Asked", "CodeSerializer", "GiveLinkSerializer", "LinkSerializer", "Opened", "TokenSerializer"]
