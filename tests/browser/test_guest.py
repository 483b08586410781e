"""A coordinator gives a teacher a link; the teacher answers on a phone, without an account."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Attendance
from tests.factories import AgreementFactory
from tests.guests.being_a_guest import booked, link_to

from .test_keyboard import tabs_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def meeting(cast):
    AgreementFactory(
        case=cast.case, owner=cast.teacher, what="Læser højt hver dag", due_on=timezone.localdate() + dt.timedelta(30)
    )
    return booked(cast.case, cast.teacher, place="Aaskolen, lokale 4")


def test_a_teacher_is_given_a_link_and_answers_on_a_phone(cast, meeting, let_in, door):
    # Given a booked meeting, and a coordinator who gives the teacher a link on paper
    anna = let_in(cast.anna)
    anna.goes_to("case-network", pk=cast.case.pk)
    anna.follows("Giv link til Tove Prøve")
    anna.presses("Giv linket")
    code = anna.place.locator("code").inner_text()
    link = cast.teacher.links.get()
    anna.follows("Jeg har koden")
    anna.sees("ikke åbnet endnu")

    # When the teacher opens it on a phone and types the code
    tove = door.browser_of("", phone=True)
    tove.goes_to("guest-link", token=link.token)
    tove.is_told_nothing_of("Barn Et")
    tove.types("Kode", code)
    tove.presses("Åbn")

    # Then she sees the meeting and what she has promised, and answers
    tove.sees("Opfølgningsmøde om Barn Et")
    tove.sees("Læser højt hver dag")
    tove.ticks("Kommer", under="Kommer du?")
    tove.presses("Send svaret")
    tove.sees("Tak. Dit svar er hos læringskoordinatoren.")
    assert Attendance.objects.get(meeting=meeting).answer == "comes"

    # And when the link is ended with one click, her page is closed
    anna.goes_to("case-network", pk=cast.case.pk)
    anna.presses("Luk linket til Tove Prøve")
    anna.sees("Linket er lukket.")
    tove.watch.allowed.add(401)
    tove.page.goto(reverse("guest-meeting"))
    tove.sees("Åbn linket igen")


def test_a_guest_answers_by_keyboard_alone(cast, meeting, door):
    link = link_to(meeting, cast.teacher, by=cast.anna)
    tove = door.browser_of("", phone=True)
    tove.goes_to("guest-link", token=link.token)
    tove.page.keyboard.type(link.code)
    with tove.page.expect_navigation(wait_until="load"):
        tove.page.keyboard.press("Enter")
    tove.watch.allowed.add(422)
    tabs_to(tove, "Send svaret")
    with tove.page.expect_navigation(wait_until="load"):
        tove.page.keyboard.press("Enter")
    tove.sees("Vælg et svar.")
