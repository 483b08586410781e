"""Every kind of message the outbox sends, app by app."""

from core.outgoing import NOTICE
from guests.sending import KINDS as TO_GUESTS
from meetings.outgoing import KINDS as IN_MEETINGS

REGISTER = (NOTICE, *TO_GUESTS, *IN_MEETINGS)
