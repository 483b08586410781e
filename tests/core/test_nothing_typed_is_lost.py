"""Typed text is given back, also where it can no longer be saved."""

import datetime as dt

import pytest
from django.utils import timezone

from children.actions import close_case, end_part
from children.models import NetworkMember
from goals import actions
from meetings.actions import book

TYPED = "Vi talte om læsning og om ro"


@pytest.fixture
def goal(cast):
    return actions.set_goal(
        case=cast.case, by=cast.anna, title="Store tal", academic_goal="Dividere", target="Kan ti stykker"
    )


@pytest.fixture
def draft_of_an_older_goal(cast, api_of, goal):
    """Anna writes a new target and leaves; meanwhile Vera renames the goal."""
    form = {"title": "Store tal", "academic_goal": "Dividere", "target": TYPED, "version": "1"}
    api_of(cast.anna).put(f"drafts/goal-detail.{goal.pk}/", {"data": form})
    api_of(cast.vera).patch(f"goals/{goal.pk}/", {"title": "Veras navn"}, version=1)


def test_a_draft_begun_before_a_colleagues_change_brings_no_older_text_back(
    cast, client_of, goal, draft_of_an_older_goal
):
    page = client_of(cast.anna).get(f"/goals/{goal.pk}/edit/")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="Veras navn"' in text
    assert TYPED in text
    assert "Rettet af en anden og taget med" in text


def test_the_warning_is_shown_each_time_the_form_is_opened(cast, client_of, goal, draft_of_an_older_goal):
    client = client_of(cast.anna)
    for _time in range(2):
        assert "Veras navn" in client.get(f"/goals/{goal.pk}/edit/").content.decode()
    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Veras navn", 2)


def test_a_draft_of_the_present_version_is_simply_brought_back(cast, client_of, api_of, goal):
    api_of(cast.anna).put(f"drafts/goal-detail.{goal.pk}/", {"data": {"target": TYPED, "version": "1"}})
    text = client_of(cast.anna).get(f"/goals/{goal.pk}/edit/").content.decode()
    assert TYPED in text
    assert "En anden har" not in text


@pytest.fixture
def minutes(cast):
    """A booked meeting, and the minutes two people write of it."""
    meeting = book(case=cast.case, by=cast.anna, kind="follow_up", starts_at=timezone.now() - dt.timedelta(days=1))
    sent = {"held_on": str(timezone.localdate()), "version": str(meeting.version), "without_content": "on"}
    return meeting, sent


def test_of_two_who_write_minutes_the_second_keeps_theirs(cast, client_of, minutes):
    meeting, sent = minutes
    path = f"/meetings/{meeting.pk}/hold/"
    assert client_of(cast.vera).post(path, sent | {"minutes": "Veras referat"}).status_code == 302
    late = client_of(cast.anna).post(path, sent | {"minutes": TYPED})
    assert late.status_code == 412
    assert TYPED in late.content.decode()
    assert "Veras referat" in late.content.decode()


def test_a_later_writer_is_told_that_the_meeting_is_held(cast, client_of, minutes):
    meeting, sent = minutes
    path = f"/meetings/{meeting.pk}/hold/"
    client_of(cast.vera).post(path, sent | {"minutes": "Veras referat"})
    meeting.refresh_from_db()
    again = client_of(cast.anna).post(path, sent | {"minutes": TYPED, "version": str(meeting.version)})
    assert again.status_code == 422
    assert TYPED in again.content.decode()


def test_a_user_who_lost_access_meanwhile_gets_the_text_back(cast, client_of):
    client = client_of(cast.vera)
    end_part(NetworkMember.objects.get(child=cast.child, user=cast.vera, until_on=None), by=cast.anna)
    answer = client.post(f"/cases/{cast.case.pk}/sparring/new/", {"question": TYPED, "csrfmiddlewaretoken": "a b"})
    assert answer.status_code == 404
    assert TYPED in answer.content.decode()
    assert "a b" not in answer.content.decode()


def test_a_user_who_writes_in_a_case_closed_meanwhile_gets_the_text_back(cast, client_of):
    close_case(case=cast.case, by=cast.anna, reason="withdrew", note="Familien flytter.")
    answer = client_of(cast.anna).post(f"/cases/{cast.case.pk}/goals/new/", {"title": "Nyt mål", "target": TYPED})
    assert answer.status_code == 403
    assert TYPED in answer.content.decode()


def test_a_forbidden_and_an_unknown_page_give_it_back_alike(cast, client_of):
    paths = [f"/cases/{pk}/sparring/new/" for pk in (cast.karls_case.pk, "01900000-0000-7000-8000-000000000000")]
    first, second = (client_of(cast.anna).post(path, {"question": TYPED}) for path in paths)
    assert first.status_code == second.status_code == 404
    assert first.content.split(b"<main")[1] == second.content.split(b"<main")[1]
