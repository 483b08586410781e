"""The child's perspective: a principle of its own in the revised model, and shown as such."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import INTERVENTIONS, Municipality
from tests.cast import revise
from tests.factories import DreamFactory, GoalFactory, MeetingFactory

DAY = dt.date(2026, 9, 1)


def overview(cast, api_of):
    return api_of(cast.anna).get(f"cases/{cast.case.pk}/overview/").json()


def goal(case, words=""):
    return GoalFactory(case=case, title="Store tal", academic_goal="Dividere", agreed_on=DAY, child_words=words)


def met(case, words=""):
    at = timezone.make_aware(dt.datetime.combine(DAY, dt.time(12)))
    MeetingFactory(case=case, kind="start_up", starts_at=at, state="held", held_on=DAY, child_words=words)


def test_each_version_has_its_principles_and_elements():
    assert set(INTERVENTIONS) == set(Municipality.ModelVersion.values)
    told = {version: ([*each.principles], [*each.elements]) for version, each in INTERVENTIONS.items()}
    assert told == {
        2019: (
            ["expectations", "balance", "coherence"],
            ["follow_up", "cooperation", "school_sparring", "home_sparring", "home_support", "specialists"],
        ),
        2023: (
            ["perspective", "suitable_expectations", "balance", "coherence"],
            ["follow_up_with_specialists", "cooperation", "school_sparring", "sparring_on_support"],
        ),
    }
    assert [version for version, each in INTERVENTIONS.items() if each.has_perspective] == [2023]


def test_a_case_of_2019_has_no_such_principle(cast, api_of):
    goal(cast.case)
    seen = overview(cast, api_of)
    assert seen["perspective"] is None
    assert "Mangler barnets ord" in seen["goals"][0]["missing"]


def test_missing_parts_are_shown(cast, api_of, revised):
    goal(cast.case)
    goal(cast.case, words="Jeg vil regne som en læge")
    met(cast.case)
    seen = overview(cast, api_of)
    assert seen["perspective"]["label"] == "Inddragelse af barnets perspektiv"
    assert seen["perspective"]["missing"] == [
        "Barnets drøm er ikke skrevet ned endnu.",
        "Barnets egne ord mangler ved 1 mål.",
        "Barnets ord mangler fra mødet d. 1. september 2026.",
    ]
    assert "Mangler barnets perspektiv" in seen["goals"][0]["missing"]


def test_nothing_is_missing_where_the_child_was_heard(cast, api_of, client_of, revised):
    DreamFactory(case=cast.case, told_on=DAY, words="Læge")
    goal(cast.case, words="Jeg vil regne som en læge")
    met(cast.case, words="Det går godt")
    assert overview(cast, api_of)["perspective"]["missing"] == []
    html = client_of(cast.anna).get(reverse("case", args=[cast.case.pk])).content.decode()
    assert "Modellen bygger på inddragelse af barnets perspektiv." in html


@pytest.mark.parametrize(("version", "asked"), [(2019, False), (2023, True)])
def test_the_form_of_a_goal_asks_for_it_where_it_is_a_principle(cast, client_of, version, asked):
    if version == 2023:
        revise(cast.case)
    html = client_of(cast.anna).get(reverse("goal-new", args=[cast.case.pk])).content.decode()
    assert ("Modellen bygger på inddragelse af barnets perspektiv" in html) == asked


@pytest.mark.parametrize(
    ("version", "principle", "element"),
    [
        (2019, "Positive forventninger til, hvad barnet kan nå", "Fast faglig støtte i hjemmet"),
        (2023, "Positive og passende forventninger til barnet", "også den faste støtte i hjemmet"),
    ],
)
def test_base_data_names_what_the_model_rests_on(cast, client_of, version, principle, element):
    if version == 2023:
        revise(cast.case)
    html = client_of(cast.vera).get(reverse("case-basics", args=[cast.case.pk])).content.decode()
    assert principle in html
    assert element in html


def test_a_case_with_only_a_dream_says_nothing_of_goals_and_meetings(cast, client_of, revised):
    DreamFactory(case=cast.case, told_on=DAY, words="Læge")
    page = client_of(cast.anna).get(reverse("case", args=[cast.case.pk])).content.decode()
    assert "Barnets drøm er skrevet ned." in page
