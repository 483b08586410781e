"""Idempotent writes: a request sent again with the same Idempotency-Key and body is not written again."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .models import UsedKey
from .problems import KeyReused, Refused
from .renderers import dumps


class IdempotentWrites:
    """For view sets: finds the record an Idempotency-Key wrote before, and stores what it writes now."""

    request: Any

    def already_written(self) -> Any | None:
        """The record this user's key wrote before, or None (also where it is no longer visible). Raises KeyReused."""
        done = self.already_written_id()
        return self.get_queryset().filter(pk=done).first() if done else None  # type: ignore[attr-defined]

    def already_written_id(self) -> UUID | None:
        """The id of the record that this user's same request wrote before, visible or not; else None. Raises KeyReused.

        For a write after which its author no longer sees the record (a handover, a removal). The answer to the repeated
        request may hold only what the first answer held, and nothing that is read from the record now.
        """
        key = self.request.headers.get("Idempotency-Key", "")[:100]
        used = UsedKey.find(self.request.user, key) if key else None
        if used is None:
            return None
        digest, record_id = used
        if digest != self._digest():
            raise KeyReused
        return record_id

    def remember_written(self, written: Any) -> None:
        """Store what the request's key wrote (a record, or the id of one now gone). Raises Refused in a race."""
        key = self.request.headers.get("Idempotency-Key", "")[:100]
        if not key:
            return
        used = UsedKey(
            user=self.request.user,
            key=key,
            route=self.request.resolver_match.view_name,
            digest=self._digest(),
            record_id=getattr(written, "pk", written),
        )
        try:
            used.save(force_insert=True)
        except IntegrityError:
            # The transaction takes no further query, and needs none: the refusal rolls it back.
            raise Refused(_("Det samme er netop ved at blive gemt. Vent et øjeblik.")) from None

    def _digest(self) -> bytes:
        # Keyed: a body may hold a CPR number, whose few digits could be guessed from a plain digest.
        return salted_hmac("idempotency", self.request.path.encode() + dumps(self.request.data)).digest()
