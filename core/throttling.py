"""The rate limit of one API caller: far above what a person or a well-behaved program does."""

import logging
import time
from collections import Counter
from typing import Any

import redis
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.throttling import BaseThrottle

log = logging.getLogger("casework.throttling")
MINUTE = 60
# How long Redis is left alone after a failure, and how long it has to answer, in seconds.
PAUSE, PATIENCE = 30.0, 0.2


class TooMany(exceptions.APIException):
    """The caller has exceeded the limit of this minute."""

    status_code = status.HTTP_429_TOO_MANY_REQUESTS

    def __init__(self, wait: int) -> None:
        super().__init__(_("Det går for hurtigt. Vent et minut, og prøv igen."))
        self.wait = wait


class Counts:
    """Counts of the current minute, for all processes in Redis; for this process alone while Redis is away.

    So a lost Redis locks nobody out, and leaves nobody without a limit.
    """

    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self.own: Counter[str] = Counter()
        self.minute, self.away_until = 0, 0.0

    def add(self, caller: str, minute: int) -> int:
        """Count one more request; gives the present number."""
        if time.monotonic() >= self.away_until:
            try:
                return self._shared(f"calls:{caller}:{minute}")
            except redis.RedisError:
                self.away_until = time.monotonic() + PAUSE
                log.warning("Redis does not answer: each process counts the API's callers on its own")
        if minute != self.minute:
            self.own.clear()
            self.minute = minute
        self.own[caller] += 1
        return self.own[caller]

    def _shared(self, key: str) -> int:
        with self.client.pipeline(transaction=False) as pipe:
            pipe.incr(key)
            pipe.expire(key, 2 * MINUTE)
            return int(pipe.execute()[0])


counts = Counts(settings.REDIS_URL)


class PerCaller(BaseThrottle):
    """A limit of requests a minute for one token, or for one user's browsers (``API_REQUESTS_A_MINUTE``; 0 for
    none).

    A page's calls of the API within this process do not count.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        limit: int = settings.API_REQUESTS_A_MINUTE
        if not limit or not isinstance(request._request, WSGIRequest) or not request.user.is_authenticated:
            return True
        now = int(time.time())
        # Nothing in Redis identifies anybody, not even by an id.
        caller = salted_hmac("calls", str((request.auth or request.user).pk)).hexdigest()[:20]
        if counts.add(caller, now // MINUTE) > limit:
            raise TooMany(MINUTE - now % MINUTE)
        return True
