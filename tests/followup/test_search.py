"""Search: who and what is found, by whom, and how it may be typed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from children.actions import add_member, open_case
from children.models import NetworkMember
from core.models import LookUp
from core.spelling import is_slip
from tests.cast import child

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(cast, api_of):
    """The search results of a user: kinds and labels, in order."""

    def found(typed, who=cast.anna, kind=None):
        results = api_of(who).post("search/", {"q": typed}).json()["results"]
        return [row["label"] for row in results if kind in (None, row["kind"])]

    return found


@pytest.fixture
def a_child(cast):
    """A child of Anna's with a case, by name."""

    def make(first_name, last_name="Prøve", school=None, **fields):
        made = child(first_name, cast.home, school or cast.school_a, **fields)
        made.last_name = last_name
        made.save()
        open_case(child=made, by=cast.anna, opened_on=dt.date(2026, 8, 17))
        return made

    return make


@pytest.mark.parametrize("typed", ["Jensen Anna", "anna jensen", "jens ann", "  Jensen,Anna".replace(",", "  ")])
def test_each_word_typed_is_in_the_name_in_any_order(a_child, find, typed):
    a_child("Anna Sofie", "Opdigt Jensen")
    a_child("Anna", "Nielsen")
    assert find(typed, kind="case") == ["Anna Sofie Opdigt Jensen"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Søren", "soren"), ("Søren", "Soeren"), ("Søren", "Sören"), ("Åge", "age"), ("Åge", "Aage"), ("Aage", "åge"),
        ("Kjær", "kjar"), ("Kjær", "kjaer"), ("Zoë", "zoe"), ("Maé", "mae"),
    ],
)  # fmt: skip
def test_danish_letters_are_found_by_plain_ones(a_child, find, name, typed):
    a_child(name)
    assert f"{name} Prøve" in find(typed, kind="case")


def test_the_letters_that_were_typed_come_before_those_that_look_like_them(a_child, find):
    for name in ("Hård", "Hard", "Rehard"):
        a_child(name)
    assert find("hard", kind="case") == ["Hard Prøve", "Rehard Prøve", "Hård Prøve"]


def test_two_children_of_one_name_are_shown_with_age_and_school(a_child, cast, api_of):
    a_child("Tvilling", born_on=dt.date(2014, 5, 4))
    a_child("Tvilling", born_on=dt.date(2016, 5, 4), school=cast.school_b)
    results = api_of(cast.anna).post("search/", {"q": "Tvilling"}).json()["results"]
    assert len({row["label"] for row in results}) == 1
    assert {row["detail"].split(" · ")[2] for row in results} == {"Aaskolen", "Østskolen"}
    assert len({row["detail"].split(" · ")[0] for row in results}) == 2


def test_an_adult_of_the_network_leads_to_the_case(cast, api_of):
    [found] = api_of(cast.anna).post("search/", {"q": "Tove"}).json()["results"]
    assert (found["kind"], found["label"]) == ("adult", "Tove Prøve")
    assert found["detail"] == "Klasselærer for Barn Et Prøve"
    assert found["url"] == f"/cases/{cast.case.pk}/network/"


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
@pytest.mark.parametrize("typed", ["Tove", "Tovw", "Aaskolen", "Barn Et"])
def test_nobody_finds_adults_children_or_schools_around_children_they_do_not_see(cast, find, who, typed):
    assert find(typed, getattr(cast, who)) == []


def test_an_adult_who_has_left_is_not_found(cast, find):
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(until_on=dt.date(2026, 9, 1))
    assert find("Tove") == []


def test_a_search_does_not_find_the_user_around_every_child(cast, find):
    assert find("Anna Prøve", kind="adult") == []
    assert find("Anna Prøve", cast.vera, kind="adult") == ["Anna Prøve"]


def test_a_school_leads_to_its_cases(cast, api_of):
    add_member(child=cast.child, by=cast.anna, kind="other", name="Ditte Aaskolen", from_on=dt.date(2026, 8, 17))
    found = api_of(cast.anna).post("search/", {"q": "åskol"}).json()["results"]
    assert [(row["kind"], row["label"]) for row in found] == [("adult", "Ditte Aaskolen"), ("school", "Aaskolen")]
    assert found[1]["detail"] == "Skole · 1 forløb"
    cases = api_of(cast.anna).client.get(found[1]["url"]).content.decode()
    assert "Kun forløb på Aaskolen." in cases


@pytest.mark.parametrize("typed", ["Tvoe", "Tpve", "Tovee", "prøve tave", "Tova Prove"])
def test_one_wrong_letter_is_forgiven_where_nothing_else_is_found(cast, api_of, typed):
    answer = api_of(cast.anna).post("search/", {"q": typed}).json()
    assert answer["is_guess"]
    assert [row["label"] for row in answer["results"]] == ["Tove Prøve"]


def test_a_typing_mistake_in_a_childs_or_a_schools_name_is_forgiven(a_child, find):
    a_child("Sofie", "Jensen")
    assert find("Jensne") == ["Sofie Jensen"]
    assert find("Aaskolem") == ["Aaskolen"]


def test_similar_names_are_not_offered_beside_exact_matches(a_child, find):
    a_child("Sofie")
    a_child("Sofia")
    assert find("Sofie") == ["Sofie Prøve"]


def test_a_manager_finds_by_number_only(cast, find):
    assert find("Barn", cast.lars) == []
    assert find(cast.case.number, cast.lars) == [cast.case.number]


def test_every_child_shown_by_name_or_beside_an_adult_is_in_the_log(cast, api_of):
    api_of(cast.anna).post("search/", {"q": "prøve"})
    row = LookUp.objects.filter(user=cast.anna, route="api:search").latest("at")
    assert (set(row.child_ids), row.action, row.classes) == ({cast.child.pk, cast.other_child.pk}, "read", "AB")


def test_the_page_says_that_it_guesses(cast, client_of):
    page = client_of(cast.anna).post("/search/", {"q": "Tvoe"}).content.decode()
    assert "Ingen hedder »Tvoe«. Det her ligner." in page
    assert "Tove Prøve" in page


@given(st.text("abcd", min_size=3, max_size=8), st.data())
def test_every_single_typing_mistake_is_recognised(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdx"))
    assert is_slip(word, word[:at] + letter + word[at + 1 :])
    assert is_slip(word, word[:at] + letter + word[at:])
    assert is_slip(word + letter, word)
    assert is_slip(word, word[:at] + word[at : at + 2][::-1] + word[at + 2 :])


@pytest.mark.parametrize(("typed", "meant"), [("anna", "anders"), ("bo", "ba"), ("sofie", "sonja"), ("abcd", "badc")])
def test_two_wrong_letters_make_another_word(typed, meant):
    assert not is_slip(typed, meant)


def test_signs_that_stand_for_any_text_in_a_query_stand_for_themselves(a_child, find):
    a_child("Anna_Lise")
    a_child("Annabel")
    assert find("anna_l", kind="case") == ["Anna_Lise Prøve"]
    assert find("%%%", kind="case") == []


@pytest.mark.parametrize("typed", ["--", "''", "<l0> <f0>"])
def test_signs_alone_find_nothing_and_are_no_error(a_child, find, typed):
    a_child("Anna")
    assert find(typed) == []


def test_two_users_find_their_own_with_the_same_number_of_words(cast, a_child, find):
    assert find("barn et", kind="case") == ["Barn Et Prøve"]
    assert find("barn et", who=cast.nora, kind="case") == []
    assert find("barn to", kind="case") == ["Barn To Prøve"]
