"""A chosen option shows in every colour scheme, on every screen and on paper."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.access.world import populate
from tests.factories import AssessmentPartFactory

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def tab(person, name):
    return person.page.get_by_role("navigation", name="Forløbets sider").get_by_role("link", name=name, exact=True)


def test_in_forced_colours_the_chosen_tab_differs_from_the_others(cast, let_in):
    anna = let_in(cast.anna, forced_colors="active")
    anna.goes_to("case-timeline", case_id=cast.case.pk)
    background = "(link) => getComputedStyle(link).backgroundColor"
    chosen, other = (tab(anna, name).evaluate(background) for name in ("Tidslinje", "Overblik"))
    assert chosen != other


def test_on_a_phone_an_arrow_tells_that_there_are_more_tabs_and_leads_there(cast, let_in):
    anna = let_in(cast.anna, phone=True)
    anna.goes_to("case", case_id=cast.case.pk)
    on, back = anna.page.locator(".rt-tabs__more").last, anna.page.locator(".rt-tabs__more--back")
    expect(on).to_be_visible()
    expect(back).to_be_hidden()
    on.click()
    on.click()
    expect(tab(anna, "Historik")).to_be_in_viewport()
    expect(back).to_be_visible()


def test_the_current_tab_is_visible_on_a_phone(cast, let_in):
    anna = let_in(cast.anna, phone=True)
    anna.goes_to("case-history", case_id=cast.case.pk)
    expect(tab(anna, "Historik")).to_be_in_viewport()


def test_every_row_has_a_remove_button_with_its_own_name(cast, let_in):
    vera = let_in(cast.vera)
    vera.goes_to("case-sparring-new", pk=cast.case.pk)
    vera.page.locator("[data-row-add]").click()
    names = [" ".join(each.split()) for each in vera.page.locator("[data-row-remove]").all_inner_texts()]
    assert len(names) == len(set(names)) > 1


def test_a_printed_sheet_says_which_case_it_is_and_from_when(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("case-goals", pk=cast.case.pk)
    line = anna.page.locator(".rt-sheet")
    expect(line).to_be_hidden()
    anna.page.emulate_media(media="print")
    expect(line).to_be_visible()
    expect(line).to_contain_text(f"Fortroligt · Forløb {cast.case.number} · Udskrevet")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_a_chosen_field_differs_from_one_that_is_not(cast, let_in, scheme):
    anna = let_in(cast.anna)
    for route, kind in (("case-sparring-new", "checkbox"), ("meeting-new", "radio")):
        anna.goes_to(route, pk=cast.case.pk)
        anna.page.emulate_media(forced_colors="active", color_scheme=scheme)
        field = anna.page.locator(f"main .form-{kind}:visible, main .form-{kind}").first
        label = anna.page.locator(f'label[for="{field.get_attribute("id")}"]')
        seen = set()
        for chosen in (False, True):
            field.evaluate("(field, chosen) => { field.checked = chosen; field.blur() }", chosen)
            seen.add(label.screenshot())
        anna.page.emulate_media(forced_colors="none", color_scheme="light")
        assert len(seen) == 2, f"{kind} in {scheme} looks the same chosen and not"


def sheets(person):
    """The text of each printed sheet."""
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(person.page.pdf(format="A4"))).pages]


def test_a_printed_assessment_begins_on_the_first_sheet_and_ends_with_text(cast, let_in):
    assessment = populate(cast).one("assessments.Assessment")
    for kind in ("academic", "social"):
        texts = dict.fromkeys(("strengths", "challenges", "in_class", "at_home"), "Læser gerne højt for andre. " * 25)
        AssessmentPartFactory(case=cast.case, assessment=assessment, kind=kind, **texts)
    anna = let_in(cast.anna)
    anna.goes_to("case-assessment", pk=cast.case.pk)
    printed = sheets(anna)
    assert "Læser gerne højt" in printed[0]
    assert all(len(sheet.splitlines()) > 4 for sheet in printed)
