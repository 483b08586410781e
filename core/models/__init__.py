"""What all apps share and that is about no child: log, history, drafts, outbox, idempotency."""

from .change import Change
from .draft import Draft
from .idempotency import UsedKey
from .ids import uuid7
from .lookup import LookUp
from .outbox import OutboxMessage
from .record import Conflict, ReadOnlyRecord, Record

__all__ = ["Change", "Conflict", "Draft", "LookUp", "OutboxMessage", "ReadOnlyRecord", "Record", "UsedKey", "uuid7"]
