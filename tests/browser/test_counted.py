"""How much a new user has to do: every click, field and pick is counted, printed and held to a limit."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from children.models import Child, NetworkMember, Schooling
from core.models import Draft
from goals import actions as goal_actions
from goals.models import Agreement
from meetings import actions as meeting_actions
from meetings.models import Meeting
from support.models import Sparring

from .person import Person

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DAY = dt.timedelta(days=1)
FIVE_ADULTS = [
    ("Ida Eksempel", "Plejemor", "11 22 33 44"),
    ("Jens Eksempel", "Plejefar", "11 22 33 45"),
    ("Tom Eksempel", "Klasselærer", "11 22 33 46"),
    ("Rita Eksempel", "Rådgiver", "11 22 33 47"),
    ("Mona Eksempel", "Mor", "11 22 33 48"),
]


class Counted:
    """A person whose steps are counted: a link, a button, a choice or a pick is a click; a text is a field."""

    def __init__(self, person: Person) -> None:
        self.person, self.clicks, self.fields = person, 0, 0
        self.at = person.at

    def starts_at(self, page: str, **ids: Any) -> None:
        """Go to a page before the counting starts."""
        self.person.goes_to(page, **ids)

    def follows(self, text: str) -> None:
        self.person.follows(text)
        self.clicks += 1

    def follows_the_last(self, text: str) -> None:
        self.person.follows_the_last(text)
        self.clicks += 1

    def opens(self, summary: str) -> None:
        self.person.place.locator("summary", has_text=summary).first.click()
        self.clicks += 1

    def presses(self, text: str) -> None:
        self.person.presses(text)
        self.clicks += 1

    def ticks(self, choice: str, *, under: str = "") -> None:
        self.person.ticks(choice, under=under)
        self.clicks += 1

    def ticks_the_first(self, *, under: str) -> None:
        self.person.place.get_by_role("group", name=under).get_by_role("radio").first.press("Space")
        self.clicks += 1

    def picks(self, label: str, choice: str) -> None:
        self.person.picks(label, choice)
        self.clicks += 1

    def types(self, label: str, text: str) -> None:
        self.person.types(label, text)
        self.fields += 1

    def told(self, what: str) -> tuple[int, int]:
        """The number of clicks and fields it took, printed with ``-s``."""
        print(f"\n{what}: {self.clicks} clicks + {self.fields} fields = {self.clicks + self.fields}")  # noqa: T201
        return self.clicks, self.fields


@pytest.fixture
def anna(cast, let_in):
    return Counted(let_in(cast.anna))


def test_a_child_with_school_placement_case_and_five_adults_takes_at_most_thirty(cast, anna):
    anna.starts_at("my-day")
    anna.follows("Opret barn")
    tells_of_the_child(anna)
    anna.presses("Opret barn")
    for number, adult in enumerate(FIVE_ADULTS, 1):
        tells_of_an_adult(anna, number, *adult)
    anna.presses("Gem")
    child = Child.objects.get(first_name="Barn Ni")
    assert (child.schoolings.count(), child.placements.count(), child.cases.count()) == (1, 1, 1)
    assert NetworkMember.objects.filter(child=child, user=None).count() == 5
    assert sum(anna.told("A child with school, placement, case and five adults")) <= 30


def tells_of_the_child(anna):
    anna.types("Fornavn", "Barn Ni")
    anna.types("Efternavn", "Prøve")
    anna.types("Fødselsdato", "3-4-2015")
    anna.ticks("Dreng", under="Køn")
    anna.picks("Skole", "Aaskolen")
    anna.picks("Klassetrin", "5. klasse")
    anna.types("Klasse", "5.b")
    anna.picks("Anbringelsesform", "Almen plejefamilie")
    anna.types("Sted", "Familien Eksempel")


def tells_of_an_adult(anna, number, name, part, phone):
    row = anna.person.place.get_by_role("group", name=f"Voksen {number}", exact=True)
    before, anna.person.place = anna.person.place, row
    anna.types("Navn", name)
    anna.types("Rolle i barnets netværk", part)
    anna.types("Telefon", phone)
    anna.person.place = before


def test_a_sparring_takes_two_clicks_and_a_field(cast, let_in):
    vera = Counted(let_in(cast.vera, phone=True))
    vera.starts_at("my-school")
    vera.follows("Skriv sparring")
    vera.types("Hvad?", "Giver ham bogen dagen før")
    vera.presses("Gem sparring")
    assert Sparring.objects.get().changes().get().what == "Giver ham bogen dagen før"
    clicks, fields = vera.told("A sparring")
    assert (clicks <= 2, fields <= 1) == (True, True)


@pytest.fixture
def a_start_up_long_ago(cast):
    """A start-up meeting so long ago that the follow-up is due to be booked now."""
    began = timezone.make_aware(dt.datetime.combine(timezone.localdate() - 100 * DAY, dt.time(14)))
    people = [cast.teacher, cast.caregiver, cast.supervisor_member, cast.coordinator_member]
    meeting = meeting_actions.book(
        case=cast.case, by=cast.anna, kind="start_up", starts_at=began, place="Lokale 4", invited=people
    )
    held = {"held_on": began.date(), "attended": people, "minutes": "Vi talte om læsning"}
    return meeting_actions.hold(meeting, by=cast.anna, expected_version=meeting.version, **held)


@pytest.fixture
def two_goals(cast):
    terms = {"academic_goal": "Læse en side", "wellbeing_goal": "Fortælle om den", "target": "To bøger om måneden"}
    return [
        goal_actions.set_goal(case=cast.case, by=cast.anna, title=title, **terms)
        for title in ("Læse om dyr", "Regne med penge")
    ]


def test_a_follow_up_is_booked_with_three_clicks(cast, anna, a_start_up_long_ago, two_goals):
    anna.starts_at("my-day")
    anna.follows("Book opfølgning")
    anna.ticks_the_first(under="Hvilken dag?")
    anna.presses("Book mødet")
    assert Meeting.objects.planned().get().place == "Lokale 4"
    clicks, fields = anna.told("A follow-up booked")
    assert (clicks <= 3, fields) == (True, 0)


def test_a_follow_up_is_booked_from_the_year_planner_with_four_clicks(cast, anna, a_start_up_long_ago, two_goals):
    anna.starts_at("my-day")
    anna.follows("Årshjul")
    anna.follows_the_last("Barn Et: kan holdes")
    anna.ticks_the_first(under="Hvilken dag?")
    anna.presses("Book mødet")
    assert Meeting.objects.planned().get().place == "Lokale 4"
    assert sum(anna.told("A follow-up booked from the year planner")) <= 4


def test_two_children_of_one_school_are_booked_with_four_clicks(cast, anna, a_start_up_long_ago):
    Schooling.objects.filter(child=cast.other_child).update(school=cast.school_a)
    held_on = a_start_up_long_ago.held_on
    meeting_actions.log_held(case=cast.other_case, kind="start_up", held_on=held_on, by=cast.anna)
    anna.starts_at("my-day")
    anna.follows("Book opfølgning")
    anna.opens("Samme dag på Aaskolen")
    anna.follows("dag d.")
    anna.presses("Book møderne")
    assert Meeting.objects.planned().count() == 2
    assert sum(anna.told("The follow-ups of two children at one school booked")) <= 4


@pytest.fixture
def a_follow_up_today(cast, a_start_up_long_ago, two_goals):
    """With two goals and three agreements to go through."""
    for what in ("Læser sammen", "Regner sammen", "Taler om ugen"):
        goal_actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what=what, rhythm="daily")
    people = [cast.teacher, cast.caregiver, cast.supervisor_member, cast.coordinator_member]
    now = timezone.now()
    return meeting_actions.book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=now, invited=people)


def test_a_follow_up_is_held_with_nine_clicks_and_five_fields(cast, anna, a_follow_up_today):
    anna.starts_at("my-day")
    anna.follows("Barn Et: Opfølgningsmøde")
    anna.follows("Skriv referat og beslutninger")
    anna.ticks("En del af mødet", under="Hvordan var barnet med?")
    anna.types("Hvad sagde barnet?", "Jeg har læst om heste")
    with anna.at("Mål for mål"):
        for title in ("Læse om dyr", "Regne med penge"):
            with anna.at(title):
                anna.ticks("Fortsæt", under="Hvad nu?")
                anna.types("Hvad skete der?", "Det går fremad")
    with anna.at("Aftaler siden sidst"):
        for what in ("Læser sammen", "Regner sammen", "Taler om ugen"):
            with anna.at(f"Tove Prøve: {what}"):
                anna.ticks("Fortsæt", under="Hvad nu?")
    anna.types("Hvad talte I om?", "Hvad der er svært efter pausen")
    anna.presses("Gem mødet")
    assert Meeting.objects.get(pk=a_follow_up_today.pk).state == Meeting.State.HELD
    assert Agreement.objects.open().count() == 3
    clicks, fields = anna.told("A follow-up held, with two goals and three agreements")
    assert (clicks <= 9, fields <= 5) == (True, True)


def test_the_draft_of_a_new_child_holds_no_cpr_number(cast, let_in):
    anna = let_in(cast.anna)
    anna.goes_to("child-new")
    anna.types("Fornavn", "Barn Ni")
    anna.types("CPR-nummer", "030415-1233")
    with anna.page.expect_response(lambda answer: "/drafts/" in answer.url and answer.ok):
        anna.types("Sted", "Familien Eksempel")
        anna.field("Sted").blur()
    anna.page.wait_for_timeout(500)
    assert "Barn Ni" in Draft.objects.get().content
    assert "030415" not in Draft.objects.get().content
