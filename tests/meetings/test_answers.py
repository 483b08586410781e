"""Answers to invitations: who may give them, what they say, and when they are asked for again."""

import datetime as dt

import pytest
from django.utils import timezone

from core.models import Change
from meetings import actions
from meetings.models import Attendance, Meeting


@pytest.fixture
def meeting(cast):
    """A follow-up of Barn Et in three weeks, with the teacher, the foster mother and Vera."""
    return actions.book(
        case=cast.case,
        by=cast.anna,
        kind="follow_up",
        starts_at=timezone.now() + dt.timedelta(days=21),
        invited=[cast.teacher, cast.caregiver, cast.supervisor_member],
    )


@pytest.fixture
def answer(meeting, api_of):
    """Answer in the API, as a user and for a member."""

    def answer(user, member, said, **more):
        sent = {"member": str(member.pk), "answer": said, **more}
        return api_of(user).post(f"meetings/{meeting.pk}/answer/", sent)

    return answer


def test_an_invited_user_answers_for_herself_in_one_tap(cast, meeting, client_of):
    browser, mine = client_of(cast.vera), cast.supervisor_member
    assert "Jeg kommer" in browser.get(f"/meetings/{meeting.pk}/").content.decode()
    tapped = browser.post(f"/meetings/{meeting.pk}/invited/{mine.pk}/", {"member": str(mine.pk), "answer": "comes"})
    assert tapped.status_code == 302
    row = Attendance.objects.get(member=mine)
    assert (row.answer, row.answered_by) == ("comes", cast.vera)
    assert row.answered_at is not None


def test_an_invited_user_does_not_answer_for_others(cast, answer):
    assert answer(cast.vera, cast.teacher, "comes").status_code == 403
    assert not Attendance.objects.exclude(answer="").exists()


def test_the_coordinator_answers_for_those_who_told_her(cast, answer):
    rows = {row["name"]: row for row in answer(cast.anna, cast.teacher, "comes_not").json()["attendances"]}
    assert rows["Tove Prøve"]["answer_label"] == "Kommer ikke"
    assert rows["Tove Prøve"]["answered_by"] == "Anna Prøve"


def test_who_sends_another_names_them(cast, answer):
    nameless = answer(cast.anna, cast.teacher, "sends_other")
    assert nameless.json()["errors"][0]["message"] == "Skriv, hvem der kommer i stedet."
    assert answer(cast.anna, cast.teacher, "sends_other", stand_in="Hanne Prøve").status_code == 200
    answer(cast.anna, cast.teacher, "comes", stand_in="Hanne Prøve")
    assert Attendance.objects.get(member=cast.teacher).stand_in == ""


@pytest.mark.parametrize("said", ["", "måske"])
def test_an_answer_is_one_of_three(cast, answer, said):
    assert answer(cast.anna, cast.teacher, said).json()["errors"][0]["field"] == "answer"


def test_nobody_answers_who_is_not_invited(cast, meeting, answer):
    actions.change(meeting, by=cast.anna, expected_version=meeting.version, invited=[cast.caregiver])
    assert "ikke inviteret mere" in answer(cast.anna, cast.teacher, "comes").json()["detail"]


def test_a_cancelled_meeting_takes_no_answer(cast, meeting, answer):
    actions.cancel(meeting, by=cast.anna, expected_version=meeting.version, reason="Sygdom")
    assert answer(cast.anna, cast.teacher, "comes").status_code == 409


def test_the_coordinator_sees_on_the_card_how_many_come(cast, answer, client_of):
    answer(cast.anna, cast.teacher, "comes")
    answer(cast.vera, cast.supervisor_member, "comes_not")
    page = client_of(cast.anna).get(f"/cases/{cast.case.pk}/meetings/").content.decode()
    assert "3 inviterede: 1 kommer, 1 kommer ikke og 1 har ikke svaret" in page


def test_a_moved_meeting_is_asked_about_again_and_the_history_keeps_the_answer(cast, meeting, answer):
    answer(cast.anna, cast.teacher, "comes")
    later = meeting.starts_at + dt.timedelta(days=1)
    actions.change(Meeting.objects.get(), by=cast.anna, expected_version=meeting.version, starts_at=later)
    row = Attendance.objects.get(member=cast.teacher)
    assert (row.answer, row.answered_at, row.answered_by) == ("", None, None)
    change = Change.objects.filter(record_id=row.pk).latest("at")
    assert change.fields["answer"] == ["comes", ""]


def test_an_answer_about_the_time_before_the_meeting_moved_is_asked_for_again(cast, meeting, client_of):
    browser, mine, read = client_of(cast.vera), cast.supervisor_member, meeting.starts_at.isoformat()
    later = meeting.starts_at + dt.timedelta(days=1)
    actions.change(Meeting.objects.get(), by=cast.anna, expected_version=meeting.version, starts_at=later)
    sent = {"member": str(mine.pk), "answer": "comes", "starts_at": read}
    refused = browser.post(f"/meetings/{meeting.pk}/invited/{mine.pk}/", sent)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Mødet er flyttet til" in page
    assert f'name="starts_at" value="{later.astimezone(dt.UTC).isoformat()}"' in page
    assert Attendance.objects.get(member=mine).answer == ""
    again = browser.post(f"/meetings/{meeting.pk}/invited/{mine.pk}/", sent | {"starts_at": later.isoformat()})
    assert again.status_code == 302


def test_a_meeting_changed_in_other_ways_keeps_its_answers(cast, meeting, answer):
    answer(cast.anna, cast.teacher, "comes")
    actions.change(Meeting.objects.get(), by=cast.anna, expected_version=meeting.version, place="Østskolen")
    assert Attendance.objects.get(member=cast.teacher).answer == "comes"


def test_a_video_link_is_a_secure_address(cast, meeting, api_of):
    api = api_of(cast.anna)
    refused = api.patch(f"meetings/{meeting.pk}/", {"video_link": "http://m.example/1"}, version=meeting.version)
    assert refused.json()["errors"][0]["field"] == "video_link"
    taken = api.patch(f"meetings/{meeting.pk}/", {"video_link": "https://m.example/1"}, version=meeting.version)
    assert taken.json()["video_link"] == "https://m.example/1"
