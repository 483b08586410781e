"""JavaScript makes the pages quicker, but nothing needs it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from children.models import NetworkMember
from meetings import actions
from meetings.models import Meeting
from support.models import Sparring

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_sparring_is_logged(cast, let_in):
    vera = let_in(cast.vera, phone=True, java_script_enabled=False)
    vera.sees("Min skole")
    vera.follows("Skriv sparring")
    vera.types("Hvad?", "Fast plads ved vinduet")
    vera.presses("Gem sparring")
    vera.sees("Gemt: sparring om")
    assert Sparring.objects.get().changes().get().what == "Fast plads ved vinduet"


def test_a_meeting_is_held(cast, let_in):
    meeting = actions.book(
        case=cast.case, by=cast.anna, kind="start_up", starts_at=timezone.now(), invited=[cast.teacher, cast.caregiver]
    )
    anna = let_in(cast.anna, java_script_enabled=False)
    anna.goes_to("meeting", pk=meeting.pk)
    anna.follows("Skriv referat og beslutninger")
    anna.ticks("Hele mødet", under="Hvordan var barnet med?")
    anna.types("Hvad sagde barnet?", "Jeg vil gerne læse om dyr")
    anna.picks("Hvem?", "Tove Prøve")
    anna.types("Gør hvad", "Læser sammen om morgenen")
    anna.presses("Gem mødet")
    anna.sees("Jeg vil gerne læse om dyr")
    anna.sees("Læser sammen om morgenen")
    assert Meeting.objects.get().state == Meeting.State.HELD


def test_what_was_typed_stands_when_a_form_is_refused(cast, let_in):
    anna = let_in(cast.anna, java_script_enabled=False)
    anna.goes_to("goal-new", pk=cast.case.pk)
    anna.types("Målet kort", "Læse om dyr")
    anna.presses("Gem")
    anna.sees("Noget skal rettes, før du kan gemme")
    expect(anna.field("Målet kort")).to_have_value("Læse om dyr")


def test_a_child_is_made_with_its_case_and_its_adults(cast, let_in):
    anna = let_in(cast.anna, phone=True, java_script_enabled=False)
    anna.goes_to("child-new")
    for label, text in {"Fornavn": "Barn Ni", "Efternavn": "Prøve", "Fødselsdato": "3/4 2015"}.items():
        anna.types(label, text)
    anna.ticks("Dreng", under="Køn")
    anna.presses("Opret barn")
    anna.sees("Barnet er oprettet, og forløb")
    anna.page.get_by_text("I dine andre børns netværk").first.click()
    anna.ticks("Tove Prøve")
    anna.page.get_by_role("group", name="Voksen 1").get_by_label("Navn").first.fill("Ida Eksempel")
    anna.presses("Gem og tilføj flere")
    anna.sees("De voksne er tilføjet.")
    there = NetworkMember.objects.filter(child__first_name="Barn Ni", user=None).values_list("name", flat=True)
    assert set(there) == {"Ida Eksempel", "Tove Prøve"}
