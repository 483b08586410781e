"""A coordinator prepares the follow-up: one click, and a brief for each who is to have one."""

import io

import pypdf
import pytest

from tests.meetings.brief.course import between_meetings

from .test_keyboard import tabs_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_the_brief_is_one_click_away_and_is_read_for_the_school(cast, let_in):
    # Given a follow-up in a week, and a course since the last one
    between_meetings(cast)
    anna = let_in(cast.anna)
    anna.goes_to("my-day")

    # When she opens the brief with one click
    anna.follows("Mødeoplæg")

    # Then everything since the last meeting stands there
    for words in ("Jeg vil være dyrlæge", "Makkerlæsning", "Store tal", "Uro i timerne", "Skænderier om lektier"):
        anna.sees(words)

    # And when she chooses the school's professionals, the home's sparring is gone, and she is told so
    with anna.page.expect_navigation(wait_until="load"):
        anna.picks("Til hvem?", "Fagpersoner i skolen")
    anna.arrives()
    anna.sees("1 sparring hjemme")
    anna.sees("Uro i timerne")
    anna.is_told_nothing_of("Skænderier om lektier")


def test_the_brief_is_read_on_a_phone_and_by_keyboard(cast, let_in):
    between_meetings(cast)
    anna = let_in(cast.anna, phone=True)
    anna.goes_to("case", case_id=cast.case.pk)
    anna.follows("Mødeoplæg")
    tabs_to(anna, "PDF til print")
    tabs_to(anna, "Makkerlæsning")
    with anna.page.expect_navigation(wait_until="load"):
        anna.page.keyboard.press("Enter")
    anna.sees("Makkerlæsning")


@pytest.mark.parametrize("page", ["meeting", "case", "my-day"])
def test_it_takes_one_click_from_where_the_meeting_stands(cast, let_in, page):
    course = between_meetings(cast)
    ids = {"meeting": {"pk": course.coming.pk}, "case": {"case_id": cast.case.pk}, "my-day": {}}
    anna = let_in(cast.anna)
    anna.goes_to(page, **ids[page])
    anna.follows("Mødeoplæg")
    anna.sees("Siden opfølgningsmødet")


def test_the_page_itself_is_printed_on_two_sheets_at_most(cast, let_in):
    between_meetings(cast)
    anna = let_in(cast.anna)
    anna.goes_to("case-brief", pk=cast.case.pk)
    printed = pypdf.PdfReader(io.BytesIO(anna.page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed.pages) <= 2
    assert "Makkerlæsning" in printed.pages[0].extract_text()
