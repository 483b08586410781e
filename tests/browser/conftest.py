"""A real browser on a real server: people sign in through the page, and a watch checks every page they see."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from playwright.sync_api import Browser, BrowserContext

from tests.cast import Cast
from tests.worker.machine import until

from .person import Person
from .watch import TELL_OF_VIOLATIONS

# Playwright's event loop runs in the tests' thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium, without requests of its own to the network."""
    return {"executable_path": os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium"), "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def kept_files() -> Iterator[None]:
    """Let browsers cache style sheets and scripts, as in production: a page has twenty of them."""
    serve = StaticFilesHandler.serve

    def kept(handler: Any, request: Any) -> Any:
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600, immutable"
        return response

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StaticFilesHandler, "serve", kept)
        yield


class Door:
    """Lets people in: each has their own browser and signs in once."""

    def __init__(self, browser: Browser, host: str) -> None:
        self.browser, self.host = browser, host
        self.signed_in: dict[str, Any] = {}
        self.contexts: list[BrowserContext] = []

    def browser_of(self, email: str, *, phone: bool = False, **options: Any) -> Person:
        """A fresh browser without a session, at a desk or as a phone."""
        size = PHONE if phone else DESK
        context = self.browser.new_context(
            base_url=self.host, viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen", **options
        )
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        return Person(context, self.host, email, scripted=options.get("java_script_enabled", True))

    def let_in(self, user: Any, *, phone: bool = False, **options: Any) -> Person:
        """A signed-in person; the first time they sign in through the page."""
        if user.email not in self.signed_in:
            person = self.browser_of(user.email, phone=phone, **options)
            person.signs_in()
            self.signed_in[user.email] = person.context.storage_state()
            return person
        return self.browser_of(user.email, phone=phone, storage_state=self.signed_in[user.email], **options)

    def close(self) -> None:
        """Close every browser, so that no request reaches a database that is being emptied."""
        for context in self.contexts:
            context.close()
        # A draft saved as the page closed may still be on its way through the server.
        # One that is only about to begin is not seen at once, so the server has to be quiet for a while.
        for _look in range(4):
            until(_nobody_asks, "the server has answered the last request")
            time.sleep(0.15)


def _nobody_asks() -> bool:
    """Whether no other connection is busy in the tests' database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return cursor.fetchone() == (0,)


@pytest.fixture
def door(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Door]:
    """The way in to the server, with the cast in its database."""
    made = Door(browser, live_server.url)
    yield made
    made.close()


@pytest.fixture
def let_in(door: Door) -> Callable[..., Person]:
    """Let a member of the cast in: ``let_in(cast.anna)``, ``let_in(cast.vera, phone=True)``."""
    return door.let_in
