"""A child's case from the spreadsheet to the second round, as the people around the child live it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from children.models import Case
from followup import reminders
from followup.models import CaseStatus

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

SPREADSHEET = """Fornavn;Efternavn;Fødselsdato;Køn;Skole;Klasse;Anbringelse;Sted;Anbragt fra;Plejemor;Lærer
Barn Syv;Prøve;03-04-2015;Dreng;Aaskolen;5.b;Almen plejefamilie;Familien Eksempel;01-02-2024;Ida Eksempel;Tom Eksempel
Barn Otte;Prøve;12-09-2013;Pige;Østskolen;7.a;Almen plejefamilie;Familien Forsøg;15-06-2022;Eva Forsøg;Per Forsøg
"""


@pytest.fixture
def clock() -> Iterator[Any]:
    """A clock that runs by itself and can be moved on."""
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


def test_a_case_runs_through_the_four_phases_and_round_again(cast, let_in, clock):
    # Given a coordinator with a spreadsheet
    anna = let_in(cast.anna)
    imports_the_children(anna)
    case = Case.objects.get(child__first_name="Barn Syv")

    # When the child is assessed, and those around it are told
    orders_the_assessment(anna, case)
    the_psychologist_writes_and_hands_over(let_in(cast.petra), case)
    fills_in_the_other_parts(anna, case)
    makes_the_report_and_shares_it(anna, case)

    # And they meet, the child with a part of its own, and agree on a goal with two sides
    books_the_start_up_meeting(anna, case)
    agrees_on_the_childs_part(anna)
    comes_to_the_day_of_the_meeting(anna, case, clock)
    holds_the_start_up_meeting(anna, case)
    writes_the_dream_and_a_goal(anna, case)
    makes_an_agreement(anna, case)

    # And the supervisor spars with the teacher, and logs it in the corridor
    logs_sparring_on_a_phone(let_in(cast.vera, phone=True))

    # And time passes
    clock.move_to(morning_of(CaseStatus.objects.get(case=case).window_opens_on))
    reminders.remind()

    # Then the coordinator is reminded, and the follow-up is booked and held
    anna.signs_in()
    is_reminded_in_the_bell(anna)
    books_the_follow_up(anna)
    comes_to_the_day_of_the_meeting(anna, case, clock)
    goes_through_goals_and_agreements(anna, case)

    # And the manager sees it, without a name
    sees_the_caseload_without_a_name(let_in(cast.lars), case)


def morning_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(8)))


def imports_the_children(anna):
    anna.goes_to("child-list")
    anna.follows("Børn fra regneark")
    file = {"name": "børn.csv", "mimeType": "text/csv", "buffer": SPREADSHEET.encode("latin-1")}
    anna.page.locator("input[type=file]").set_input_files(file)
    anna.presses("Prøv først")
    anna.sees("Filen er klar til at blive indlæst")
    anna.presses("Indlæs alle rækker")
    anna.sees("2 nye børn har fået hvert sit forløb.")
    anna.follows("Se børnene")
    anna.sees("Barn Otte")


def orders_the_assessment(anna, case):
    anna.goes_to("case", case_id=case.pk)
    anna.follows("Bestil afdækning")
    anna.picks("Kognitiv del: PPR-psykolog", "Petra")
    anna.types("Hvad vil vi gerne vide?", "Hvordan lærer han bedst at læse?")
    anna.presses("Bestil afdækning")
    anna.sees("Hvordan lærer han bedst at læse?")


def the_psychologist_writes_and_hands_over(petra, case):
    petra.goes_to("my-assessments")
    petra.follows("Skriv")
    petra.types("Styrker", "Husker det, han ser")
    petra.types("Udfordringer", "Har svært ved lange beskeder")
    petra.presses("Gem, og giv delen til koordinatoren")
    petra.sees("Husker det, han ser")
    petra.presses("Giv delen til koordinatoren")


def fills_in_the_other_parts(anna, case):
    for part in ("Faglig", "Social trivsel"):
        opens_the_part(anna, case, part)
        anna.types("Styrker", f"Styrke, {part.lower()}")
        anna.types("Det betyder i klassen", "Korte beskeder, én ad gangen")
        saves_it_as_received(anna)
    opens_the_part(anna, case, "Barnets egne ord")
    anna.types("Barnets egne ord", "Jeg vil gerne læse om dyr")
    anna.types("Det er jeg god til", "At passe på de små")
    saves_it_as_received(anna)


def opens_the_part(anna, case, part):
    anna.goes_to("case-assessment", pk=case.pk)
    with anna.at(part):
        anna.follows("Skriv")


def saves_it_as_received(anna):
    anna.presses("Gem og aflevér")
    anna.sees("Modtaget")


def makes_the_report_and_shares_it(anna, case):
    anna.goes_to("case-assessment", pk=case.pk)
    anna.follows("Lav afdækningsrapport")
    anna.presses("Gem, og læs igennem")
    anna.sees("Husker det, han ser")
    anna.follows("Del")
    for name in ("Vera Prøve", "Tom Eksempel", "Ida Eksempel"):
        anna.ticks(name)
    anna.presses("Del med de valgte")
    anna.sees("Delt")


def books_the_start_up_meeting(anna, case):
    anna.goes_to("case-meetings", pk=case.pk)
    anna.follows("Book opstartsmøde")
    takes_the_first_day_proposed(anna)
    anna.types("Hvor?", "Aaskolen, lokale 4")
    anna.presses("Book mødet")


def agrees_on_the_childs_part(anna):
    anna.follows("Aftal, hvordan barnet deltager")
    anna.ticks("En del af mødet", under="Hvordan er barnet med?")
    anna.types("Barnets ord", "Jeg vil selv fortælle om bogen")
    anna.picks("Hvem sidder barnet ved siden af?", "Ida Eksempel")
    anna.ticks("Ja", under="Ønsker barnet, at forældrene er med?")
    anna.presses("Gem")
    anna.sees("Jeg vil selv fortælle om bogen")


def holds_the_start_up_meeting(anna, case):
    anna.goes_to("meeting", pk=case.meetings.planned().get().pk)
    anna.follows("Skriv referat og beslutninger")
    anna.types("Hvad sagde barnet?", "Det er sjovt, når vi læser sammen")
    anna.types("Hvad talte I om?", "Afdækningen og hvad den betyder i klassen")
    anna.presses("Gem mødet")
    anna.sees("Det er sjovt, når vi læser sammen")


def writes_the_dream_and_a_goal(anna, case):
    anna.goes_to("case-goals", pk=case.pk)
    anna.follows("Skriv barnets drøm")
    anna.types("Barnets drøm", "At blive dyrlæge")
    anna.presses("Gem")
    anna.follows("Skriv det første mål")
    anna.types("Målet kort", "Læse om dyr")
    anna.types("Fagligt mål", "Læse ti sider om ugen")
    anna.types("Trivselsmål", "Fortælle en kammerat om det, han har læst")
    anna.types("Barnets egne ord om målet", "Jeg vil kunne læse navnene")
    anna.types("Sådan ved vi, at det lykkes", "Han læser to bøger færdig")
    anna.presses("Gem")
    anna.sees("At blive dyrlæge")


def makes_an_agreement(anna, case):
    anna.follows("Tilføj aftale")
    anna.picks("Hvem gør det?", "Tom Eksempel")
    anna.types("Hvad gør de?", "Læser sammen, når timen begynder")
    anna.ticks("Hver skoledag", under="Hvor tit?")
    anna.presses("Gem")
    anna.sees("Læser sammen, når timen begynder")


def logs_sparring_on_a_phone(vera):
    vera.goes_to("my-school")
    vera.place.get_by_role("listitem").filter(has_text="Barn Syv").get_by_role("link", name="Skriv sparring").click()
    vera.page.wait_for_load_state("load")
    vera.arrives()
    vera.ticks("Tom Eksempel", under="Med hvem?")
    vera.ticks("Samtale", under="Form")
    vera.ticks("Læse om dyr", under="Om målene")
    vera.types("Hvad?", "Giver ham bogen dagen før")
    vera.picks("Hvem?", "Tom Eksempel")
    vera.presses("Gem sparring")
    vera.sees("Næste sparring i skolen senest")


def is_reminded_in_the_bell(anna):
    assert int(anna.page.locator("[data-badge-number]").inner_text()) >= 1
    anna.opens_the_bell()
    anna.sees("Ulæst")
    anna.follows("Barn Syv: ")


def books_the_follow_up(anna):
    anna.sees("opfølgning")
    anna.goes_to("case-meetings", pk=Case.objects.get(child__first_name="Barn Syv").pk)
    anna.follows("Book møde")
    anna.sees("Opfølgningen skal holdes")
    takes_the_first_day_proposed(anna)
    anna.presses("Book mødet")
    anna.sees("Booket")


def takes_the_first_day_proposed(anna):
    anna.page.get_by_role("group", name="Hvilken dag?").get_by_role("radio").first.press("Space")
    anna.types("Klokkeslæt", "09:00")


def comes_to_the_day_of_the_meeting(anna, case, clock):
    clock.move_to(morning_of(timezone.localdate(case.meetings.planned().get().starts_at)))
    anna.signs_in()


def goes_through_goals_and_agreements(anna, case):
    anna.goes_to("meeting", pk=case.meetings.planned().get().pk)
    anna.follows("Skriv referat og beslutninger")
    anna.types("Hvad sagde barnet?", "Jeg har læst om heste")
    with anna.at("Mål for mål"), anna.at("Læse om dyr"):
        anna.ticks("Justér", under="Hvad nu?")
        anna.types("Hvad skete der?", "Han læser gerne selv")
    with anna.at("Aftaler siden sidst"), anna.at("Tom Eksempel: Læser sammen"):
        anna.ticks("Fortsæt", under="Hvad nu?")
    anna.presses("Gem mødet")
    anna.sees("Jeg har læst om heste")
    anna.sees("Han læser gerne selv")
    anna.sees("Book næste opfølgning")


def sees_the_caseload_without_a_name(lars, case):
    lars.goes_to("overview")
    lars.follows("Anna Prøve")
    lars.sees(case.number)
    lars.is_told_nothing_of("Barn Syv")
    lars.follows(case.number)
    lars.is_told_nothing_of("Barn Syv")
