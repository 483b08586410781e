"""Doing a thing once: the same Idempotency-Key and body write once, however often they are sent."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .models import UsedKey
from .problems import KeyReused, Refused
from .renderers import dumps


class Once:
    """For a view set: what a key has done before, and remembering what it does now, in the same transaction."""

    request: Any

    def _earlier(self) -> Any | None:
        """The record this key has made before, if any and if it is still to be seen. Raises KeyReused."""
        done = self._done()
        return self.get_queryset().filter(pk=done).first() if done else None  # type: ignore[attr-defined]

    def _done(self) -> UUID | None:
        """The id of the record this user's same request has written before, whether or not it is still to be seen.

        For what takes the record away from the one who writes (a handover, a removal): the second answer may tell what
        the first one told, and nothing that is read from the record now. Raises KeyReused.
        """
        key = self.request.headers.get("Idempotency-Key", "")[:100]
        used = UsedKey.objects.filter(user=self.request.user, key=key).first() if key else None
        if used is None:
            return None
        if bytes(used.digest) != self._digest():
            raise KeyReused
        return used.record_id

    def _remember(self, record: Any) -> None:
        key = self.request.headers.get("Idempotency-Key", "")[:100]
        if not key:
            return
        route = self.request.resolver_match.view_name
        try:
            with transaction.atomic():
                UsedKey.objects.create(
                    user=self.request.user, key=key, route=route, digest=self._digest(), record_id=record.pk
                )
        except IntegrityError:
            raise Refused(_("Det samme er netop ved at blive gemt. Vent et øjeblik.")) from None

    def _digest(self) -> bytes:
        # Keyed: a body may hold a CPR number, and its few digits could be guessed from a plain digest.
        return salted_hmac("idempotency", self.request.path.encode() + dumps(self.request.data)).digest()
