"""Every kind of message the outbox sends, app by app."""

from core.outgoing import NOTICE

REGISTER = (NOTICE,)
