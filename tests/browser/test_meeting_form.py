"""The long form of a held meeting: its questions, its labels, and a save button that stays in reach."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goals import actions as goal_actions
from goals.models import Agreement
from meetings import actions

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def meeting(cast):
    return actions.book(
        case=cast.case, by=cast.anna, kind="start_up", starts_at=timezone.now(), invited=[cast.teacher, cast.caregiver]
    )


@pytest.fixture
def anna(cast, let_in, meeting):
    anna = let_in(cast.anna)
    anna.goes_to("meeting-hold", pk=meeting.pk)
    return anna


def row(anna, name):
    return anna.page.get_by_role("group", name=name, exact=True)


def test_a_new_agreement_is_about_a_goal_that_is_being_typed(cast, anna):
    anna.types("Målet kort", "Læse højt")
    anna.types("Fagligt mål", "Læse ti linjer højt")
    agreement = row(anna, "Aftale 1")
    agreement.get_by_label("Hvem").select_option(label="Tove Prøve")
    agreement.get_by_label("Gør hvad").fill("Læser sammen om morgenen")
    agreement.get_by_label("Mål").select_option(label="Nyt mål: Læse højt")
    anna.presses("Gem mødet")
    anna.sees("Nye mål")
    assert str(Agreement.objects.get().goal) == "Læse højt"


def test_a_second_new_goal_can_be_named_in_an_agreement_added_later(anna):
    anna.types("Målet kort", "Læse højt")
    anna.page.get_by_role("button", name="Tilføj et mål").click()
    row(anna, "Nyt mål 2").get_by_label("Målet kort").fill("Regne")
    anna.page.get_by_role("button", name="Tilføj en aftale").click()
    options = row(anna, "Aftale 2").get_by_label("Mål").locator("option")
    expect(options).to_have_text(["Uden mål", "Nyt mål: Læse højt", "Nyt mål: Regne"])


def test_a_restored_draft_has_the_rows_that_were_typed_and_no_more(anna, meeting):
    row(anna, "Aftale 1").get_by_label("Gør hvad").fill("Læser sammen om morgenen")
    with anna.page.expect_response(lambda answer: "/drafts/" in answer.url):
        anna.field("Hvad talte I om?").focus()
    anna.goes_to("meeting-hold", pk=meeting.pk)
    expect(row(anna, "Aftale 1").get_by_label("Gør hvad")).to_have_value("Læser sammen om morgenen")
    expect(row(anna, "Aftale 2")).to_have_count(0)


def test_the_outcome_is_asked_for_once_a_verdict_is_chosen(cast, anna, meeting):
    goal_actions.set_goal(case=cast.case, by=cast.anna, title="Læse højt", academic_goal="Læse ti linjer højt")
    anna.goes_to("meeting-hold", pk=meeting.pk)
    with anna.at("Mål for mål"):
        expect(anna.field("Hvad skete der?")).to_be_hidden()
        anna.ticks("Fortsæt", under="Hvad nu?")
        expect(anna.field("Hvad skete der?")).to_be_visible()
        expect(anna.field("Hvorfor?")).to_be_hidden()
        anna.ticks("Stop", under="Hvad nu?")
        expect(anna.field("Hvorfor?")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_no_field_that_has_focus_lies_under_the_bar_that_saves(cast, let_in, meeting, phone):
    anna = let_in(cast.anna, phone=phone)
    anna.goes_to("meeting-hold", pk=meeting.pk)
    anna.field("Hvad sagde barnet?").focus()
    for _times in range(12):
        anna.page.keyboard.press("Tab")
        field, bar = (anna.page.locator(each).bounding_box() for each in (":focus", ".rt-savebar"))
        assert field["y"] + field["height"] <= bar["y"] + 1
        assert bar["y"] + bar["height"] <= anna.page.viewport_size["height"] + 1


def test_the_place_of_a_new_agreement_sets_a_rhythm_that_nobody_has_touched(anna):
    agreement = row(anna, "Aftale 1")
    rhythm = agreement.get_by_label("Hvor tit")
    agreement.get_by_label("Hjemme", exact=True).click()
    expect(rhythm).to_have_value("daily")
    rhythm.select_option("weekly")
    agreement.get_by_label("I skolen").click()
    expect(rhythm).to_have_value("weekly")
