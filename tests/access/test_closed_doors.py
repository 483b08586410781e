"""Closed data stays closed: the child's words, other units' cases, closed cases, parts that ended."""

import datetime as dt

import pytest

from children import actions
from children.models import NetworkMember
from core.models import Conflict
from meetings.models import Meeting
from tests.factories import MeetingFactory, UnitFactory

from .routes import routes
from .world import populate

SENTENCE = "Det her er kun mine egne ord"


@pytest.fixture
def meeting(cast):
    return MeetingFactory(case=cast.case, child_words=SENTENCE)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", ["vera", "petra"])
def test_no_answer_of_the_api_holds_the_childs_words_before_they_are_passed_on(cast, client_of, who):
    world = populate(cast, with_words=SENTENCE)
    client = client_of(getattr(cast, who))
    client.raise_request_exception = False
    for route in routes():
        if route.method == "get" and route.name.startswith("api:"):
            ids = world.arguments(route.pattern)
            answer = client.get(world.url(route.name, ids))
            assert SENTENCE not in answer.content.decode(errors="replace"), route.name


def test_passing_on_the_childs_part_of_a_meeting_gives_no_more_than_that(cast, api_of, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(parents_authority_asked="no")
    people = [cast.supervisor_member]
    actions.release(case=cast.case, item_kind="meeting", item_id=meeting.pk, to_members=people, by=cast.anna)
    seen = api_of(cast.vera).get(f"meetings/{meeting.pk}/").json()
    assert (seen["child_words"], seen["parents_authority_asked"]) == (SENTENCE, None)


def test_a_manager_opens_no_case_of_another_unit(cast, api_of):
    elsewhere = UnitFactory(municipality=cast.home, name="Et andet PPR")
    type(cast.lars).objects.filter(pk=cast.lars.pk).update(unit=elsewhere)
    answer = api_of(cast.lars).post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en skole"})
    assert answer.status_code == 404


def test_a_manager_who_asks_twice_has_one_part(cast, api_of):
    for _time in range(2):
        api_of(cast.lars).post(f"cases/{cast.case.pk}/oversee/", {"reason": "Klage fra en skole"})
    assert NetworkMember.objects.filter(user=cast.lars, child=cast.child).count() == 1


def test_a_meeting_of_a_closed_case_is_not_moved_or_cancelled(cast, api_of, meeting):
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    meeting.refresh_from_db()
    api = api_of(cast.anna)
    assert api.patch(f"meetings/{meeting.pk}/", {"place": "Ny"}, version=meeting.version).status_code == 409
    assert api.get(f"meetings/{meeting.pk}/").json()["abilities"]["hold"] is False


def test_a_psychologists_part_with_an_end_ahead_ends_when_the_case_closes(cast, api_of):
    ahead = dt.date(2099, 1, 1)
    NetworkMember.objects.filter(user=cast.petra).update(until_on=ahead)
    actions.close_case(case=cast.case, by=cast.anna, reason="moved", note="")
    assert api_of(cast.petra).get(f"cases/{cast.case.pk}/").status_code == 404


def test_a_conflict_inside_an_action_gives_412_and_no_crash(cast, api_of, monkeypatch):
    def late(**_words):
        raise Conflict(cast.case)

    monkeypatch.setattr(actions, "ask_to_close", late)
    api = api_of(cast.anna)
    closing = {"close_reason": "moved", "closed_on": "2026-11-01"}
    headers = {"If-Match": str(cast.case.version)}
    answer = api.client.post(f"/api/v1/cases/{cast.case.pk}/close/", closing, "application/json", headers=headers)
    assert answer.status_code == 412


def test_the_next_coordinator_reads_what_the_last_one_wrote(cast, client_of):
    actions.hand_over(case=cast.case, by=cast.anna, to_user=cast.karl, must_know="Barnet læser bedst om morgenen")
    page = client_of(cast.karl).get(f"/cases/{cast.case.pk}/").content.decode()
    assert "Barnet læser bedst om morgenen" in page


def test_no_draft_keeps_a_cpr_number(cast, api_of):
    answer = api_of(cast.anna).put("drafts/child-list/", {"data": {"cpr": "020315-4321"}})
    assert answer.status_code == 400


def test_a_list_is_not_narrowed_by_a_name_in_its_address(cast, api_of):
    assert api_of(cast.anna).get("cases/", q="Barn Et").json()["count"] == 0
