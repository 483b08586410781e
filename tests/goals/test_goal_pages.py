"""The pages of goals and agreements, as a coordinator and a supervisor meet them."""

import re

import pytest
from django.urls import reverse

from children.actions import close_case, release
from core.danish import short_date
from goals import actions
from goals.models import Agreement, Dream, Goal


@pytest.fixture
def anna(cast, client_of):
    return client_of(cast.anna)


@pytest.fixture
def vera(cast, client_of):
    return client_of(cast.vera)


@pytest.fixture
def goals_page(cast):
    return reverse("case-goals", kwargs={"pk": cast.case.pk})


@pytest.fixture
def new_goal_page(cast):
    return reverse("goal-new", kwargs={"pk": cast.case.pk})


@pytest.fixture
def typed_goal(cast):
    return {"case": cast.case.pk, "title": "Læse", "academic_goal": "Læse en side", "agreed_on": "2026-11-02"}


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_shows_dream_goal_both_places_and_what_is_lacking(anna, goals_page, agreement):
    page = text_of(anna.get(goals_page))
    for expected in ["Jeg vil være læge", "Store tal", "Mangler trivselsmål", "Aftaler i skolen", "Aftaler hjemme"]:
        assert expected in page
    assert "Mangler barnets ord" not in page
    assert page.index("Aftaler hjemme") < page.index("Læse højt")


def test_a_page_without_anything_says_what_to_do_first(anna, vera, goals_page):
    assert "Skriv barnets drøm" in text_of(anna.get(goals_page))
    assert "Læringskoordinatoren skriver den" in text_of(vera.get(goals_page))


def test_the_supervisor_sees_that_there_are_words_and_whom_to_ask(cast, vera, goals_page, goal, dream):
    page = text_of(vera.get(goals_page))
    assert "Ellers bliver folk syge" not in page
    assert "Jeg vil være læge" not in page
    assert "Spørg Anna Prøve" in page
    release(case=cast.case, item_kind="goal", item_id=goal.pk, to_members=[cast.supervisor_member], by=cast.anna)
    assert "Ellers bliver folk syge" in text_of(vera.get(goals_page))


def test_the_coordinator_sees_whom_the_words_are_shared_with(cast, anna, vera, goals_page, goal):
    assert "ikke delt med nogen endnu" in text_of(anna.get(goals_page))
    release(case=cast.case, item_kind="goal", item_id=goal.pk, to_members=[cast.supervisor_member], by=cast.anna)
    assert "Barnets ord er delt med Vera Prøve." in text_of(anna.get(goals_page))
    assert "Del barnets ord" not in text_of(vera.get(goals_page))


def test_the_link_to_share_a_goals_words_leads_to_its_page(anna, goals_page, goal):
    way = re.search(r'href="([^"]*/share/\?item=goal[^"]*)"', anna.get(goals_page).content.decode())
    assert anna.get(way[1].replace("&amp;", "&")).status_code == 200


def test_an_agreement_of_an_ended_goal_is_still_somebodys(cast, anna, goals_page, agreement):
    actions.end_goal(goal=agreement.goal, by=cast.anna, status="reached")
    page = text_of(anna.get(goals_page))
    assert page.index("Uden mål") < page.index("Læse højt") < page.index("1 afsluttet mål")


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_strangers_get_the_page_of_an_unknown_case(cast, client_of, goals_page, agreement, who):
    client = client_of(getattr(cast, who))
    follow_up = reverse("agreement-follow-up", kwargs={"pk": agreement.pk})
    assert [client.get(path).status_code for path in (goals_page, follow_up)] == [404, 404]


def test_a_goal_is_written_and_leads_back_to_the_case(anna, new_goal_page, goals_page, typed_goal):
    answer = anna.post(new_goal_page, typed_goal | {"small_steps": "Et\r\n\r\nTo", "child_words": "Om ulve"})
    assert (answer.status_code, answer.url) == (302, goals_page)
    goal = Goal.objects.get()
    assert (goal.small_steps, goal.child_words) == (["Et", "To"], "Om ulve")


def test_a_double_click_makes_one_goal(anna, new_goal_page, typed_goal):
    for _ in range(2):
        assert anna.post(new_goal_page, typed_goal | {"idempotency_key": "click"}).status_code == 302
    assert Goal.objects.count() == 1


def test_nothing_typed_is_lost_when_a_goal_is_refused(anna, new_goal_page, typed_goal):
    answer = anna.post(
        new_goal_page, typed_goal | {"academic_goal": "", "target": "Tre <b>sider</b>", "small_steps": "Et\nTo"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv mindst én side af målet" in page
    assert "Tre &lt;b&gt;sider&lt;/b&gt;" in page
    assert "Et\nTo</textarea>" in page
    assert not Goal.objects.exists()


def test_the_supervisor_writes_a_goal_without_the_childs_words(vera, cast, new_goal_page, typed_goal):
    page = text_of(vera.get(new_goal_page))
    assert 'name="child_words"' not in page
    assert "Spørg Anna Prøve" in page
    assert vera.post(new_goal_page, typed_goal).status_code == 302


def test_the_supervisor_is_told_who_writes_the_dream(cast, vera):
    answer = vera.get(reverse("dream-new", kwargs={"pk": cast.case.pk}))
    assert answer.status_code == 403
    assert "Spørg Anna Prøve" in text_of(answer)


def test_a_dream_is_written_as_the_child_said_it(cast, anna, goals_page):
    path = reverse("dream-new", kwargs={"pk": cast.case.pk})
    words = "Jeg vil være 🐴-rytter <script>alert(1)</script>"
    sent = {"case": cast.case.pk, "words": words, "told_on": "03-11-2026", "told_to": cast.caregiver.pk}
    assert anna.post(path, sent).url == goals_page
    assert Dream.objects.get().words == words
    page = text_of(anna.get(goals_page))
    assert "🐴-rytter &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_dream_is_not_told_tomorrow(cast, anna, today):
    path = reverse("dream-new", kwargs={"pk": cast.case.pk})
    answer = anna.post(path, {"case": cast.case.pk, "words": "x", "told_on": today(1).isoformat()})
    assert answer.status_code == 422
    assert "ligger ude i fremtiden" in text_of(answer)


@pytest.mark.parametrize(
    ("born", "example"),
    [("2018", "Jeg kan læse om dyr"), ("2015", "dividere store tal"), ("2011", "Klar til værkstedet")],
)
def test_the_examples_fit_the_childs_age(cast, anna, new_goal_page, born, example):
    cast.child.born_on = cast.child.born_on.replace(year=int(born))
    cast.child.save()
    assert example in text_of(anna.get(new_goal_page))


def test_two_who_change_a_goal_see_both_texts(cast, anna, goal):
    path = reverse("goal-edit", kwargs={"pk": goal.pk})
    actions.change_goal(goal=goal, by=cast.vera, target="Veras tekst")
    answer = anna.post(path, {"title": "Store tal", "academic_goal": "x", "target": "Annas tekst", "version": "1"})
    page = text_of(answer)
    assert answer.status_code == 412
    assert "Veras tekst" in page
    assert "Annas tekst</textarea>" in page


def test_a_double_click_on_a_change_is_no_conflict_with_oneself(anna, goal, goals_page):
    path, sent = reverse("goal-edit", kwargs={"pk": goal.pk}), {"title": "Kort", "version": "1", "idempotency_key": "k"}
    assert [anna.post(path, sent).status_code for _ in range(2)] == [302, 302]
    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Kort", 2)


def test_a_goal_is_reached_with_one_button(anna, goals_page, goal):
    answer = anna.post(reverse("goal-reach", kwargs={"pk": goal.pk}), {"version": goal.version}, follow=True)
    assert "Målet er nået" in text_of(answer)
    goal.refresh_from_db()
    assert goal.status == "reached"


def test_reading_the_address_of_a_button_changes_nothing(anna, goals_page, goal):
    assert anna.get(reverse("goal-reach", kwargs={"pk": goal.pk})).url == goals_page
    goal.refresh_from_db()
    assert goal.is_open


def test_a_goal_stopped_without_a_reason_stays(anna, goal):
    answer = anna.post(reverse("goal-drop", kwargs={"pk": goal.pk}), {"reason": "", "version": goal.version})
    assert answer.status_code == 422
    assert "Skriv, hvorfor målet stoppes." in text_of(answer)
    goal.refresh_from_db()
    assert goal.is_open


def test_the_agreement_form_starts_with_the_place_in_the_query(cast, anna, goal):
    path = reverse("agreement-new", kwargs={"pk": cast.case.pk})
    page = text_of(anna.get(path, {"goal": goal.pk, "place": "home"}))
    assert f'<option value="{goal.pk}" selected>' in page
    assert re.search(r'value="home"\s+checked', page)
    assert "Tove Prøve (klasselærer)" in page


def test_an_agreement_form_does_not_begin_with_another_childs_goal(cast, anna, today):
    other = actions.set_goal(case=cast.other_case, by=cast.anna, title="Andet mål", academic_goal="x")
    page = text_of(anna.get(reverse("agreement-new", kwargs={"pk": cast.case.pk}), {"goal": other.pk}))
    assert "Andet mål" not in page


def test_an_agreement_is_made_from_the_form(cast, anna, goal, goals_page):
    sent = {"case": cast.case.pk, "owner": cast.caregiver.pk, "what": "Bage", "place": "home", "activity": "chores"}
    sent |= {"rhythm": "weekly", "when": "Søndag", "from_on": "2026-11-01", "due_on": "", "goal": goal.pk}
    assert anna.post(reverse("agreement-new", kwargs={"pk": cast.case.pk}), sent).url == goals_page
    made = Agreement.objects.get()
    assert (made.owner, made.goal, made.due_on, made.activity) == (cast.caregiver, goal, None, "chores")


def test_an_agreement_without_an_owner_says_so_at_the_field(cast, anna):
    sent = {"case": cast.case.pk, "owner": "", "what": "Bage", "place": "school", "from_on": "2026-11-01"}
    answer = anna.post(reverse("agreement-new", kwargs={"pk": cast.case.pk}), sent)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Hvem? Vælg, hvem der gør det." in page
    assert 'value="Bage"' in page


@pytest.mark.parametrize(("result", "status"), [("done", "done"), ("continued", "open"), ("stopped", "stopped")])
def test_a_follow_up_is_one_press(anna, agreement, result, status):
    path = reverse("agreement-follow-up", kwargs={"pk": agreement.pk})
    assert anna.post(path, {"result": result, "tried": "yes", "due_on": "", "version": 1}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.status, agreement.tried) == (status, "yes")


def test_going_on_past_the_date_asks_for_a_new_one_and_keeps_what_was_typed(anna, agreement, today):
    Agreement.objects.filter(pk=agreement.pk).update(from_on=today(-9), due_on=today(-1))
    path = reverse("agreement-follow-up", kwargs={"pk": agreement.pk})
    answer = anna.post(path, {"result": "continued", "outcome": "Næsten", "due_on": "", "version": 1})
    assert answer.status_code == 422
    assert "Vælg, hvor længe aftalen fortsætter" in text_of(answer)
    assert "Næsten</textarea>" in text_of(answer)


def test_a_late_agreement_is_offered_a_new_date(anna, agreement, today):
    Agreement.objects.filter(pk=agreement.pk).update(from_on=today(-9), due_on=today(-1))
    page = text_of(anna.get(reverse("agreement-follow-up", kwargs={"pk": agreement.pk})))
    assert f'value="{short_date(today(42))}"' in page


def test_the_sheet_gathers_agreements_under_each_person(cast, anna, agreement):
    actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Regne sammen")
    page = text_of(anna.get(reverse("case-agreements", kwargs={"pk": cast.case.pk})))
    assert page.index("Pia Prøve") < page.index("Læse højt") < page.index("Tove Prøve") < page.index("Regne sammen")


def test_a_closed_case_is_read_and_not_written(cast, anna, goals_page, new_goal_page, goal, today):
    close_case(case=cast.case, by=cast.anna, reason="moved", note="x", closed_on=today())
    assert "Store tal" in text_of(anna.get(goals_page))
    assert new_goal_page not in text_of(anna.get(goals_page))
    assert "Forløbet er afsluttet" in text_of(anna.get(new_goal_page))


def test_a_draft_of_a_goal_comes_back(cast, anna, api_of, new_goal_page):
    key = f"goal-list.{cast.case.pk}"
    api_of(cast.anna).put(f"drafts/{key}/", {"data": {"title": "Halvt skrevet"}})
    assert 'value="Halvt skrevet"' in text_of(anna.get(new_goal_page))


def test_an_agreement_at_home_begins_as_something_done_each_day(cast, api_of):
    form = f"cases/{cast.case.pk}/agreement-form/"
    assert api_of(cast.anna).get(form, place="home").json()["values"]["rhythm"] == "daily"
    assert api_of(cast.anna).get(form, place="school").json()["values"]["rhythm"] == "once"
