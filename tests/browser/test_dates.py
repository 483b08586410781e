"""A day is typed in any usual way or picked in a calendar, by keyboard alone and in a foreign browser too."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.danish import long_date, short_date
from goals.models import Dream

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def told_on(person):
    return person.page.locator("[name=told_on]")


def test_the_day_that_was_read_is_shown_below_the_field(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    told_on(anna).fill("i går")
    anna.page.keyboard.press("Tab")
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    expect(anna.page.get_by_text(long_date(yesterday))).to_be_visible()
    expect(told_on(anna)).to_have_value(short_date(yesterday))


def test_a_day_is_picked_with_the_keyboard_in_a_calendar_that_keeps_to_the_rules(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    told_on(anna).fill("15-09-2026")
    anna.page.keyboard.press("Tab")
    opener = anna.page.get_by_role("button", name="vælg i kalenderen").first
    expect(opener).to_be_focused()
    anna.page.keyboard.press("Enter")
    expect(anna.page.get_by_role("button", name="15. september")).to_be_focused()
    anna.watch.look()
    anna.page.keyboard.press("ArrowDown")
    expect(anna.page.get_by_role("button", name="22. september")).to_be_focused()
    anna.page.keyboard.press("Enter")
    expect(told_on(anna)).to_have_value("22-09-2026")
    anna.sees("tirsdag d. 22. september 2026 (uge 39)")
    expect(opener).to_be_focused()
    anna.watch.assert_nothing_wrong()


def test_escape_leaves_the_calendar_and_the_field_as_it_was(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("dream-new", pk=cast.case.pk)
    before = told_on(anna).input_value()
    anna.page.get_by_role("button", name="vælg i kalenderen").first.click()
    expect(anna.page.get_by_role("dialog", name="Vælg en dag")).to_be_visible()
    anna.page.keyboard.press("Escape")
    expect(anna.page.get_by_role("dialog")).to_have_count(0)
    expect(told_on(anna)).to_have_value(before)


def test_without_javascript_the_field_takes_the_same_words(cast, let_in):
    anna = let_in(cast.anna, java_script_enabled=False)
    anna.goes_to("dream-new", pk=cast.case.pk)
    told_on(anna).fill("i går")
    anna.types("Barnets drøm", "At blive pilot")
    anna.presses("Gem")
    assert Dream.objects.get().told_on == timezone.localdate() - timezone.timedelta(days=1)
