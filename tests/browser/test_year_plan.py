"""The year planner on a phone, by keyboard and on paper."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings import actions

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def due(cast):
    """Barn Et's follow-up can be held now: the last meeting was 100 days ago."""
    held_on = timezone.localdate() - dt.timedelta(days=100)
    return actions.log_held(case=cast.case, kind="start_up", held_on=held_on, by=cast.anna)


def test_on_a_phone_the_plan_is_a_list_of_weeks_in_words(cast, let_in, due):
    anna = let_in(cast.anna, phone=True)
    anna.goes_to("year-plan")
    link = anna.page.get_by_role("link", name="Barn Et: kan holdes").last
    expect(link).to_be_visible()
    assert link.bounding_box()["height"] >= 44
    assert anna.page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_week_is_chosen_by_keyboard(cast, let_in, due):
    anna = let_in(cast.anna)
    anna.goes_to("year-plan")
    anna.page.get_by_role("link", name="Barn Et: kan holdes").last.focus()
    anna.page.keyboard.press("Enter")
    anna.page.wait_for_url(re.compile(r"/meetings/new/\?week="))
    anna.arrives()


def test_the_plan_prints_on_two_sheets(cast, let_in, due):
    anna = let_in(cast.anna)
    anna.goes_to("year-plan")
    anna.page.goto(f"{anna.page.url}?all=1")
    sheets = re.findall(rb"/Type\s*/Page[^s]", anna.page.pdf(prefer_css_page_size=True))
    assert len(sheets) <= 2
