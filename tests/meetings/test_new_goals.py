"""Goals agreed at a meeting, in the same form and the same write as its minutes."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from goals.models import Agreement, Goal
from meetings import actions
from meetings.models import Meeting
from tests.factories import GoalFactory

DAY = dt.timedelta(days=1)
READ = {"title": "Læse højt", "academic_goal": "Læse ti linjer højt", "wellbeing_goal": "Turde læse for klassen"}


def yesterday():
    return (timezone.localdate() - DAY).isoformat()


@pytest.fixture
def start_up(cast):
    """A start-up meeting of Barn Et planned for yesterday."""
    starts_at = timezone.now() - DAY
    return actions.book(case=cast.case, by=cast.anna, kind="start_up", starts_at=starts_at, invited=[cast.teacher])


@pytest.fixture
def hold(client_of, cast, start_up):
    def post(user=None, **data):
        client, path = client_of(user or cast.anna), f"/api/v1/meetings/{start_up.pk}/hold/"
        return client.post(path, {"held_on": yesterday(), **data}, "application/json", headers={"If-Match": '"1"'})

    return post


@pytest.fixture
def held_on_page(client_of, cast, start_up):
    def post(**typed):
        form = {"version": 1, "held_on": yesterday(), "goals-shown": "1", "agreements-shown": "1", **typed}
        return client_of(cast.anna).post(f"/meetings/{start_up.pk}/hold/", form)

    return post


def page_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def promise(cast, **terms):
    return {"owner": str(cast.teacher.pk), "what": "Læser sammen om morgenen", **terms}


def test_a_goal_agreed_at_a_meeting_is_agreed_on_its_day(cast, hold):
    answer = hold(goals=[{**READ, "child_words": "Jeg vil læse for min mor"}])
    assert answer.status_code == 200, answer.json()
    goal = Goal.objects.get()
    assert (goal.agreed_on.isoformat(), goal.child_words) == (yesterday(), "Jeg vil læse for min mor")
    assert answer.json()["goal_reviews"][0]["verdict_label"] == "Aftalt"


def test_an_agreement_is_about_one_of_the_new_goals(cast, hold):
    hold(goals=[{**READ, "title": "Regne"}, READ], agreements=[promise(cast, goal="goals.1"), promise(cast)])
    assert sorted(str(row.goal) for row in Agreement.objects.select_related("goal")) == ["Læse højt", "None"]


def test_an_agreement_about_a_missing_new_goal_is_refused(cast, hold):
    answer = hold(goals=[READ], agreements=[promise(cast), promise(cast, goal="goals.1")])
    assert [error["field"] for error in answer.json()["errors"]] == ["agreements.1.goal"]


def test_a_new_goal_has_a_name_and_a_side_or_nothing_is_saved(cast, hold):
    answer = hold(goals=[READ, {"title": "Uden sider"}, {"academic_goal": "Uden navn"}], minutes="Til alle")
    assert [error["field"] for error in answer.json()["errors"]] == ["goals.1.academic_goal", "goals.2.title"]
    assert not Goal.objects.exists()
    assert Meeting.objects.get().is_planned


def test_a_wrong_agreement_leaves_no_new_goal(cast, hold):
    answer = hold(goals=[READ], agreements=[promise(cast, goal="goals.0", due_on="2020-01-01")])
    assert answer.json()["errors"][0]["field"] == "agreements.0.due_on"
    assert not Goal.objects.exists()


def test_a_meeting_where_goals_were_agreed_has_content(cast, hold):
    assert hold(goals=[READ]).json()["is_empty"] is False


def test_a_supervisor_agrees_goals_and_does_not_write_the_childs_words(cast, hold):
    assert hold(cast.vera, goals=[{**READ, "child_words": "Ord"}]).json()["errors"][0]["field"] == "goals.0.child_words"
    assert hold(cast.vera, goals=[READ]).status_code == 200


def test_no_goal_that_was_there_is_said_to_be_new(cast, hold, goal):
    answer = hold(goal_reviews=[{"goal": str(goal.pk), "verdict": "agreed"}])
    assert answer.json()["errors"][0]["field"] == "goal_reviews.0.verdict"


def test_a_start_up_held_on_its_page_makes_goals_and_agreements_about_them(cast, held_on_page):
    # The first row of each is left empty: an agreement still names the same goal.
    goals = {f"goals-1-{name}": text for name, text in READ.items()} | {"goals-0-title": ""}
    agreement = {f"agreements-1-{name}": text for name, text in promise(cast, goal="goals.1", place="school").items()}
    answer = held_on_page(**goals, **agreement, **{"agreements-0-what": ""})
    assert answer.status_code == 302, page_of(answer)
    assert Agreement.objects.get().goal == Goal.objects.get()


def test_the_new_goals_are_shown_on_the_meeting_that_agreed_them(cast, client_of, hold, start_up):
    hold(goals=[READ])
    page = page_of(client_of(cast.anna).get(f"/meetings/{start_up.pk}/"))
    assert "Nye mål" in page
    assert f"/goals/{Goal.objects.get().pk}/edit/" in page


def test_a_refused_form_keeps_the_new_goals_and_what_names_them(cast, held_on_page):
    page = page_of(held_on_page(**{"goals-3-title": "Læse højt", "agreements-5-goal": "goals.3"}))
    assert "Skriv mindst én side af målet" in page
    assert 'name="goals-0-title" id="f-goals-0-title" value="Læse højt"' in page
    assert '<option value="goals.0" selected>Nyt mål 1: Læse højt</option>' in page


def test_an_agreement_about_a_goal_left_empty_is_asked_about(cast, held_on_page):
    agreement = {f"agreements-0-{name}": text for name, text in promise(cast, goal="goals.0").items()}
    page = page_of(held_on_page(**agreement))
    assert "Skriv det nye mål, eller vælg et andet." in page


def test_a_start_up_has_no_goals_to_go_through(cast, client_of, start_up):
    page = page_of(client_of(cast.anna).get(f"/meetings/{start_up.pk}/hold/"))
    assert "Mål for mål" not in page
    assert "Aftaler siden sidst" not in page
    assert 'name="goals-0-title"' in page


def test_an_error_in_a_row_says_which_row(held_on_page):
    typed = {"goals-0-title": "Første", "goals-0-academic_goal": "Tælle", "goals-1-title": "Anden"}
    page = held_on_page(**typed).content.decode()
    assert "Nyt mål 2: Fagligt mål" in " ".join(page.split())
    assert "Nyt mål 1: " not in page.split("Noget skal rettes")[1].split("</ul>")[0]


def test_an_error_about_an_open_goal_names_it(cast, held_on_page):
    goal = GoalFactory(
        case=cast.case, title="Store tal", academic_goal="Dividere", agreed_on=timezone.localdate() - DAY, by=cast.anna
    )
    page = held_on_page(**{"goal_reviews-0-goal": str(goal.pk), "goal_reviews-0-done": "Læste"}).content.decode()
    assert "Store tal: Hvad nu?" in page.split("Noget skal rettes")[1].split("</ul>")[0]
