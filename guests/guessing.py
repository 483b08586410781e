"""Slows down whoever guesses links or codes from one address. It keeps nobody out who has a live link and its code."""

import time

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core import client
from core.throttling import MINUTE, TooMany, counts


def note_failure(request: HttpRequest) -> None:
    """Count one failure of an address. Raises TooMany beyond the limit (``GUEST_FAILURES_A_MINUTE``).

    Only failures are counted and refused, so that a school behind one address is not locked out by one of its own.
    """
    limit: int = settings.GUEST_FAILURES_A_MINUTE
    if not limit:
        return
    now = int(time.time())
    # Nothing in Redis identifies anybody, not even by an address.
    caller = salted_hmac("guests", client.address(request)).hexdigest()[:20]
    if counts.add(caller, now // MINUTE) > limit:
        raise TooMany(MINUTE - now % MINUTE)
