"""Dreams, goals and agreements in the API: who sees and writes what, and how it is refused."""

import uuid

import pytest

from children.actions import release
from children.models import CaseEvent
from core.models import LookUp
from goals import actions
from goals.models import Agreement, Goal


@pytest.fixture
def new_goal(cast):
    return {"case": str(cast.case.pk), "title": "Læse", "academic_goal": "Læse en side", "child_words": "Jeg vil læse"}


@pytest.fixture
def new_agreement(cast):
    return {"case": str(cast.case.pk), "owner": str(cast.teacher.pk), "what": "Læser højt"}


def test_a_goal_lists_what_is_missing_and_whether_it_has_two_sides(cast, api_of, new_goal):
    made = api_of(cast.anna).post("goals/", new_goal)
    assert made.status_code == 201, made.json()
    assert made.json()["is_two_sided"] is False
    assert made.json()["missing"] == [
        {"key": "wellbeing_goal", "label": "Mangler trivselsmål"},
        {"key": "target", "label": "Mangler tegn på, at det lykkes"},
    ]


def test_a_goal_without_any_side_is_refused_with_what_to_do(cast, api_of, new_goal):
    answer = api_of(cast.anna).post("goals/", new_goal | {"academic_goal": " "})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "academic_goal"
    assert "mindst én side" in answer.json()["errors"][0]["message"]


def test_the_childs_words_are_closed_to_the_supervisor_until_passed_on(cast, api_of, goal):
    api = api_of(cast.vera)
    closed = api.get(f"goals/{goal.pk}/").json()
    assert closed["child_words"] is None
    assert "child_words" in closed["restricted"]
    release(case=cast.case, item_kind="goal", item_id=goal.pk, to_members=[cast.supervisor_member], by=cast.anna)
    assert api.get(f"goals/{goal.pk}/").json()["child_words"] == "Ellers bliver folk syge"


def test_passing_on_the_childs_words_does_not_pass_on_the_childs_plan(cast, api_of, goal):
    release(case=cast.case, item_kind="goal", item_id=goal.pk, to_members=[cast.supervisor_member], by=cast.anna)
    assert api_of(cast.vera).get(f"goals/{goal.pk}/").json()["plan_reference"] is None
    assert api_of(cast.anna).get(f"goals/{goal.pk}/").json()["plan_reference"] == "Mål 2"


def test_a_dream_is_closed_to_the_supervisor_until_passed_on(cast, api_of, dream):
    api = api_of(cast.vera)
    assert api.get(f"dreams/{dream.pk}/").json()["words"] is None
    release(case=cast.case, item_kind="dream", item_id=dream.pk, to_members=[cast.supervisor_member], by=cast.anna)
    assert api.get(f"dreams/{dream.pk}/").json()["words"] == "Jeg vil være læge"
    assert "I" in LookUp.objects.latest("at").classes


def test_the_supervisor_sets_goals_but_not_the_childs_words(cast, api_of, new_goal):
    api = api_of(cast.vera)
    refused = api.post("goals/", new_goal)
    assert refused.json()["errors"] == [
        {"field": "child_words", "message": "Du må ikke ændre dette felt.", "code": "not_allowed"}
    ]
    del new_goal["child_words"]
    assert api.post("goals/", new_goal).status_code == 201


def test_the_supervisor_does_not_write_dreams(cast, api_of, today):
    sent = {"case": str(cast.case.pk), "words": "x", "told_on": today().isoformat()}
    assert api_of(cast.vera).post("dreams/", sent).status_code == 403
    assert api_of(cast.anna).post("dreams/", sent).status_code == 201


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
@pytest.mark.parametrize("kind", ["dream", "goal", "agreement"])
def test_a_record_the_user_has_no_part_in_is_answered_like_an_unknown_one(cast, api_of, request, who, kind):
    record, api = request.getfixturevalue(kind), api_of(getattr(cast, who))
    hidden, unknown = api.get(f"{kind}s/{record.pk}/"), api.get(f"{kind}s/{uuid.uuid4()}/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()
    listed, nowhere = (api.get(f"{kind}s/", case=pk).json() for pk in (cast.case.pk, uuid.uuid4()))
    # An administrator may not even use the filter: the role reads no such class.
    assert listed == nowhere
    assert not listed.get("results")


@pytest.mark.parametrize("who", ["karl", "viggo", "nora"])
def test_nobody_writes_in_a_case_without_a_part_in_it(cast, api_of, new_goal, new_agreement, who):
    api = api_of(getattr(cast, who))
    assert api.post("goals/", new_goal).status_code in {400, 403}
    assert api.post("agreements/", new_agreement).status_code in {400, 403}
    assert not Goal.objects.exists()


def test_the_psychologist_agrees_but_sets_no_goals(cast, api_of, new_goal, new_agreement):
    api = api_of(cast.petra)
    del new_goal["child_words"]
    assert api.post("goals/", new_goal).status_code == 403
    assert api.post("agreements/", new_agreement).status_code == 201


def test_a_goal_is_reached_and_taken_up_again(cast, api_of, goal):
    api = api_of(cast.vera)
    reached = api.client.post(f"/api/v1/goals/{goal.pk}/reach/", {}, "application/json", headers={"If-Match": "1"})
    assert (reached.status_code, reached.json()["status_label"]) == (200, "Nået")
    again = api.client.post(f"/api/v1/goals/{goal.pk}/reopen/", {}, "application/json", headers={"If-Match": "2"})
    assert (again.json()["status"], again.json()["ended_on"]) == ("open", None)


def test_a_goal_is_not_dropped_without_a_reason(cast, api_of, goal):
    path = f"/api/v1/goals/{goal.pk}/drop/"
    answer = api_of(cast.anna).client.post(path, {"reason": " "}, "application/json", headers={"If-Match": "1"})
    assert answer.json()["errors"][0] == {
        "field": "reason",
        "message": "Skriv, hvorfor målet stoppes.",
        "code": "blank",
    }


def test_a_verb_needs_the_version_it_was_read_at(cast, api_of, goal, agreement):
    api = api_of(cast.anna)
    assert api.post(f"goals/{goal.pk}/reach/").status_code == 428
    path, stale = f"/api/v1/agreements/{agreement.pk}/follow-up/", {"If-Match": "1"}
    actions.follow_up_agreement(agreement=agreement, by=cast.vera, status="open", outcome="Det går fint")
    late = api.client.post(path, {"result": "done", "outcome": "Gjort"}, "application/json", headers=stale)
    assert late.status_code == 412
    assert late.json()["conflicts"] == [
        {"field": "outcome", "label": "Hvad skete der?", "yours": "Gjort", "theirs": "Det går fint"}
    ]


def test_an_ended_goal_is_not_changed(cast, api_of, goal):
    actions.end_goal(goal=goal, by=cast.anna, status="reached")
    answer = api_of(cast.anna).patch(f"goals/{goal.pk}/", {"title": "Nyt"}, version=goal.version)
    assert answer.status_code == 409
    assert "Genåbn" in answer.json()["detail"]


def test_nothing_is_written_in_a_closed_case(cast, api_of, new_goal, goal, today):
    from children.actions import close_case

    close_case(case=cast.case, by=cast.anna, reason="moved", note="Flyttet", closed_on=today())
    api = api_of(cast.anna)
    assert "afsluttet" in api.post("goals/", new_goal).json()["detail"]
    assert api.patch(f"goals/{goal.pk}/", {"title": "Nyt"}, version=1).status_code == 409


def test_two_texts_are_shown_when_two_wrote(cast, api_of, goal):
    api = api_of(cast.anna)
    api.patch(f"goals/{goal.pk}/", {"target": "Først"}, version=1)
    late = api.patch(f"goals/{goal.pk}/", {"target": "Sidst"}, version=1)
    assert late.status_code == 412
    assert late.json()["conflicts"][0] | {"label": ""} == {
        "field": "target",
        "label": "",
        "yours": "Sidst",
        "theirs": "Først",
    }


def test_danish_dates_are_understood(cast, api_of, new_agreement):
    sent = new_agreement | {"from_on": "03-11-2026", "due_on": "3/12/2026"}
    made = api_of(cast.anna).post("agreements/", sent).json()
    assert (made["from_on"], made["due_on"]) == ("2026-11-03", "2026-12-03")


def test_a_follow_up_on_time_is_logged_and_on_the_timeline(cast, api_of, agreement):
    path = f"/api/v1/agreements/{agreement.pk}/follow-up/"
    sent = {"result": "done", "tried": "yes", "helped": "yes", "outcome": "Hver aften", "due_on": ""}
    done = api_of(cast.anna).client.post(path, sent, "application/json", headers={"If-Match": "1"})
    assert (done.status_code, done.json()["status_label"]) == (200, "Gjort")
    assert CaseEvent.objects.filter(record_id=agreement.pk, kind="agreement_ended", by=cast.anna).exists()
    assert LookUp.objects.latest("at").action == "write"


def test_a_follow_up_says_what_came_of_it(cast, api_of, agreement):
    path = f"/api/v1/agreements/{agreement.pk}/follow-up/"
    answer = api_of(cast.anna).client.post(path, {}, "application/json", headers={"If-Match": "1"})
    assert answer.json()["errors"][0]["message"] == "Vælg Gjort, Fortsæt eller Stop."


def test_the_same_key_follows_up_once(cast, api_of, agreement):
    client, path = api_of(cast.anna).client, f"/api/v1/agreements/{agreement.pk}/follow-up/"
    headers = {"If-Match": "1", "Idempotency-Key": "click"}
    first, second = (client.post(path, {"result": "done"}, "application/json", headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert CaseEvent.objects.filter(record_id=agreement.pk, kind="agreement_ended").count() == 1


def test_agreements_are_found_by_owner_place_status_and_date(cast, api_of, agreement, new_agreement, today):
    api = api_of(cast.anna)
    api.post("agreements/", new_agreement | {"due_on": today(2).isoformat()})

    def found(**query):
        return [row["what"] for row in api.get("agreements/", case=cast.case.pk, **query).json()["results"]]

    assert sorted(found()) == ["Læse højt", "Læser højt"]
    assert found(owner=cast.caregiver.pk) == found(place="home") == found(goal=agreement.goal_id) == ["Læse højt"]
    assert found(due_before=today(3).isoformat()) == ["Læser højt"]
    assert found(due_before=today(2).isoformat()) == found(status="done") == []


def test_errors_of_small_steps_name_the_line(cast, api_of, new_goal):
    answer = api_of(cast.anna).post("goals/", new_goal | {"small_steps": ["Et", "x" * 201]})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["field"] == "small_steps"
    assert error["message"].startswith("Linje 2:")


def test_more_steps_than_anyone_remembers_are_refused(cast, api_of, new_goal):
    answer = api_of(cast.anna).post("goals/", new_goal | {"small_steps": ["skridt"] * 13})
    assert [error["field"] for error in answer.json()["errors"]] == ["small_steps"]


@pytest.mark.parametrize("text", ["😀 sol", "שלום עולם", "<script>alert(1)</script>", "=SUM(A1)", "Æ ø å"])
def test_any_text_comes_back_as_it_was_written(cast, api_of, new_goal, text):
    made = api_of(cast.anna).post("goals/", new_goal | {"title": text, "small_steps": [text]}).json()
    assert (made["title"], made["small_steps"]) == (text, [text])


@pytest.mark.parametrize(("field", "value"), [("title", "a\x00b"), ("child_words", "\x00"), ("small_steps", ["\x00"])])
def test_a_null_byte_is_refused_at_its_field(cast, api_of, new_goal, field, value):
    answer = api_of(cast.anna).post("goals/", new_goal | {field: value})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Goal.objects.exists()


def test_an_agreement_is_made_with_people_the_child_knows(cast, api_of, new_agreement):
    from children.models import NetworkMember

    stranger = NetworkMember.objects.filter(child=cast.karls_child).first()
    answer = api_of(cast.anna).post("agreements/", new_agreement | {"owner": str(stranger.pk)})
    assert answer.json()["errors"][0]["field"] == "owner"
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    "path", ["goals/", "dreams/", "agreements/", "cases/{case}/goals/", "cases/{case}/agreements/"]
)
def test_a_list_needs_the_same_queries_however_long_it_is(cast, api_of, path, today):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def make(count):
        for n in range(count):
            told = actions.tell_dream(case=cast.case, by=cast.anna, words="Drøm", told_on=today(), told_to=cast.teacher)
            goal = actions.set_goal(case=cast.case, by=cast.anna, title=f"Mål {n}", academic_goal="x", dream=told)
            actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="x", goal=goal)

    def queries():
        api = api_of(cast.vera)
        with CaptureQueriesContext(connection) as seen:
            assert api.get(path.format(case=cast.case.pk)).status_code == 200
        return len(seen)

    make(2)
    few = queries()
    make(8)
    assert queries() == few
