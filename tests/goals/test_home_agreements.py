"""An agreement at home is knowledge of the home, and more closed than one at school."""

import pytest

from children.actions import release
from children.models import NetworkMember
from core.models import LookUp
from goals import actions
from goals.models import Agreement
from tests.factories import SparringFactory

WHAT = "Læse højt"


@pytest.fixture
def psychologist(cast):
    return NetworkMember.objects.get(child=cast.child, user=cast.petra, until_on=None)


def shown(api, agreement):
    return api.get(f"agreements/{agreement.pk}/").json()


def pages(cast):
    return [f"/cases/{cast.case.pk}/", f"/cases/{cast.case.pk}/goals/", f"/cases/{cast.case.pk}/agreements/"]


def test_a_psychologist_sees_that_there_is_one_but_not_its_content(cast, api_of, agreement):
    row = shown(api_of(cast.petra), agreement)
    assert (row["what"], row["owner_name"], row["place"]) == (None, cast.caregiver.name, "home")
    assert {"what", "rhythm", "outcome"} <= set(row["restricted"])


def test_the_look_at_a_closed_one_is_not_noted_as_a_look_into_the_home(cast, api_of, agreement):
    shown(api_of(cast.petra), agreement)
    assert "E" not in LookUp.objects.latest("at").classes
    shown(api_of(cast.vera), agreement)
    assert "E" in LookUp.objects.latest("at").classes


def test_no_page_of_the_case_tells_a_psychologist_what_it_is(cast, client_of, agreement, today):
    Agreement.objects.update(due_on=today(-1), from_on=today(-9))
    for path in pages(cast):
        answer = client_of(cast.petra).get(path)
        assert (answer.status_code, WHAT in answer.content.decode()) == (200, False), path
        assert WHAT in client_of(cast.anna).get(path).content.decode(), path


def test_one_at_school_is_open_to_a_psychologist(cast, api_of):
    at_school = actions.agree(case=cast.case, by=cast.anna, owner=cast.teacher, what="Sidde forrest")
    assert shown(api_of(cast.petra), at_school)["what"] == "Sidde forrest"


def test_passed_on_it_is_read(cast, api_of, client_of, agreement, psychologist):
    release(case=cast.case, item_kind="agreement", item_id=agreement.pk, to_members=[psychologist], by=cast.anna)
    assert shown(api_of(cast.petra), agreement)["what"] == WHAT
    assert WHAT in client_of(cast.petra).get(f"/cases/{cast.case.pk}/").content.decode()


def test_the_sparring_it_was_agreed_in_brings_it_along(cast, api_of, agreement, psychologist):
    Agreement.objects.update(origin="sparring", origin_id=cast.case.pk)
    release(case=cast.case, item_kind="sparring", item_id=cast.case.pk, to_members=[psychologist], by=cast.anna)
    assert shown(api_of(cast.petra), agreement)["what"] == WHAT


def test_a_meeting_passed_on_brings_none_along(cast, api_of, agreement, psychologist):
    Agreement.objects.update(origin="meeting", origin_id=cast.case.pk)
    release(case=cast.case, item_kind="meeting", item_id=cast.case.pk, to_members=[psychologist], by=cast.anna)
    assert shown(api_of(cast.petra), agreement)["what"] is None


def test_a_supervisor_reads_it_and_leaves_it_to_the_coordinator(cast, api_of, agreement):
    api = api_of(cast.vera)
    row = shown(api, agreement)
    assert (row["what"], row["abilities"]["change"], row["abilities"]["follow_up"]) == (WHAT, False, False)
    assert api.patch(f"agreements/{agreement.pk}/", {"what": "Andet"}, version=1).status_code == 403


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_only_the_coordinator_makes_one(cast, api_of, who):
    sent = {"case": str(cast.case.pk), "owner": str(cast.caregiver.pk), "what": WHAT, "place": "home"}
    refused = api_of(getattr(cast, who)).post("agreements/", sent)
    assert refused.json()["errors"][0]["field"] == "place"
    assert "læringskoordinatoren" in refused.json()["errors"][0]["message"]
    assert api_of(cast.anna).post("agreements/", sent).status_code == 201


def test_others_are_not_offered_the_home_as_a_place(cast, client_of):
    path = f"/cases/{cast.case.pk}/agreements/new/"
    assert 'value="home"' in client_of(cast.anna).get(path).content.decode()
    supervisors = client_of(cast.vera).get(path).content.decode()
    assert 'value="home"' not in supervisors
    assert 'name="activity"' not in supervisors


@pytest.mark.parametrize(("who", "offered"), [("anna", True), ("vera", False), ("petra", False)])
def test_only_the_coordinator_is_offered_to_add_one_to_a_goal(cast, client_of, goal, who, offered):
    page = client_of(getattr(cast, who)).get(f"/cases/{cast.case.pk}/goals/").content.decode()
    assert ("place=home" in page) is offered
    assert "place=school" in page


def test_the_history_says_that_it_was_changed_but_not_to_what(cast, client_of, agreement):
    agreement.what = "Læse to gange"
    agreement.save(by=cast.anna)
    assert "Læse to gange" not in client_of(cast.petra).get(f"/cases/{cast.case.pk}/history/").content.decode()


def test_a_meeting_leaves_it_to_the_coordinator_to_follow_up(cast, api_of, agreement):
    def to_follow_up(user):
        return api_of(user).get(f"cases/{cast.case.pk}/held-form/").json()

    assert [row["what"] for row in to_follow_up(cast.anna)["to_follow_up"]] == [WHAT]
    form = to_follow_up(cast.vera)
    assert (form["to_follow_up"], form["left_to_coordinator"]) == ([], 1)


def test_nobody_else_writes_what_came_of_it_at_a_meeting(cast, api_of, agreement, today):
    review = {"agreement": str(agreement.pk), "verdict": "reached"}
    sent = {"case": str(cast.case.pk), "kind": "follow_up", "place": "Skolen", "held_on": str(today())}
    sent |= {"attended": [], "agreement_reviews": [review]}
    refused = api_of(cast.vera).post("meetings/log-held/", sent)
    assert refused.status_code == 400
    assert [error["field"] for error in refused.json()["errors"]] == ["agreement_reviews.0.agreement"]


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_nobody_is_led_to_a_form_they_cannot_send(cast, client_of, agreement, today, who):
    Agreement.objects.update(due_on=today(-1), from_on=today(-9))
    client = client_of(getattr(cast, who))
    assert f"/agreements/{agreement.pk}/" not in client.get(f"/cases/{cast.case.pk}/").content.decode()
    for verb in ("edit", "follow-up"):
        page = client.get(f"/agreements/{agreement.pk}/{verb}/").content.decode()
        assert "Det her skriver du ikke selv" in page
        assert 'type="submit">' not in page.split("<main")[1]


def test_an_unknown_place_is_called_unknown(cast, api_of):
    sent = {"case": str(cast.case.pk), "owner": str(cast.caregiver.pk), "what": WHAT, "place": "xyz"}
    message = api_of(cast.vera).post("agreements/", sent).json()["errors"][0]["message"]
    assert message == "Vælg fra listen."


@pytest.mark.parametrize("path", ["my-day/", "cases/{}/hand-over-form/", "cases/{}/held-form/"])
def test_a_look_at_one_is_noted_as_a_look_into_the_home(cast, api_of, agreement, today, path):
    Agreement.objects.update(due_on=today(-1), from_on=today(-9))
    assert WHAT in api_of(cast.anna).get(path.format(cast.case.pk)).content.decode()
    assert "E" in LookUp.objects.latest("at").classes


def test_a_teachers_agreement_at_home_is_not_among_those_of_the_school(cast, api_of, agreement, today):
    Agreement.objects.update(due_on=today(-1), from_on=today(-9), owner=cast.teacher)
    assert WHAT not in api_of(cast.vera).get("my-school/").content.decode()


def test_a_psychologist_sees_only_that_the_sparring_exists(cast, client_of, agreement, today):
    sparring = SparringFactory(case=cast.case, held_on=today(-3), giver=cast.vera, nothing_agreed=False, by=cast.vera)
    Agreement.objects.update(origin="sparring", origin_id=sparring.pk)
    for path in (f"/sparrings/{sparring.pk}/", f"/cases/{cast.case.pk}/sparring/"):
        page = client_of(cast.petra).get(path).content.decode()
        assert "En aftale hjemme" in page
        assert "None" not in page
        assert WHAT not in page
