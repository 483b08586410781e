"""The child's earlier words are offered, with day and source, where they are asked for again."""

import pytest

from core.danish import date_words
from core.models import LookUp
from goals.models import Dream
from meetings.models import Meeting
from tests.children.browsing import queries_of, text
from tests.factories import (
    AssessmentFactory,
    AssessmentPartFactory,
    AssessmentReportFactory,
    DreamFactory,
    GoalFactory,
    HeldMeetingFactory,
)

WORDS = "Jeg vil være dyrlæge."


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


@pytest.fixture
def dream(cast):
    return DreamFactory(case=cast.case, told_on="2026-09-20", words=WORDS, by=cast.anna)


@pytest.fixture
def part(cast):
    assessment = AssessmentFactory(case=cast.case, ordered_on="2026-08-20", by=cast.anna)
    return AssessmentPartFactory(
        case=cast.case,
        assessment=assessment,
        kind="own_words",
        ordered_on="2026-08-20",
        carried_out_on="2026-08-30",
        words="Frikvarter er bedst.",
        by=cast.anna,
    )


@pytest.fixture
def report(cast, part):
    return AssessmentReportFactory(
        case=cast.case,
        assessment=part.assessment,
        strengths="Glad.",
        child_words=part.words,
        written_by=cast.anna,
        by=cast.anna,
    )


@pytest.fixture
def goal(cast):
    return GoalFactory(
        case=cast.case, title="Læse højt", agreed_on="2026-10-01", child_words="Kun for Tove.", by=cast.anna
    )


@pytest.fixture
def meeting(cast):
    return HeldMeetingFactory(
        case=cast.case, kind="follow_up", held_on="2026-11-02", child_words="Det går godt.", by=cast.anna
    )


def said_to(api, case):
    return [(each["said_on"], each["words"], each["source"]) for each in api.get(case).json()["results"]]


@pytest.fixture
def address(cast):
    return f"cases/{cast.case.pk}/child-words/"


def test_what_the_child_said_anywhere_is_given_with_day_and_source(cast, api_of, address, dream, part, goal, meeting):
    assert said_to(api_of(cast.anna), address) == [
        ("2026-11-02", "Det går godt.", "Opfølgningsmøde"),
        ("2026-10-01", "Kun for Tove.", "Mål: Læse højt"),
        ("2026-09-20", WORDS, "Barnets drøm"),
        ("2026-08-30", "Frikvarter er bedst.", "Afdækning, barnets egne ord"),
    ]


def test_words_used_again_stand_once_where_they_were_first_said(cast, api_of, address, report):
    assert [source for _on, _words, source in said_to(api_of(cast.anna), address)] == ["Afdækning, barnets egne ord"]


def test_what_is_prepared_for_a_meeting_is_not_said_at_it(cast, api_of, address, meeting):
    Meeting.objects.update(state="planned", held_on=None)
    assert said_to(api_of(cast.anna), address)[0][2] == "Forberedt til opfølgningsmøde"


def test_each_links_to_its_own_page(cast, anna, api_of, address, dream, part, meeting, goal):
    for each in api_of(cast.anna).get(address).json()["results"]:
        assert anna.get(each["url"]).status_code == 200


def test_users_who_do_not_write_the_childs_words_get_none(cast, api_of, address, dream):
    for user in (cast.vera, cast.petra):
        assert api_of(user).get(address).json() == {"results": []}
    assert api_of(cast.karl).get(address).status_code == 404


def test_the_look_leaves_one_log_row_with_the_childs_words(cast, api_of, address, dream):
    api_of(cast.anna).get(address)
    looked = LookUp.objects.get(route="api:case-child-words")
    assert (looked.child_ids, "I" in looked.classes) == ([cast.child.pk], True)


def test_many_words_need_no_more_queries(cast, anna, dream):
    path = f"/api/v1/cases/{cast.case.pk}/child-words/"
    few = queries_of(anna, path)
    for number in range(10):
        DreamFactory(case=cast.case, told_on="2026-09-21", words=f"Drøm {number}")
    assert queries_of(anna, path) == few


@pytest.fixture
def forms(cast, part, meeting, report):
    return {
        "dream": f"/cases/{cast.case.pk}/dreams/new/",
        "goal": f"/cases/{cast.case.pk}/goals/new/",
        "meeting held": f"/cases/{cast.case.pk}/meetings/log/",
        "minutes": f"/meetings/{meeting.pk}/minutes/",
        "part": f"/assessments/parts/{part.pk}/",
        "report": f"/assessments/reports/{report.pk}/edit/",
    }


@pytest.mark.parametrize("asked", ["dream", "goal", "meeting held", "minutes", "part", "report"])
def test_a_form_that_asks_for_the_childs_words_offers_what_is_known(anna, dream, forms, asked):
    page = text(anna.get(forms[asked]))
    assert "Det har barnet sagt" in page
    assert f"{WORDS} {date_words(dream.told_on)}, Barnets drøm" in page


def test_words_already_in_the_field_are_not_offered(anna, dream):
    assert "Det har barnet sagt" not in text(anna.get(f"/dreams/{dream.pk}/edit/"))


def test_nothing_is_put_in_the_field_by_itself(anna, cast, dream):
    page = anna.get(f"/cases/{cast.case.pk}/goals/new/").content.decode()
    field = page.split('name="child_words"')[1].split("</textarea>")[0]
    assert WORDS not in field
    assert WORDS in page


def test_a_supervisors_form_offers_no_words_of_the_child(cast, client_of, dream):
    page = text(client_of(cast.vera).get(f"/cases/{cast.case.pk}/goals/new/"))
    assert WORDS not in page
    assert not LookUp.objects.filter(route="api:case-child-words").exists()


def test_the_childs_words_are_not_fetched_for_a_saved_form(cast, anna, dream):
    anna.post(f"/dreams/{dream.pk}/edit/", {"words": "En hund.", "told_on": "20-09-2026", "version": dream.version})
    assert Dream.objects.get().words == "En hund."
    assert not LookUp.objects.filter(route="api:case-child-words").exists()
