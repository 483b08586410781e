"""What a guest sees of a meeting, and answering the invitation."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from core.models import Change, LookUp
from meetings.actions import change
from meetings.models import Attendance, Meeting
from tests.factories import AgreementFactory

from .being_a_guest import booked, in_by, link_for, link_to, opened

MEETING = reverse("guest-meeting")
API = "/api/v1/guest/meeting/"


def answer_of(meeting, member):
    return Attendance.objects.get(meeting=meeting, member=member)


def test_a_guest_answers_the_invitation_and_changes_the_answer(cast, meeting, link):
    inside = opened(link)
    page = inside.post(MEETING, {"answer": "comes_not"}, follow=True).content.decode()
    assert "Tak. Dit svar er hos læringskoordinatoren." in page
    inside.post(MEETING, {"answer": "sends_other", "stand_in": "Ole Prøve"})
    found = answer_of(meeting, cast.teacher)
    assert (found.answer, found.stand_in, found.answered_by) == ("sends_other", "Ole Prøve", None)


def test_an_answer_about_the_time_before_the_meeting_moved_is_asked_for_again(cast, meeting, link):
    inside = opened(link)
    page = inside.get(MEETING).content.decode()
    read = re.search(r'name="starts_at" value="([^"]+)"', page)[1]
    assert inside.post(MEETING, {"answer": "comes", "starts_at": read}).status_code == 302
    now = Meeting.objects.get(pk=meeting.pk)
    later = now.starts_at + dt.timedelta(days=1)
    change(now, by=cast.anna, expected_version=now.version, starts_at=later)
    refused = inside.post(MEETING, {"answer": "comes", "starts_at": read})
    assert "Mødet er flyttet til" in refused.content.decode()
    assert answer_of(meeting, cast.teacher).answer == ""


def test_who_sends_another_says_whom_and_what_was_typed_stays(cast, meeting, link):
    answer = opened(link).post(MEETING, {"answer": "sends_other", "stand_in": ""})
    assert answer.status_code == 422
    assert "Skriv, hvem der kommer i stedet." in answer.content.decode()
    assert answer_of(meeting, cast.teacher).answer == ""


def test_an_answer_that_was_not_chosen_is_asked_for(link):
    answer = opened(link).post(MEETING, {"stand_in": "Ole"})
    assert (answer.status_code, "Vælg et svar." in answer.content.decode()) == (422, True)


def test_the_history_and_the_log_name_the_member(cast, meeting, link, client_of):
    opened(link).post(MEETING, {"answer": "comes"})
    change = Change.objects.filter(model="meetings.Attendance", member_id=cast.teacher.pk).get()
    assert (change.by, change.link_id) == (None, link.pk)
    assert LookUp.objects.filter(member_id=cast.teacher.pk, action="write", result="given").exists()
    assert "Tove Prøve" in client_of(cast.anna).get(reverse("case-history", args=[cast.case.pk])).content.decode()


def test_a_guest_sees_their_own_open_agreements_and_nobody_elses(cast, meeting, link):
    AgreementFactory(case=cast.case, owner=cast.teacher, what="Læser højt hver dag")
    AgreementFactory(case=cast.case, owner=cast.caregiver, what="Står for lektierne")
    page = opened(link).get(MEETING).content.decode()
    assert "Læser højt hver dag" in page
    assert "Står for lektierne" not in page


def test_a_guest_never_reads_the_rest_of_the_meeting(cast):
    meeting = booked(cast.case, cast.teacher, agenda="Hemmelig dagsorden", child_words="Kun mine ord")
    Meeting.objects.filter(pk=meeting.pk).update(child_part_note="Vil helst ikke")
    inside = opened(link_to(meeting, cast.teacher, by=cast.anna))
    told = inside.get(API).content.decode() + inside.get(MEETING).content.decode()
    for secret in ("Hemmelig dagsorden", "Kun mine ord", "Vil helst ikke", "Pia", cast.case.number):
        assert secret not in told


def test_two_guests_have_an_answer_each(cast, meeting, link):
    opened(link).post(MEETING, {"answer": "comes"})
    opened(link_to(meeting, cast.caregiver, by=cast.anna)).post(MEETING, {"answer": "comes_not"})
    assert answer_of(meeting, cast.teacher).answer == "comes"
    assert answer_of(meeting, cast.caregiver).answer == "comes_not"


def test_the_child_sees_its_meeting_and_is_asked_in_person(cast):
    meeting = booked(cast.case, cast.teacher, child_part="whole")
    inside = opened(link_to(meeting, None, by=cast.anna))
    assert "Kommer du?" not in inside.get(MEETING).content.decode()
    assert inside.post(API, {"answer": "comes"}, "application/json").status_code == 403


def test_the_child_has_no_link_to_a_meeting_it_is_not_at(cast, api_of):
    meeting = booked(cast.case, cast.teacher)
    sent = {"case": str(cast.case.pk), "purpose": f"meeting.{meeting.pk}", "way": "letter", "code_way": "told"}
    assert api_of(cast.anna).post("guest-links/", sent).status_code == 400


@pytest.mark.parametrize(
    ("kind", "place", "sees"),
    [("school_professional", "home", True), ("other", "home", True), ("caregiver", "school", True)],
)
def test_own_agreements_follow_the_table(cast, meeting, kind, place, sees):
    link = link_for(meeting, kind)
    AgreementFactory(case=cast.case, owner=link.member, what="Noget aftalt", place=place)
    assert ("Noget aftalt" in in_by(link).get(API).content.decode()) is sees


def test_a_guests_form_of_another_site_is_refused(cast, meeting, link):
    inside = in_by(link, enforce_csrf_checks=True)
    assert inside.post(MEETING, {"answer": "comes"}).status_code == 403
    assert inside.post(API, {"answer": "comes"}, "application/json").status_code == 403
    assert answer_of(meeting, cast.teacher).answer == ""
