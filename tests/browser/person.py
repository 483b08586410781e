"""A person at a screen: goes to pages, reads, types and presses by the words that stand there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .watch import Watch

PASSWORD = "tests-only"


def saying(words: str) -> re.Pattern[str]:
    """A pattern for a label with these words, with or without the mark "(kan udelades)" in brackets."""
    return re.compile(rf"^{re.escape(words)}(\s*\(.*\))?$")


class Person:
    """One browser of one person. Every page is checked by the watch before the person does anything on it."""

    def __init__(
        self, context: BrowserContext, host: str, email: str, *, tab: Page | None = None, scripted: bool = True
    ) -> None:
        self.context, self.host, self.email, self.scripted = context, host, email, scripted
        self.page = tab or context.new_page()
        self.watch = Watch(self.page, host)
        # A kind of page is scanned once for each person: a second goal's page equals the first one's.
        self.scanned: set[str] = set()
        self.place: Locator = self.page.locator("main")

    def in_tab(self, tab: Page) -> "Person":
        """The same person in another tab."""
        return Person(self.context, self.host, self.email, tab=tab)

    # Getting around ------------------------------------------------------------------------------------------------
    def goes_to(self, name: str, **ids: Any) -> None:
        """Open a page by its route."""
        self.page.goto(reverse(name, kwargs=ids))
        self.arrives()

    def signs_in(self) -> None:
        """Sign in through the page."""
        self.goes_to("account_login")
        self.types("E-mail", self.email)
        self.types("Adgangskode", PASSWORD)
        self.presses("Log ind")

    def follows(self, text: str) -> None:
        """Follow the first link with these words."""
        self._leaves_by(self.place.get_by_role("link", name=text).first)

    def follows_the_last(self, text: str) -> None:
        """Follow the last link with these words."""
        self._leaves_by(self.place.get_by_role("link", name=text).last)

    def presses(self, text: str) -> None:
        """Press the button with this text and look at the page that comes."""
        self._leaves_by(self.place.get_by_role("button", name=text, exact=True).first)

    def opens_the_bell(self) -> None:
        """Open the reminders."""
        self._leaves_by(self.page.locator(".rt-bell"))

    def _leaves_by(self, control: Locator) -> None:
        with self.page.expect_navigation(wait_until="load"):
            control.click()
        self.arrives()

    def arrives(self) -> None:
        """Check the page that has come."""
        kind = re.sub(r"[0-9a-f-]{36}", "…", urlsplit(self.page.url).path)
        if self.scripted and kind not in self.scanned:
            self.scanned.add(kind)
            self.watch.look()
        self.watch.assert_nothing_wrong()

    # At a form -----------------------------------------------------------------------------------------------------
    @contextmanager
    def at(self, heading: str) -> Iterator[None]:
        """Work within the part of the page that has this heading."""
        before, self.place = self.place, self.place.get_by_role("region", name=heading).first
        yield
        self.place = before

    def field(self, label: str) -> Locator:
        """The field with this label."""
        return self.place.get_by_label(saying(label)).first

    def types(self, label: str, text: str) -> None:
        """Type in a field."""
        self.field(label).fill(text)

    def picks(self, label: str, choice: str) -> None:
        """Pick the first choice with these words from a list."""
        option = self.field(label).locator("option", has_text=choice).first
        self.field(label).select_option(option.get_attribute("value"))

    def ticks(self, choice: str, *, under: str = "") -> None:
        """Tick a choice, in the group with that heading."""
        group = self.place.get_by_role("group", name=saying(under)).first if under else self.place
        box = group.get_by_label(re.compile(f"^{re.escape(choice)}")).first
        # The label may draw the box or lie over it; the space bar reaches it wherever it is.
        if not box.is_checked():
            box.press("Space")
        expect(box).to_be_checked()

    # What is there -------------------------------------------------------------------------------------------------
    def sees(self, text: str) -> None:
        """Expect these words on the page."""
        expect(self.place.get_by_text(text).first).to_be_visible(timeout=30_000)

    def is_told_nothing_of(self, text: str) -> None:
        """Expect these words nowhere in what the server sent."""
        assert text not in self.page.content()
