"""The child's earlier words go into the field with one press, and never by themselves."""

import pytest
from playwright.sync_api import expect

from tests.factories import DreamFactory

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def dream(cast):
    return DreamFactory(case=cast.case, told_on="2026-09-20", words="Jeg vil være dyrlæge.", by=cast.anna)


def test_known_words_follow_what_is_typed(cast, let_in, dream):
    anna = let_in(cast.anna)
    anna.goes_to("goal-new", pk=cast.case.pk)
    field = anna.field("Barnets egne ord om målet")
    field.fill("Kun for Tove.")
    use = anna.page.get_by_role("button", name="Brug")
    use.click()
    expect(field).to_have_value("Kun for Tove.\nJeg vil være dyrlæge.")
    expect(field).to_be_focused()
    expect(use).to_be_disabled()


def test_without_javascript_the_words_can_be_read_and_copied(cast, let_in, dream):
    anna = let_in(cast.anna, java_script_enabled=False)
    anna.goes_to("goal-new", pk=cast.case.pk)
    expect(anna.page.locator("blockquote")).to_have_text("Jeg vil være dyrlæge.")
    expect(anna.page.get_by_role("button", name="Brug")).to_be_hidden()
