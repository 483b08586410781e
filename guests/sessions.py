"""A guest's session: a row of the session store under a cookie of its own, apart from any user's.

A browser where a user is signed in stays so: the guest's cookie goes to the guests' own addresses only, and the user's
session is not read there.
"""

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from core.actors import Guest

from .models import Link

# The cookie of each part of the guests' addresses.
COOKIES = {"/guest/": "guest", "/api/v1/guest/": "guest_api"}
IDLE = dt.timedelta(minutes=30)
# The last use is stored once a minute, not at every page.
NOTED_EVERY = 60
# However busy a guest is, the code is asked for again.
LONGEST = dt.timedelta(hours=4)
LINK, CODE, BEGAN, SEEN = "guest_link", "guest_code", "guest_began", "guest_seen"


def is_guests(path: str) -> bool:
    """Whether an address is one of the guests' own."""
    return path.startswith(tuple(COOKIES))


def begin(link: Link) -> str:
    """Begin a session for a link; gives its key."""
    store = SessionStore()
    store[LINK], store[CODE], store[BEGAN] = str(link.pk), link.code_number, time.time()
    _note_use(store)
    return store.session_key or ""


def guest_of(request: HttpRequest) -> Guest | None:
    """The guest of a request, as long as the session is in use, the link holds, and its code is the same."""
    store = _store_of(request)
    link_id = store.get(LINK) if store is not None else None
    if store is None or link_id is None:
        return None
    links = Link.objects.live().select_related("case__child", "case__municipality", "member__adult")
    link = links.filter(pk=link_id, code_number=store[CODE]).first()
    now = time.time()
    if link is None or now - store[BEGAN] > LONGEST.total_seconds():
        return None
    if now - store[SEEN] > NOTED_EVERY:
        try:
            _note_use(store)
        except UpdateError:
            # Ended by another request meanwhile.
            return None
    return link.guest(store.session_key or "")


def end(guest: Guest) -> None:
    """End a guest's session."""
    SessionStore(guest.session_key).flush()


def give_cookies(response: HttpResponse, key: str) -> None:
    """Give the browser its session: for the guests' addresses only, until it is closed."""
    for path, name in COOKIES.items():
        response.set_cookie(
            name, key, path=path, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
        )


def take_cookies(response: HttpResponse) -> None:
    """Take the session from the browser."""
    for path, name in COOKIES.items():
        response.delete_cookie(name, path=path, samesite="Lax")


def _store_of(request: HttpRequest) -> Any | None:
    name = next(name for path, name in COOKIES.items() if request.path.startswith(path))
    key = request.COOKIES.get(name, "")
    return SessionStore(key) if key else None


def _note_use(store: Any) -> None:
    store[SEEN] = time.time()
    store.set_expiry(int(IDLE.total_seconds()))
    store.save()
