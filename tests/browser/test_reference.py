"""The API's reference is drawn by a viewer from our own host, under the policy of every other page."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_the_reference_is_drawn_with_nothing_from_other_hosts_and_nothing_inline(cast, let_in):
    anna = let_in(cast.anna)
    anna.page.goto(reverse("api:docs"))
    goals = anna.page.locator("#operations-tag-goals")
    expect(goals).to_be_visible(timeout=60_000)
    goals.click()
    expect(anna.page.get_by_text("List goals")).to_be_visible()
    # The resources made for pages stand last, and nothing can be sent from here.
    expect(anna.page.locator(".opblock-tag").last).to_have_text(re.compile("pages"))
    anna.page.get_by_text("List goals").click()
    expect(anna.page.get_by_text("changed_since")).to_be_visible()
    expect(anna.page.get_by_role("button", name="Try it out")).to_have_count(0)
    expect(anna.page.get_by_role("button", name="Authorize")).to_have_count(0)
    anna.watch.assert_nothing_wrong()


def test_the_reference_is_for_who_is_signed_in(door):
    nobody = door.browser_of("")
    nobody.page.goto(reverse("api:docs"))
    assert "/account/login/" in nobody.page.url
