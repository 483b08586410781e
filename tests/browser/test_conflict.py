"""Two write at once: the second gets both texts, and nothing is lost."""

import pytest
from playwright.sync_api import expect

from goals import actions

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def goal(cast):
    return actions.set_goal(case=cast.case, by=cast.anna, title="Læse om dyr", academic_goal="Læse fem sider")


def test_the_second_user_to_save_a_goal_gets_both_texts_and_loses_nothing(cast, let_in, goal):
    first = let_in(cast.anna)
    second = first.in_tab(first.context.new_page())
    first.goes_to("goal-edit", pk=goal.pk)
    second.goes_to("goal-edit", pk=goal.pk)
    first.types("Fagligt mål", "Læse ti sider")
    first.presses("Gem")
    first.sees("Læse ti sider")

    second.types("Fagligt mål", "Læse fem sider højt")
    second.presses("Gem")
    both = second.page.get_by_role("alert", name="En anden har gemt, mens du skrev")
    expect(both).to_be_focused()
    expect(both).to_contain_text("Læse ti sider")
    expect(both).to_contain_text("Læse fem sider højt")
    expect(second.field("Fagligt mål")).to_have_value("Læse fem sider højt")

    second.types("Fagligt mål", "Læse ti sider højt")
    second.presses("Gem")
    goal.refresh_from_db()
    assert goal.academic_goal == "Læse ti sider højt"
