"""Whether this process can do its work: the database, the outbox and, as a warning only, Redis."""

from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.http import JsonResponse
from django.utils import timezone

from .models import OutboxMessage

LATE_AFTER = timedelta(minutes=15)


def ready() -> JsonResponse:
    """200 with the state of each part; 503 where the database does not answer.

    A late outbox or a missing Redis is only a warning: the pages still work, so the process stays in service.
    """
    parts: dict[str, Any] = {"database": _database(), "redis": _redis()}
    if parts["database"] == "ok":
        parts["outbox"] = _outbox()
    return JsonResponse(parts, status=200 if parts["database"] == "ok" else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unavailable"
    return "ok"


def _outbox() -> dict[str, Any]:
    oldest = OutboxMessage.objects.filter(sent_at=None).aggregate(oldest=Min("created_at"))["oldest"]
    age = timezone.now() - oldest if oldest else timedelta(0)
    return {"state": "warning: late" if age > LATE_AFTER else "ok", "oldest_seconds": int(age.total_seconds())}


def _redis() -> str:
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return "warning: unavailable"
    return "ok"
