"""What stands in a brief: everything since the last meeting, each line with its source."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import LookUp
from tests.counting import asked
from tests.factories import AgreementFactory, HeldMeetingFactory, NetworkMemberFactory, SparringFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def brief(cast, api_of, course):
    """Anna's own brief."""
    return api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/").json()


def promised(brief):
    """What was promised, by person."""
    return {
        person["name"]: [row["what"] for row in person["promises"]]
        for place in brief["promises"]
        for person in place["people"]
    }


def test_the_childs_words_come_from_meetings_and_dreams_each_with_its_page(brief, course):
    assert [(row["words"], row["url"]) for row in brief["child_words"]] == [
        ("Matematik er svært", reverse("meeting", args=[course.last.pk])),
        ("Jeg vil være dyrlæge", reverse("case-goals", args=[course.last.case_id]) + "#dream"),
    ]


def test_it_counts_from_the_last_meeting_and_tells_who_came(brief):
    assert brief["since_text"].startswith("Siden opfølgningsmødet d. ")
    assert (brief["last"]["came"], brief["last"]["absent"]) == (["Anna Prøve", "Tove Prøve"], ["Pia Prøve"])


def test_a_face_that_is_new_since_last_time_is_named(brief):
    assert brief["faces"] == {"new": ["Rie Rådgiver (rådgiver i kommunen)"], "gone": []}


def test_one_who_has_left_since_last_time_is_named(cast, api_of, course):
    cast.teacher.until_on = timezone.localdate() - DAY
    cast.teacher.save()
    brief = api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/").json()
    assert brief["faces"]["gone"] == ["Tove Prøve (klasselærer)"]


def test_each_persons_promises_stand_with_what_became_of_them(brief):
    assert promised(brief) == {"Tove Prøve": ["Makkerlæsning"], "Pia Prøve": ["Højtlæsning i sofaen"]}
    teachers = brief["promises"][0]["people"][0]["promises"][0]
    assert teachers["state_text"].startswith("Gjort d. ")
    assert teachers["outcome"].endswith("De læste hver dag")
    assert teachers["source"].startswith("Aftalt på mødet d. ")


def test_a_place_without_promises_is_named(brief):
    assert [(place["label"], len(place["people"])) for place in brief["promises"]] == [
        ("I skolen", 1),
        ("Hjemme", 1),
        ("I kommunen", 0),
    ]


def test_what_ended_at_the_last_meeting_is_over(cast, api_of, course):
    AgreementFactory(case=cast.case, what="Fra før", status="done", ended_on=course.last.held_on)
    brief = api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/").json()
    assert "Fra før" not in str(brief["promises"])


def test_a_goal_has_both_sides_its_steps_and_what_the_last_meeting_decided(brief):
    goal = brief["goals"][0]
    assert (goal["academic_goal"], goal["wellbeing_goal"]) == ("Dividere store tal", "Spørge om hjælp")
    assert (goal["child_words"], goal["small_steps"]) == ("Så kan jeg regne doser", ["Ti stykker om dagen"])
    assert [(row["verdict_label"], row["text"]) for row in goal["reviews"]] == [("Fortsæt", "Det går fremad.")]


def test_sparring_is_told_with_what_it_led_to(cast, api_of, course):
    sparring = SparringFactory(
        case=cast.case, giver=cast.vera, receivers=[cast.teacher], held_on=timezone.localdate(), nothing_agreed=False
    )
    AgreementFactory(
        case=cast.case, owner=cast.teacher, what="Plads ved vinduet", origin="sparring", origin_id=sparring.pk
    )
    rows = api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/").json()["sparrings"]
    assert [row["setting"] for row in rows] == ["school", "home", "school"]
    assert rows[0]["nothing_agreed"]
    assert [(row["who"], row["what"], row["state_text"]) for row in rows[2]["changes"]] == [
        ("Tove Prøve", "Plads ved vinduet", "I gang")
    ]


def test_what_is_over_time_is_still_open(brief):
    assert "Pia Prøve: Højtlæsning i sofaen" in [row["text"] for row in brief["open"]]
    assert "Mangler tegn på, at det lykkes" in [row["why"] for row in brief["open"]]


def test_how_the_child_takes_part_in_the_coming_meeting_stands_there(brief, course):
    assert brief["coming"]["id"] == str(course.coming.pk)
    assert brief["coming"]["child_part"] == ["Barnets deltagelse: en del af mødet."]


def test_a_follow_up_that_is_only_due_has_its_brief(cast, api_of, course):
    course.coming.state = "cancelled"
    course.coming.save()
    brief = api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/").json()
    assert brief["coming"] is None
    assert promised(brief)["Tove Prøve"] == ["Makkerlæsning"]


def test_before_the_first_meeting_it_counts_from_the_cases_beginning(cast, api_of):
    AgreementFactory(
        case=cast.case, owner=cast.teacher, what="Fra begyndelsen", status="done", ended_on=cast.case.opened_on
    )
    brief = api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/").json()
    assert brief["since_text"].startswith("Siden forløbet begyndte")
    assert promised(brief) == {"Tove Prøve": ["Fra begyndelsen"]}


def test_a_look_is_logged_with_the_classes_it_shows(cast, api_of, course):
    api_of(cast.anna).get(f"cases/{cast.case.pk}/brief/", audience=str(cast.teacher.pk))
    row = LookUp.objects.latest("at")
    assert (row.route, row.child_ids, row.classes) == ("api:case-brief", [cast.child.pk], "ABD")


MOST = 20


def test_a_brief_asks_no_more_than_this(cast, client_of, course):
    client, url = client_of(cast.anna), reverse("case-brief", args=[cast.case.pk])
    client.get(url)
    with asked() as count:
        assert client.get(url, {"audience": "everybody"}).status_code == 200
    assert len(count.statements) <= MOST
    assert count.lookups == 1


def test_a_long_course_asks_no_more(cast, client_of, course):
    client, url = client_of(cast.anna), reverse("case-brief", args=[cast.case.pk])
    client.get(url)
    with asked() as few:
        client.get(url)
    for number in range(10):
        AgreementFactory(case=cast.case, owner=cast.teacher, what=f"Aftale {number}")
        SparringFactory(case=cast.case, giver=cast.vera, held_on=timezone.localdate())
        HeldMeetingFactory(case=cast.case, held_on=timezone.localdate() - (100 + number) * DAY)
        NetworkMemberFactory(child=cast.child)
    with asked() as many:
        client.get(url)
    assert len(many.statements) == len(few.statements)
