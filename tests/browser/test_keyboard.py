"""Everything can be done without a mouse."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from support.models import Sparring

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LABEL_OF_WHAT_HAS_FOCUS = """() => {
  const at = document.activeElement;
  return (at.labels?.[0] || at).textContent.trim().replace(/\\s+/g, " ");
}"""
FARTHEST = 80


def tabs_to(person, words):
    """Press Tab until the control with these words has focus; it must come within a page's length."""
    for _press in range(FARTHEST):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(LABEL_OF_WHAT_HAS_FOCUS).startswith(words):
            return
    raise AssertionError(f"{words} is never reached")


def test_the_first_stop_skips_to_the_content(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("my-day")
    anna.page.keyboard.press("Tab")
    skip = anna.page.get_by_role("link", name="Gå til indhold")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    anna.page.keyboard.press("Enter")
    expect(anna.page.locator("main")).to_be_focused()


def search_field(person):
    return person.page.get_by_role("combobox", name="Søg efter barn, voksen, skole eller forløbsnummer")


def test_no_single_key_does_anything_until_it_is_switched_on(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("my-day")
    anna.page.keyboard.press("/")
    expect(search_field(anna)).not_to_be_focused()


def test_the_slash_key_opens_the_search_for_users_who_switched_it_on(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("account")
    anna.field("Tasten / går til søgefeltet").check()
    anna.presses("Gem")
    anna.goes_to("my-day")
    anna.page.keyboard.press("/")
    expect(search_field(anna)).to_be_focused()


def test_the_arrows_choose_among_what_is_found(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("my-day")
    search_field(anna).focus()
    anna.page.keyboard.type("Barn T")
    expect(anna.page.get_by_role("option").first).to_contain_text("Barn To")
    anna.page.keyboard.press("ArrowDown")
    expect(anna.page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    anna.page.keyboard.press("Enter")
    anna.page.wait_for_url(f"**/cases/{cast.other_case.pk}/")


def test_the_search_field_is_left_with_escape(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("my-day")
    search_field(anna).focus()
    anna.page.keyboard.type("Barn")
    expect(anna.page.get_by_role("option").first).to_be_visible()
    anna.page.keyboard.press("Escape")
    expect(anna.page.get_by_role("option").first).to_be_hidden()


def test_the_errors_get_focus_first_and_link_to_the_fields(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("goal-new", pk=cast.case.pk)
    anna.presses("Gem")
    expect(anna.page.locator("[data-error-summary]")).to_be_focused()
    anna.page.keyboard.press("Tab")
    anna.page.keyboard.press("Enter")
    expect(anna.field("Målet kort")).to_be_focused()


def test_focus_goes_to_the_message_that_it_is_saved(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    anna.types("Barnets drøm", "At blive pilot")
    anna.presses("Gem")
    message = anna.page.locator("[data-message]")
    expect(message).to_be_focused()
    expect(message).to_have_accessible_name(re.compile("gemt"))


def test_a_sparring_is_logged_with_the_keyboard_alone(cast, let_in):
    vera = let_in(cast.vera)
    vera.goes_to("my-school")
    tabs_to(vera, "Skriv sparring om Barn Et")
    vera.page.keyboard.press("Enter")
    vera.page.wait_for_url("**/sparring/new/")
    tabs_to(vera, "Samtale")
    vera.page.keyboard.press("ArrowDown")
    tabs_to(vera, "Hvad?")
    vera.page.keyboard.type("Begynder timen med en fast opgave")
    tabs_to(vera, "Hvem?")
    vera.page.keyboard.type("Tove")
    tabs_to(vera, "Gem sparring")
    vera.page.keyboard.press("Enter")
    vera.sees("Gemt: sparring om")
    saved = Sparring.objects.get()
    assert (saved.held_on, saved.form) == (timezone.localdate(), "team")
    assert saved.changes().get().owner == cast.teacher
