"""The kinds of messages about meetings."""

from .invitations import INVITATION

KINDS = (INVITATION,)
